using System.Globalization;
using System.Net;

namespace Elastic.ResponseActions.Guarding;

/// <summary>Reads networks as they are written in policies: <c>10.1.0.0/16</c>, <c>2001:db8::/32</c>, or one address.</summary>
internal static class NetworkText
{
    public const string Allowed = "a network, for example `10.1.0.0/16` or `2001:db8::/32`, with no bit set behind the length; or one address";

    public static bool TryParse(string text, out IPNetwork network)
    {
        network = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var written = slash < 0 ? text : text[..slash];

        // `10.1` is an address to the framework, and to nobody who writes a policy.
        if (!IPAddress.TryParse(written, out var address) || (!written.Contains(':', StringComparison.Ordinal) && written.Count(letter => letter == '.') != 3))
        {
            return false;
        }

        var bytes = address.GetAddressBytes();
        var length = bytes.Length * 8;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > bytes.Length * 8))
        {
            return false;
        }

        if (!IsClearBehind(bytes, length))
        {
            return false;
        }

        network = new IPNetwork(address, length);
        return true;
    }

    private static bool IsClearBehind(byte[] bytes, int length)
    {
        for (var bit = length; bit < bytes.Length * 8; bit++)
        {
            if ((bytes[bit / 8] & (0x80 >> (bit % 8))) != 0)
            {
                return false;
            }
        }

        return true;
    }
}
