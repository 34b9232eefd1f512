namespace Elastic.ResponseActions.Matching.Execution.Values;

/// <summary>
/// Reads decimal text (<c>-12</c>, <c>1.5e3</c>, <c>.5</c>) as a whole number and what is cut off. Exact: no detour through
/// floating point, so <c>9223372036854775807</c> keeps its last digit.
/// </summary>
internal readonly ref struct DecimalText
{
    private const int MaxExponent = 100_000;

    private DecimalText(bool negative, UInt128 whole, bool hasFraction, bool tooLarge)
    {
        IsNegative = negative;
        Magnitude = whole;
        HasFraction = hasFraction;
        IsTooLarge = tooLarge;
    }

    public bool IsNegative { get; }

    /// <summary>A digit other than zero stands behind the decimal point.</summary>
    public bool HasFraction { get; }

    /// <summary>The number has more whole digits than any integer type of Elasticsearch.</summary>
    public bool IsTooLarge { get; }

    /// <summary>The number cut off towards zero.</summary>
    public Int128 Truncated => IsNegative ? -(Int128)Magnitude : (Int128)Magnitude;

    private UInt128 Magnitude { get; }

    public static bool TryParse(ReadOnlySpan<byte> utf8, out DecimalText number)
    {
        number = default;
        var text = utf8;
        var negative = TakeSign(ref text);
        if (!TrySplit(text, out var mantissa, out var exponent))
            return false;

        var point = mantissa.IndexOf((byte)'.');
        var digits = mantissa.Length - (point < 0 ? 0 : 1);
        if (digits == 0)
            return false;

        var wholeDigits = (point < 0 ? digits : point) + (long)exponent;
        UInt128 whole = 0;
        var hasFraction = false;
        var tooLarge = false;
        var index = 0;
        foreach (var c in mantissa)
        {
            if (c == '.')
            {
                if (index != point)
                    return false;
                point = -2; // a second point can never be at its place
                continue;
            }

            if (!char.IsAsciiDigit((char)c))
                return false;
            if (index++ < wholeDigits)
                tooLarge |= !TryAppend(ref whole, c - '0');
            else
                hasFraction |= c != '0';
        }

        for (var missing = wholeDigits - digits; missing > 0 && whole != 0 && !tooLarge; missing--)
            tooLarge |= !TryAppend(ref whole, 0);

        number = new DecimalText(negative, whole, hasFraction, tooLarge);
        return true;
    }

    private static bool TryAppend(ref UInt128 whole, int digit)
    {
        if (whole > ulong.MaxValue)
            return false;
        whole = (whole * 10) + (uint)digit;
        return true;
    }

    private static bool TakeSign(ref ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || (text[0] != '-' && text[0] != '+'))
            return false;
        var negative = text[0] == '-';
        text = text[1..];
        return negative;
    }

    private static bool TrySplit(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> mantissa, out int exponent)
    {
        exponent = 0;
        var e = text.IndexOfAny((byte)'e', (byte)'E');
        mantissa = e < 0 ? text : text[..e];
        if (e < 0)
            return true;

        var digits = text[(e + 1)..];
        var negative = TakeSign(ref digits);
        if (digits.IsEmpty)
            return false;
        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit((char)c))
                return false;
            exponent = Math.Min(MaxExponent, (exponent * 10) + (c - '0'));
        }

        exponent = negative ? -exponent : exponent;
        return true;
    }
}
