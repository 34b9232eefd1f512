using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>Strings that hold escapes.</summary>
internal static class JsonEscapes
{
    /// <summary>Goes on in a string from where it is no longer plain to its closing quote.</summary>
    /// <param name="json">The event.</param>
    /// <param name="at">Where the plain text ended.</param>
    /// <param name="end">Where the string has to have ended.</param>
    /// <returns>Where the quote is; -1 where the string does not end, holds a control character or an escape that JSON does not know.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]   // kept out of the reader's loop
    public static int FindQuote<TText>(ReadOnlySpan<byte> json, int at, int end)
        where TText : struct, ITextScanner
    {
        ref var bytes = ref MemoryMarshal.GetReference(json);
        while (at < end && json[at] != (byte)'"')
        {
            if (json[at] != (byte)'\\' || !IsEscape(json, at + 1))
                return -1;
            at = TText.SkipPlain(ref bytes, Math.Min(at + 2, end), end);
        }

        return at < end ? at : -1;
    }

    // Whether an escape may go on like this behind its backslash.
    private static bool IsEscape(ReadOnlySpan<byte> json, int at) => (uint)at < (uint)json.Length && json[at] switch
    {
        (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' => true,
        (byte)'u' => json.Length - at > 4 && AreHex(json.Slice(at + 1, 4)),
        _ => false,
    };

    private static bool AreHex(ReadOnlySpan<byte> digits) =>
        char.IsAsciiHexDigit((char)digits[0]) && char.IsAsciiHexDigit((char)digits[1]) && char.IsAsciiHexDigit((char)digits[2]) && char.IsAsciiHexDigit((char)digits[3]);
}
