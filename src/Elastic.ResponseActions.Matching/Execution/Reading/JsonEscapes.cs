using System.Numerics;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>Which bytes are escaped by a backslash, and whether what stands there is an escape that JSON knows.</summary>
internal static class JsonEscapes
{
    /// <summary>Bytes that may follow a backslash, one bit each from <c>"</c> (0x22) on.</summary>
    private const ulong FollowersLow = (1UL << ('"' - '"')) | (1UL << ('/' - '"')) | (1UL << ('\\' - '"'));

    /// <summary>Finds the escaped bytes of one block.</summary>
    /// <param name="json">The event.</param>
    /// <param name="at">Where the block starts.</param>
    /// <param name="backslashes">The backslashes of the block.</param>
    /// <param name="carry">In and out: 1 where the first byte of this, of the next block is escaped.</param>
    /// <param name="escaped">The escaped bytes.</param>
    public static bool TryFindEscaped(ReadOnlySpan<byte> json, int at, ulong backslashes, ref ulong carry, out ulong escaped)
    {
        escaped = carry;
        var rest = backslashes & ~carry;
        carry = 0;
        while (rest != 0)
        {
            var bit = BitOperations.TrailingZeroCount(rest);
            if (!IsEscape(json, at + bit + 1))
                return false;
            if (bit == BlockMasks.Length - 1)
            {
                carry = 1;
                return true;
            }

            var follower = 2UL << bit;
            escaped |= follower;
            rest &= ~(follower | (1UL << bit));
        }

        return true;
    }

    /// <summary>Tells whether an escape may go on like this behind its backslash.</summary>
    public static bool IsEscape(ReadOnlySpan<byte> json, int at)
    {
        if ((uint)at >= (uint)json.Length)
            return false;

        var follower = json[at];
        var distance = follower - '"';
        if ((uint)distance < 64 && (FollowersLow >> distance & 1) != 0)
            return true;
        return follower switch
        {
            (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' => true,
            (byte)'u' => json.Length - at > 4 && AreHex(json.Slice(at + 1, 4)),
            _ => false,
        };
    }

    private static bool AreHex(ReadOnlySpan<byte> digits) =>
        char.IsAsciiHexDigit((char)digits[0]) && char.IsAsciiHexDigit((char)digits[1]) && char.IsAsciiHexDigit((char)digits[2]) && char.IsAsciiHexDigit((char)digits[3]);
}
