using Elastic.ResponseActions.Matching.Execution.Analysis;

namespace Elastic.ResponseActions.Matching.Detection.Plans;

/// <summary>The fields whose values together are a key, in their order.</summary>
/// <param name="Fields">The fields; none: every event has the one empty key.</param>
/// <param name="IsWhole">
/// False: a field with several values makes a key of each (the Cartesian product of several fields). True: all values of a field together
/// are one part of the one key.
/// </param>
internal sealed record KeyPlan(KeyField[] Fields, bool IsWhole = false)
{
    public static KeyPlan Empty { get; } = new([]);

    public FieldType[] Types => [.. Fields.Select(static it => it.Type)];
}

/// <summary>One field of a key.</summary>
internal sealed record KeyField
{
    /// <summary>Its name, as the rule gives it.</summary>
    public required string Name { get; init; }

    /// <summary>The slot that holds its values.</summary>
    public required int Slot { get; init; }

    /// <summary>Decides when two spellings are the same value.</summary>
    public required FieldType Type { get; init; }

    /// <summary>Its values are compared in lower case (<c>.caseless</c>).</summary>
    public bool IsFolded { get; init; }

    /// <summary>A missing field is a value like any other; else an event without the field has no key.</summary>
    public bool IsOptional { get; init; }

    /// <summary>A text field compared word by word: each word is a value.</summary>
    public TextAnalyzer? Words { get; init; }

    /// <summary>Compared with indicators, which may name networks: each address is also looked up as a part of them.</summary>
    public bool MatchesNetworks { get; init; }

    /// <summary>An indicator's field: its value may be a network.</summary>
    public bool MayBeNetwork { get; init; }
}
