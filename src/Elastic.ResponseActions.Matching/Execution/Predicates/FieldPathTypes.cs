using System.Text;

namespace Elastic.ResponseActions.Matching.Execution.Predicates;

/// <summary>The mapped type of a field found while reading, by its path in the event or, inside a nested path, in the object.</summary>
internal sealed class FieldPathTypes(FieldTypeTable types, string scope)
{
    private const int LongestName = 512;

    // Names inside a nested path are relative to it, while types are known by full name.
    private readonly byte[] _scope = scope.Length == 0 ? [] : Encoding.UTF8.GetBytes(scope + ".");

    /// <summary>The type; a leaf of a flattened field is <see cref="FieldType.Flattened"/>, a field in no table a keyword.</summary>
    /// <param name="utf8Path">The path relative to the scope.</param>
    /// <param name="isNested">The field is inside a nested field that the scope does not open.</param>
    public FieldType TypeOf(ReadOnlySpan<byte> utf8Path, out bool isNested)
    {
        isNested = false;
        if (_scope.Length + utf8Path.Length > LongestName)
            return FieldType.Keyword;   // longer than any name in the table

        Span<byte> buffer = stackalloc byte[LongestName];
        _scope.CopyTo(buffer);
        utf8Path.CopyTo(buffer[_scope.Length..]);
        ReadOnlySpan<byte> full = buffer[..(_scope.Length + utf8Path.Length)];

        var isMapped = types.TryGetType(full, out var type);
        var isFlattened = false;
        for (var dot = full.LastIndexOf((byte)'.'); dot > _scope.Length; dot = full[..dot].LastIndexOf((byte)'.'))
        {
            if (!types.TryGetType(full[..dot], out var ancestor))
                continue;
            isNested |= ancestor == FieldType.Nested;
            isFlattened |= ancestor == FieldType.Flattened;
        }

        if (isMapped)
            return type == FieldType.Flattened ? FieldType.Nested : type;   // like a nested path, the root holds objects and no value
        return isFlattened ? FieldType.Flattened : FieldType.Keyword;
    }
}
