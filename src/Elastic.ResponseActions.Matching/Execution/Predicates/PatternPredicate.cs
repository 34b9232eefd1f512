using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Execution.Predicates;

/// <summary>A condition on every field whose name fits a pattern, each tested by its own mapped type.</summary>
internal sealed class PatternPredicate(int id, GlobPattern names, FieldTypeTable types, TypedTests tests)
{
    /// <summary>The eager predicate that is made true.</summary>
    public int Id { get; } = id;

    public bool Holds(ReadOnlySpan<byte> utf8Path, in EventValue value)
    {
        if (!names.IsMatch(utf8Path))
            return false;

        var type = types.TryGetType(utf8Path, out var mapped) ? mapped : FieldType.Keyword;
        return tests[type] is { } test && test.Passes(value);
    }
}

/// <summary>One value compiled for each field type; null where the type never fits the value.</summary>
internal sealed class TypedTests(IReadOnlyDictionary<FieldType, ValueTest?> tests)
{
    private readonly ValueTest?[] _tests =
        [.. Enumerable.Range(0, (int)FieldType.Other + 1).Select(type => tests.GetValueOrDefault((FieldType)type))];

    public ValueTest? this[FieldType type] => _tests[(int)type];
}
