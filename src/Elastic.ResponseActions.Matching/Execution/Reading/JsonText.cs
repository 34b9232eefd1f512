using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>
/// JSON string text to plain text and back. Half of a surrogate pair (<c>\ud800</c>) becomes U+FFFD, as it does on its way into
/// an Elasticsearch index: an event must not be able to hide a field by one odd escape.
/// </summary>
internal static class JsonText
{
    /// <summary>Writes the unescaped text and returns its length, which is never above that of the source.</summary>
    /// <param name="escaped">What stands between the quotes, in a document whose escapes have been checked.</param>
    /// <param name="target">At least as long as the source.</param>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> target)
    {
        var written = 0;
        while (!escaped.IsEmpty)
        {
            // Escapes stand close together (each folder of a path), so a few bytes at a time are copied along with the search.
            if (Vector128.IsHardwareAccelerated && escaped.Length >= Vector128<byte>.Count && target.Length - written >= Vector128<byte>.Count)
            {
                var bytes = Vector128.Create(escaped);
                bytes.CopyTo(target[written..]);
                var found = Vector128.Equals(bytes, Vector128.Create((byte)'\\')).ExtractMostSignificantBits();
                var plain = found == 0 ? Vector128<byte>.Count : BitOperations.TrailingZeroCount(found);
                written += plain;
                escaped = escaped[plain..];
                if (found == 0)
                    continue;
            }
            else if (escaped[0] != (byte)'\\')
            {
                target[written++] = escaped[0];
                escaped = escaped[1..];
                continue;
            }

            var escape = escaped[1];
            escaped = escaped[2..];
            if (escape == (byte)'u')
                written += UnescapeUnit(ref escaped).EncodeToUtf8(target[written..]);
            else
                target[written++] = Simple(escape);
        }

        return written;
    }

    /// <summary>Writes text as it stands between quotes in JSON; returns its length, at most six times the source's.</summary>
    public static int Escape(ReadOnlySpan<byte> text, Span<byte> target)
    {
        var written = 0;
        foreach (var b in text)
        {
            if (b < 0x20)
            {
                "\\u00"u8.CopyTo(target[written..]);
                target[written + 4] = (byte)(b < 0x10 ? '0' : '1');
                target[written + 5] = "0123456789abcdef"u8[b & 0xF];
                written += 6;
                continue;
            }

            if (b is (byte)'"' or (byte)'\\')
                target[written++] = (byte)'\\';
            target[written++] = b;
        }

        return written;
    }

    private static byte Simple(byte escape) => escape switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => escape,   // the quote, the backslash and the slash stand for themselves
    };

    private static Rune UnescapeUnit(ref ReadOnlySpan<byte> rest)
    {
        var unit = Hex(rest);
        rest = rest[4..];
        if (Rune.TryCreate(unit, out var rune))
            return rune;

        if (char.IsHighSurrogate(unit) && rest.StartsWith("\\u"u8) && Rune.TryCreate(unit, Hex(rest[2..]), out rune))
        {
            rest = rest[6..];
            return rune;
        }

        return Rune.ReplacementChar;
    }

    private static char Hex(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits[..4])
            value = (value << 4) | (digit <= (byte)'9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        return (char)value;
    }
}
