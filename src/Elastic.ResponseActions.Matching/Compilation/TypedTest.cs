using Elastic.ResponseActions.Matching.Execution.Predicates;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>
/// A value compiled for one field type: a test, or nothing can pass (<see cref="Test"/> null), or Elasticsearch refuses the
/// query (<see cref="Refusal"/>), or only Elasticsearch can tell (<see cref="Unknown"/>).
/// </summary>
internal readonly record struct TypedTest
{
    public ValueTest? Test { get; private init; }

    /// <summary>Tests with equal keys are the same.</summary>
    public string Key { get; private init; }

    public bool UsesNow { get; private init; }

    public string? Refusal { get; private init; }

    public string? Unknown { get; private init; }

    public static TypedTest Never { get; } = new() { Key = "never" };

    public static TypedTest Of(ValueTest test, string key, bool usesNow = false) => new() { Test = test, Key = key, UsesNow = usesNow };

    public static TypedTest Refused(string why) => new() { Key = "", Refusal = why };

    public static TypedTest Undecided(string why) => new() { Key = "", Unknown = why };
}
