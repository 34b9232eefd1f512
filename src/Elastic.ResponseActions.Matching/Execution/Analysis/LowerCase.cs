using System.Buffers;
using System.Text;

namespace Elastic.ResponseActions.Matching.Execution.Analysis;

/// <summary>Lucene's lower-casing: each code point by its simple mapping, without locale. Also the normaliser of <c>.caseless</c> fields.</summary>
internal static class LowerCase
{
    // .NET's invariant casing leaves the dotted capital I alone; Java's simple mapping makes it an ASCII i.
    private const int DottedCapitalI = 0x130;

    /// <summary>Upper limit of the bytes that <see cref="Fold"/> writes: some two-byte letters become three-byte ones.</summary>
    public static int MaxFoldedBytes(int utf8Length) => utf8Length + (utf8Length / 2);

    /// <summary>Writes the folded text; invalid bytes are copied.</summary>
    /// <returns>The bytes written.</returns>
    public static int Fold(ReadOnlySpan<byte> utf8, Span<byte> destination)
    {
        if (Ascii.ToLower(utf8, destination, out var written) == OperationStatus.Done)
            return written;

        var rest = utf8[written..];
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(rest, out var rune, out var length) == OperationStatus.Done)
            {
                written += ToLower(rune).EncodeToUtf8(destination[written..]);
            }
            else
            {
                rest[..length].CopyTo(destination[written..]);
                written += length;
            }

            rest = rest[length..];
        }

        return written;
    }

    private static Rune ToLower(Rune rune) => rune.Value == DottedCapitalI ? new Rune('i') : Rune.ToLowerInvariant(rune);
}
