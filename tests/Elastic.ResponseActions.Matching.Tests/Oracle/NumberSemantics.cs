using System.Globalization;
using System.Text.Json;
using Elastic.ResponseActions.Matching.Syntax;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>Numbers, also given as text, compared by value. A whole-number field drops the fraction of what is indexed, not of what is asked.</summary>
internal sealed class NumberSemantics(bool whole) : TypeSemantics
{
    public override Func<JsonElement, bool?>? Is(LiteralValue literal) =>
        Parse(literal.Text) is { } wanted ? value => Indexed(value)?.CompareTo(wanted) == 0 : null;

    public override Func<JsonElement, bool?>? Fits(WildcardPattern pattern, bool ignoreCase) => null;

    public override Func<JsonElement, bool?>? Compares(RangeOperator @operator, string bound) =>
        Parse(bound) is { } limit ? value => Indexed(value) is { } number && Holds(@operator, number.CompareTo(limit)) : null;

    private IComparable? Indexed(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return null;
        }

        var number = Parse(TextOf(value));
        if (number is not decimal exact)
        {
            return number;
        }

        exact = decimal.Truncate(exact);
        return exact is >= long.MinValue and <= ulong.MaxValue ? exact : null;
    }

    private IComparable? Parse(string text)
    {
        if (!double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            || double.IsNaN(number)
            || !text.Any(char.IsAsciiDigit))
        {
            return null;
        }

        if (!whole)
        {
            return double.IsFinite(number) ? number : null;
        }

        // Larger than any whole number that can be indexed: keep which side it lies on.
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) ? exact : number > 0 ? decimal.MaxValue : decimal.MinValue;
    }
}
