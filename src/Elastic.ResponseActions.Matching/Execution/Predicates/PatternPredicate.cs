using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Execution.Predicates;

/// <summary>A condition on every field whose name fits a pattern, each tested by its own mapped type.</summary>
internal sealed class PatternPredicate(int id, GlobPattern names, bool seesNested, FieldPathTypes types, TypedTests tests)
{
    /// <summary>The eager predicate that is made true.</summary>
    public int Id { get; } = id;

    public Truth Test(ReadOnlySpan<byte> utf8Path, in EventValue value)
    {
        if (!names.IsMatch(utf8Path))
            return Truth.False;

        var type = types.TypeOf(utf8Path, out var isNested);
        if (isNested && !seesNested)
            return Truth.False;
        return tests.IsUnknown(type) ? Truth.Unknown : tests[type] is { } test && test.Passes(value) ? Truth.True : Truth.False;
    }
}

/// <summary>One value compiled for each field type, in the order of <see cref="FieldType"/>.</summary>
/// <param name="tests">A test, or null where the type never fits the value.</param>
/// <param name="unknown">The type is not evaluated here.</param>
internal sealed class TypedTests(ValueTest?[] tests, bool[] unknown)
{
    public ValueTest? this[FieldType type] => tests[(int)type];

    public bool IsUnknown(FieldType type) => unknown[(int)type];
}
