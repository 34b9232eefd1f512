using System.Numerics;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>Which bytes are escaped by a backslash, and whether what stands there is an escape that JSON knows.</summary>
internal static class JsonEscapes
{
    private const ulong EvenBits = 0x5555_5555_5555_5555;

    /// <summary>Finds the escaped bytes of one block of 64.</summary>
    /// <param name="backslashes">The backslashes of the block.</param>
    /// <param name="carry">In and out: 1 where the first byte of this, of the next block is escaped.</param>
    public static ulong FindEscaped(ulong backslashes, ref ulong carry)
    {
        // In a run of backslashes the first escapes the second, the third the fourth; the last one may escape what follows.
        // So what is escaped lies behind every other byte of a run: adding the first bit of the runs that start at an even place
        // ripples through just these runs and clears them, which tells them from the others.
        var runs = backslashes & ~carry;
        var evenStarts = runs & ~(runs << 1) & EvenBits;
        var evenRuns = runs & ~(runs + evenStarts);
        var oddRuns = runs ^ evenRuns;
        var escaped = carry | ((evenRuns << 1) & ~EvenBits) | ((oddRuns << 1) & EvenBits);
        carry = oddRuns >> 63;
        return escaped;
    }

    /// <summary>Tells whether each of the bytes may follow a backslash.</summary>
    /// <param name="json">The event.</param>
    /// <param name="at">Where the block starts.</param>
    /// <param name="escaped">The bytes of the block to look at.</param>
    public static bool AreEscapes(ReadOnlySpan<byte> json, int at, ulong escaped)
    {
        for (; escaped != 0; escaped &= escaped - 1)
        {
            if (!IsEscape(json, at + BitOperations.TrailingZeroCount(escaped)))
                return false;
        }

        return true;
    }

    /// <summary>Tells whether an escape may go on like this behind its backslash.</summary>
    public static bool IsEscape(ReadOnlySpan<byte> json, int at) => (uint)at < (uint)json.Length && json[at] switch
    {
        (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' => true,
        (byte)'u' => json.Length - at > 4 && AreHex(json.Slice(at + 1, 4)),
        _ => false,
    };

    private static bool AreHex(ReadOnlySpan<byte> digits) =>
        char.IsAsciiHexDigit((char)digits[0]) && char.IsAsciiHexDigit((char)digits[1]) && char.IsAsciiHexDigit((char)digits[2]) && char.IsAsciiHexDigit((char)digits[3]);
}
