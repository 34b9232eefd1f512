using System.Numerics;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>White space that is also a control character: tab, line feed, carriage return.</summary>
internal static class JsonWhiteSpace
{
    /// <summary>Those of a block's control characters that are white space.</summary>
    public static ulong Find(ReadOnlySpan<byte> json, int at, ulong controls)
    {
        var found = 0UL;
        for (var rest = controls; rest != 0; rest &= rest - 1)
        {
            var bit = BitOperations.TrailingZeroCount(rest);
            if (json[at + bit] is (byte)'\t' or (byte)'\n' or (byte)'\r')
                found |= 1UL << bit;
        }

        return found;
    }
}
