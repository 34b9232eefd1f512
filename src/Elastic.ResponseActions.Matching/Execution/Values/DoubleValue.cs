using System.Globalization;

namespace Elastic.ResponseActions.Matching.Execution.Values;

/// <summary>Floating-point fields. Strings are numbers too; infinities and NaN are no values, as in Elasticsearch.</summary>
internal static class DoubleValue
{
    public static bool TryRead(ReadOnlySpan<byte> utf8, out double value) =>
        double.TryParse(utf8, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    public static bool TryParseTerm(string text, out ValueRange<double> range, out string error)
    {
        range = ValueRange<double>.Nothing;
        if (!TryParse(text, out var value, out error))
            return false;
        range = ValueRange<double>.Only(value);
        return true;
    }

    public static bool TryParseBound(Comparison comparison, string text, out ValueRange<double> range, out string error)
    {
        range = ValueRange<double>.Nothing;
        if (!TryParse(text, out var value, out error))
            return false;
        range = comparison switch
        {
            Comparison.Greater => ValueRange<double>.AtLeast(double.BitIncrement(value)),
            Comparison.GreaterOrEqual => ValueRange<double>.AtLeast(value),
            Comparison.Less => ValueRange<double>.AtMost(double.BitDecrement(value)),
            _ => ValueRange<double>.AtMost(value),
        };
        return true;
    }

    private static bool TryParse(string text, out double value, out string error)
    {
        var parsed = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
        error = parsed ? "" : $"`{text}` is not a finite number";
        return parsed;
    }
}
