namespace Elastic.ResponseActions.Matching.Execution.Analysis;

/// <summary>Lucene's lower-casing: each code point by its simple mapping, without locale. Also the normaliser of <c>.caseless</c> fields.</summary>
internal static class LowerCase
{
    /// <summary>Upper limit of the bytes that <see cref="Fold"/> writes: a two-byte letter may become a three-byte one.</summary>
    public static int MaxFoldedBytes(int utf8Length) => throw new NotImplementedException();

    /// <summary>Writes the folded text; invalid bytes are copied.</summary>
    /// <returns>The bytes written.</returns>
    public static int Fold(ReadOnlySpan<byte> utf8, Span<byte> destination) => throw new NotImplementedException();
}
