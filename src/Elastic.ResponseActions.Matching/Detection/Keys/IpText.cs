using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Detection.Keys;

/// <summary>Writes an address in the one form that all its spellings share: IPv4 with dots, IPv6 in lower case with its longest run of zeros left out.</summary>
internal static class IpText
{
    public const int MaxBytes = 39;
    private const int Groups = 8;

    public static int Write(UInt128 address, Span<byte> target) => IpValue.IsV4(address) ? WriteV4((uint)address, target) : WriteV6(address, target);

    private static int WriteV4(uint address, Span<byte> target)
    {
        var written = 0;
        for (var shift = 24; shift >= 0; shift -= 8)
        {
            ((byte)(address >> shift)).TryFormat(target[written..], out var digits);
            written += digits;
            if (shift > 0)
                target[written++] = (byte)'.';
        }

        return written;
    }

    private static int WriteV6(UInt128 address, Span<byte> target)
    {
        var (gap, gapLength) = LongestZeros(address);
        var written = 0;
        for (var i = 0; i < Groups; i++)
        {
            if (i == gap)
            {
                target[written++] = (byte)':';
                if (i == 0)
                    target[written++] = (byte)':';
                i += gapLength - 1;
                continue;
            }

            Group(address, i).TryFormat(target[written..], out var digits, "x");
            written += digits;
            if (i < Groups - 1)
                target[written++] = (byte)':';
        }

        return written;
    }

    private static (int Start, int Length) LongestZeros(UInt128 address)
    {
        var (best, bestLength) = (-1, 1);   // a single group of zeros is written out
        for (var start = 0; start < Groups; start++)
        {
            var length = 0;
            while (start + length < Groups && Group(address, start + length) == 0)
                length++;
            if (length > bestLength)
                (best, bestLength) = (start, length);
        }

        return (best, bestLength);
    }

    private static ushort Group(UInt128 address, int index) => (ushort)(address >> (16 * (Groups - 1 - index)));
}
