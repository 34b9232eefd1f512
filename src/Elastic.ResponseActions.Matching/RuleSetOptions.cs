namespace Elastic.ResponseActions.Matching;

/// <summary>Settings and limits of a rule set. Immutable; change with <c>with</c>. The defaults fit hostile input.</summary>
public sealed record RuleSetOptions
{
    /// <summary>The settings used where none are given.</summary>
    public static RuleSetOptions Default { get; } = new();

    /// <summary>Lets every rule see every event, whatever its <c>index</c> patterns say.</summary>
    public bool IgnoreIndexPatterns { get; init; }

    /// <summary>Field name to mapped type. Default: ECS and Elastic Defend fields.</summary>
    public FieldTypeTable FieldTypes { get; init; } = FieldTypeTable.BuiltIn;

    /// <summary>The clock that <c>now</c> in date math, and the expiry of exception items, are taken from, at each match.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The values that exception items refer to (<see cref="ListEntry"/>), each list with an id of its own. Default: none.</summary>
    public IReadOnlyList<ValueList> ValueLists { get; init; } = [];

    /// <summary>Longest query text in UTF-8 bytes. Default 64 KiB.</summary>
    public int MaxQueryBytes { get; init; } = 64 * 1024;

    /// <summary>Deepest nesting of a query. Default 64.</summary>
    public int MaxQueryDepth { get; init; } = 64;

    /// <summary>Most nodes (values, conditions, operators) of a query and its filters. Default 10,000.</summary>
    public int MaxQueryNodes { get; init; } = 10_000;

    /// <summary>Most wildcards in one pattern. Default 64.</summary>
    public int MaxPatternWildcards { get; init; } = 64;

    /// <summary>Longest regular expression in UTF-16 units. Default 1,000, as Elasticsearch's <c>index.max_regex_length</c>.</summary>
    public int MaxRegexLength { get; init; } = 1_000;

    /// <summary>
    /// Most states of the automaton of one regular expression, up to 65,000; more count as 65,000. The time to build it is
    /// limited along with it. A state takes two bytes for each class of bytes that the expression tells apart. Default 10,000.
    /// </summary>
    public int MaxRegexStates { get; init; } = 10_000;

    /// <summary>Most items of all exception lists of one rule. Default 10,000, the most that Kibana reads.</summary>
    public int MaxExceptionItems { get; init; } = 10_000;

    /// <summary>Most values of one value list that an exception item refers to. Default 65,536, the most that Kibana puts into a search.</summary>
    public int MaxValueListValues { get; init; } = 65_536;

    /// <summary>Largest event in bytes. Default 1 MiB.</summary>
    public int MaxEventBytes { get; init; } = 1024 * 1024;

    /// <summary>Deepest nesting of an event. Default 64.</summary>
    public int MaxEventDepth { get; init; } = 64;

    /// <summary>Most values of one event that rules look at. Default 10,000.</summary>
    public int MaxEventValues { get; init; } = 10_000;
}
