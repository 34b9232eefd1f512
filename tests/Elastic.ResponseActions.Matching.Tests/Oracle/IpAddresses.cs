using System.Globalization;
using System.Net;
using System.Numerics;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>IP addresses as Elasticsearch keeps them: 128-bit numbers, IPv4 mapped into IPv6.</summary>
internal static class IpAddresses
{
    public static bool TryParse(string text, out BigInteger address)
    {
        address = default;
        if (!IsDottedQuad(text) && !LooksLikeIPv6(text))
        {
            return false;
        }

        if (!IPAddress.TryParse(text, out var parsed))
        {
            return false;
        }

        address = new BigInteger(parsed.MapToIPv6().GetAddressBytes(), isUnsigned: true, isBigEndian: true);
        return true;
    }

    /// <summary>Reads <c>10.0.0.0/8</c> as the first and the last address of the block.</summary>
    public static bool TryParseBlock(string text, out BigInteger first, out BigInteger last)
    {
        first = last = default;
        if (text.Split('/') is not [var network, var length]
            || !TryParse(network, out var address)
            || !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bits)
            || bits > (IsDottedQuad(network) ? 32 : 128))
        {
            return false;
        }

        var size = BigInteger.One << (IsDottedQuad(network) ? 32 - bits : 128 - bits);
        first = address - (address % size);
        last = first + size - 1;
        return true;
    }

    // The platform also reads "1", "0x7f.1", "[::1]" and "fe80::1%eth0" as addresses; Elasticsearch does not.
    private static bool IsDottedQuad(string text) =>
        text.Split('.') is { Length: 4 } bytes
        && bytes.All(part => part.Length is > 0 and <= 3 && part.All(char.IsAsciiDigit) && (part.Length == 1 || part[0] != '0'));

    private static bool LooksLikeIPv6(string text) =>
        text.Contains(':', StringComparison.Ordinal) && text.All(character => char.IsAsciiHexDigit(character) || character is ':' or '.');
}
