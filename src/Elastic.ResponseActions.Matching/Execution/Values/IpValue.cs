using System.Buffers.Binary;

namespace Elastic.ResponseActions.Matching.Execution.Values;

/// <summary>
/// <c>ip</c> values as 128-bit numbers. An IPv4 address is its IPv4-mapped IPv6 address, so <c>1.2.3.4</c> and
/// <c>::ffff:1.2.3.4</c> are equal and all of IPv4 sorts as one block, as in Lucene.
/// </summary>
internal static class IpValue
{
    private const int Groups = 8;

    private static readonly UInt128 V4Block = (UInt128)0xffff << 32;

    public static bool IsV4(UInt128 address) => address >> 32 == 0xffff;

    /// <summary>Reads an address; a scope (<c>%eth0</c>) is ignored, octets with leading zeros and host names are refused.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, out UInt128 address)
    {
        address = 0;
        var scope = utf8.IndexOf((byte)'%');
        if (scope == utf8.Length - 1)
            return false;
        var text = scope < 0 ? utf8 : utf8[..scope];
        if (text.Contains((byte)':'))
            return TryReadV6(text, out address);
        if (!TryReadV4(text, out var v4))
            return false;
        address = V4Block | v4;
        return true;
    }

    private static bool TryReadV4(ReadOnlySpan<byte> text, out uint address)
    {
        address = 0;
        var octets = 0;
        var digits = 0;
        var octet = 0;
        foreach (var c in text)
        {
            if (c == '.')
            {
                if (digits == 0 || ++octets == 4)
                    return false;
                address = (address << 8) | (uint)octet;
                (digits, octet) = (0, 0);
                continue;
            }

            if (!char.IsAsciiDigit((char)c) || (digits > 0 && octet == 0))
                return false;
            octet = (octet * 10) + (c - '0');
            digits++;
            if (octet > 255)
                return false;
        }

        address = (address << 8) | (uint)octet;
        return octets == 3 && digits > 0;
    }

    private static bool TryReadV6(ReadOnlySpan<byte> text, out UInt128 address)
    {
        address = 0;
        Span<byte> bytes = stackalloc byte[16];
        var count = 0;
        var gap = -1;
        if (text.StartsWith("::"u8))
        {
            gap = 0;
            text = text[2..];
        }

        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)':');
            var group = end < 0 ? text : text[..end];
            if (end < 0 && group.Contains((byte)'.'))
            {
                if (count > Groups - 2 || !TryReadV4(group, out var v4))
                    return false;
                BinaryPrimitives.WriteUInt32BigEndian(bytes[(count * 2)..], v4);
                count += 2;
                break;
            }

            if (count == Groups || !TryReadHex(group, out var value))
                return false;
            BinaryPrimitives.WriteUInt16BigEndian(bytes[(count++ * 2)..], value);
            if (end < 0)
                break;

            text = text[(end + 1)..];
            if (text.IsEmpty)
                return false; // a single colon at the end
            if (text[0] != ':')
                continue;
            if (gap >= 0)
                return false; // a second `::`
            gap = count;
            text = text[1..];
        }

        if (gap < 0 ? count != Groups : count >= Groups)
            return false;
        if (gap >= 0)
            OpenGap(bytes, gap * 2, count * 2);
        address = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return true;
    }

    private static void OpenGap(Span<byte> bytes, int gap, int length)
    {
        var tail = length - gap;
        bytes.Slice(gap, tail).CopyTo(bytes[(16 - tail)..]);
        bytes[gap..(16 - tail)].Clear();
    }

    private static bool TryReadHex(ReadOnlySpan<byte> group, out ushort value)
    {
        value = 0;
        var number = 0;
        foreach (var c in group)
        {
            if (!char.IsAsciiHexDigit((char)c))
                return false;
            number = (number << 4) | (char.IsAsciiDigit((char)c) ? c - '0' : (c | 0x20) - 'a' + 10);
            if (number > ushort.MaxValue)
                return false;
        }

        value = (ushort)number;
        return !group.IsEmpty;
    }
}
