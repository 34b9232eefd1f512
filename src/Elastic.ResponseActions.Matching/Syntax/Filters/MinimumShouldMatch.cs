using System.Globalization;

namespace Elastic.ResponseActions.Matching.Syntax.Filters;

/// <summary>
/// Elasticsearch's <c>minimum_should_match</c>: a number, a negative number (so many may be missing), a percentage of either
/// kind, or conditions on the number of clauses (<c>3&lt;90%</c>: up to 3 all of them, beyond 90 %).
/// </summary>
internal sealed class MinimumShouldMatch
{
    private readonly string _text;
    private readonly IReadOnlyList<Step> _steps;

    private MinimumShouldMatch(string text, IReadOnlyList<Step> steps) => (_text, _steps) = (text, steps);

    public static bool TryParse(string text, out MinimumShouldMatch minimum)
    {
        minimum = null!;
        var steps = new List<Step>();
        text = text.Trim();
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var sign = part.IndexOf('<', StringComparison.Ordinal);
            var above = 0;
            if (sign >= 0 && !TryNumber(part[..sign], out above)) return false;

            var amount = part[(sign + 1)..];
            var isPercent = amount.EndsWith('%');
            if (!TryNumber(isPercent ? amount[..^1] : amount, out var number)) return false;
            steps.Add(new Step(sign < 0 ? null : above, number, isPercent));
        }

        var isPlain = steps.Exists(step => step.Above is null);
        if (steps.Count == 0 || (isPlain && steps.Count > 1)) return false;

        minimum = new MinimumShouldMatch(text, steps);
        return true;
    }

    /// <summary>How many of so many clauses have to match; may be more than there are.</summary>
    public int Of(int clauses)
    {
        var result = clauses;
        foreach (var step in _steps)
        {
            if (step.Above is { } above && clauses <= above) break;
            result = step.Of(clauses);
        }

        return result;
    }

    public override string ToString() => _text;

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private readonly record struct Step(int? Above, int Number, bool IsPercent)
    {
        // In single precision and cut off towards zero, as Elasticsearch calculates it.
        public int Of(int clauses)
        {
            var amount = IsPercent ? (int)((long)clauses * Number * (1 / 100f)) : Number;
            return Math.Max(0, Number < 0 ? clauses + amount : amount);
        }
    }
}
