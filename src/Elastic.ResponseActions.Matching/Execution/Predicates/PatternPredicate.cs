using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Execution.Predicates;

/// <summary>A condition on every field whose name fits a pattern, each tested by its own mapped type.</summary>
internal sealed class PatternPredicate(int id, GlobPattern names, string scope, FieldTypeTable types, TypedTests tests)
{
    private readonly byte[] _scope = scope.Length == 0 ? [] : System.Text.Encoding.UTF8.GetBytes(scope + ".");

    /// <summary>The eager predicate that is made true.</summary>
    public int Id { get; } = id;

    public Truth Test(ReadOnlySpan<byte> utf8Path, in EventValue value)
    {
        if (!names.IsMatch(utf8Path))
            return Truth.False;

        var type = TypeOf(utf8Path);
        return tests.IsUnknown(type) ? Truth.Unknown : tests[type] is { } test && test.Passes(value) ? Truth.True : Truth.False;
    }

    // Inside a nested path names are relative to it, while types are known by full name.
    private FieldType TypeOf(ReadOnlySpan<byte> utf8Path)
    {
        if (_scope.Length == 0)
            return types.TryGetType(utf8Path, out var mapped) ? mapped : FieldType.Keyword;

        Span<byte> full = stackalloc byte[512];
        if (_scope.Length + utf8Path.Length > full.Length)
            return FieldType.Keyword;   // longer than any name in the table
        _scope.CopyTo(full);
        utf8Path.CopyTo(full[_scope.Length..]);
        return types.TryGetType(full[..(_scope.Length + utf8Path.Length)], out var type) ? type : FieldType.Keyword;
    }
}

/// <summary>One value compiled for each field type: a test, null where the type never fits the value, or unknown.</summary>
internal sealed class TypedTests(IReadOnlyDictionary<FieldType, ValueTest?> tests, IReadOnlySet<FieldType> unknown)
{
    private readonly ValueTest?[] _tests = [.. Enum.GetValues<FieldType>().Select(type => tests.GetValueOrDefault(type))];
    private readonly bool[] _unknown = [.. Enum.GetValues<FieldType>().Select(unknown.Contains)];

    public ValueTest? this[FieldType type] => _tests[(int)type];

    public bool IsUnknown(FieldType type) => _unknown[(int)type];
}
