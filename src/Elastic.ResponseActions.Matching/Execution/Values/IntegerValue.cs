using System.Text;

namespace Elastic.ResponseActions.Matching.Execution.Values;

/// <summary>
/// Whole-number fields. <c>unsigned_long</c> reaches above <see cref="long"/>, so values and bounds are 128 bits wide.
/// Event side as the mapper's <c>coerce</c>: strings are numbers too, decimals are cut off towards zero, an empty string is no value.
/// </summary>
internal static class IntegerValue
{
    private static Int128 Min => long.MinValue;

    private static Int128 Max => ulong.MaxValue;

    public static bool TryRead(ReadOnlySpan<byte> utf8, out Int128 value)
    {
        value = 0;
        if (!DecimalText.TryParse(utf8, out var number) || !InRange(number))
            return false;
        value = number.Truncated;
        return true;
    }

    /// <summary>A term with a fraction, or beyond every integer type, is legal and matches nothing.</summary>
    public static bool TryParseTerm(string text, out ValueRange<Int128> range, out string error)
    {
        range = ValueRange<Int128>.Nothing;
        if (!TryParse(text, out var number, out error))
            return false;
        if (!number.HasFraction && InRange(number))
            range = ValueRange<Int128>.Only(number.Truncated);
        return true;
    }

    /// <summary>A bound with a fraction moves inwards to the next whole number: <c>&gt; 1.5</c> and <c>&gt;= 1.5</c> both start at 2.</summary>
    public static bool TryParseBound(Comparison comparison, string text, out ValueRange<Int128> range, out string error)
    {
        range = ValueRange<Int128>.Nothing;
        if (!TryParse(text, out var number, out error))
            return false;

        var whole = Saturate(number);
        var floor = number.HasFraction && number.IsNegative ? whole - 1 : whole;
        var ceiling = number.HasFraction && !number.IsNegative ? whole + 1 : whole;
        range = comparison switch
        {
            Comparison.Greater => ValueRange<Int128>.AtLeast(floor + 1),
            Comparison.GreaterOrEqual => ValueRange<Int128>.AtLeast(ceiling),
            Comparison.Less => ValueRange<Int128>.AtMost(ceiling - 1),
            _ => ValueRange<Int128>.AtMost(floor),
        };
        return true;
    }

    private static bool TryParse(string text, out DecimalText number, out string error)
    {
        var parsed = DecimalText.TryParse(Encoding.UTF8.GetBytes(text), out number);
        error = parsed ? "" : $"`{text}` is not a number";
        return parsed;
    }

    private static bool InRange(DecimalText number) => !number.IsTooLarge && number.Truncated >= Min && number.Truncated <= Max;

    // One beyond the largest value keeps the order against every value that an event can hold.
    private static Int128 Saturate(DecimalText number) =>
        number.IsTooLarge ? (number.IsNegative ? Min - 1 : Max + 1) : Int128.Clamp(number.Truncated, Min - 1, Max + 1);
}
