using System.Globalization;
using System.Text;

namespace Elastic.ResponseActions.Matching.Execution.Values;

/// <summary>Conditions on <c>ip</c> fields: an address, a block (<c>10.0.0.0/8</c>, <c>fe80::/10</c>) or a bound.</summary>
internal static class IpRange
{
    public static bool TryParseTerm(string text, out ValueRange<UInt128> range, out string error)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0)
            return TryParseBlock(text, slash, out range, out error);

        range = ValueRange<UInt128>.Nothing;
        if (!TryParse(text, out var address, out error))
            return false;
        range = ValueRange<UInt128>.Only(address);
        return true;
    }

    public static bool TryParseBound(Comparison comparison, string text, out ValueRange<UInt128> range, out string error)
    {
        range = ValueRange<UInt128>.Nothing;
        if (!TryParse(text, out var address, out error))
            return false;
        range = comparison switch
        {
            Comparison.Greater when address == UInt128.MaxValue => range,
            Comparison.Greater => ValueRange<UInt128>.AtLeast(address + 1),
            Comparison.GreaterOrEqual => ValueRange<UInt128>.AtLeast(address),
            Comparison.Less when address == 0 => range,
            Comparison.Less => ValueRange<UInt128>.AtMost(address - 1),
            _ => ValueRange<UInt128>.AtMost(address),
        };
        return true;
    }

    private static bool TryParseBlock(string text, int slash, out ValueRange<UInt128> range, out string error)
    {
        range = ValueRange<UInt128>.Nothing;
        var addressText = text[..slash];
        if (!TryParse(addressText, out var address, out error))
            return false;

        var isV6 = addressText.Contains(':', StringComparison.Ordinal);
        if (isV6 && IpValue.IsV4(address))
        {
            // The length could count from the start of either family; Elasticsearch refuses to guess, and so do we.
            error = $"`{text}` mixes an IPv4-mapped address with a prefix length; write the block as IPv4";
            return false;
        }

        var bits = isV6 ? 128 : 32;
        if (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > bits)
        {
            error = $"`{text}` is not an address block; the prefix length must be 0 to {bits}";
            return false;
        }

        var hostBits = bits - length;
        var hostMask = hostBits == 128 ? UInt128.MaxValue : (UInt128.One << hostBits) - 1;
        range = new ValueRange<UInt128>(address & ~hostMask, address | hostMask);
        return true;
    }

    private static bool TryParse(string text, out UInt128 address, out string error)
    {
        var parsed = IpValue.TryRead(Encoding.UTF8.GetBytes(text), out address);
        error = parsed ? "" : $"`{text}` is not an IP address";
        return parsed;
    }
}
