using System.Numerics;
using System.Runtime.InteropServices;
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
        target = target[..escaped.Length];
        ref var from = ref MemoryMarshal.GetReference(escaped);
        ref var to = ref MemoryMarshal.GetReference(target);
        var (read, written) = (0, 0);   // what is written is never ahead of what is read
        while (read < escaped.Length)
        {
            // Escapes stand close together (each folder of a path), so a few bytes at a time are copied along with the search.
            if (Vector128.IsHardwareAccelerated && read <= escaped.Length - Vector128<byte>.Count)
            {
                var bytes = Vector128.LoadUnsafe(ref from, (nuint)read);
                bytes.StoreUnsafe(ref to, (nuint)written);
                var found = Vector128.Equals(bytes, Vector128.Create((byte)'\\')).ExtractMostSignificantBits();
                var plain = BitOperations.TrailingZeroCount(found | 1u << Vector128<byte>.Count);
                written += plain;
                read += plain;
                if (found == 0)
                    continue;
            }
            else if (escaped[read] != (byte)'\\')
            {
                target[written++] = escaped[read++];
                continue;
            }

            var escape = escaped[read + 1];
            read += 2;
            if (escape == (byte)'u')
            {
                written += UnescapeUnit(escaped[read..], out var digits).EncodeToUtf8(target[written..]);
                read += digits;
            }
            else
            {
                target[written++] = Simple(escape);
            }
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

    // The code point whose digits stand here; of a surrogate pair that is both halves.
    private static Rune UnescapeUnit(ReadOnlySpan<byte> rest, out int length)
    {
        const int Digits = 4;
        const int BetweenHalves = 2;
        var unit = Hex(rest);
        length = Digits;
        if (Rune.TryCreate(unit, out var rune))
            return rune;

        if (char.IsHighSurrogate(unit) && rest[Digits..].StartsWith("\\u"u8) && Rune.TryCreate(unit, Hex(rest[(Digits + BetweenHalves)..]), out rune))
        {
            length = Digits + BetweenHalves + Digits;
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
