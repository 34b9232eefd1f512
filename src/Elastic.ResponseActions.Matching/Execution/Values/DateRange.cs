namespace Elastic.ResponseActions.Matching.Execution.Values;

/// <summary>A condition on a <c>date</c> field, in UTC milliseconds since 1970; it may hang on the current time.</summary>
internal sealed class DateRange
{
    private readonly DateMathExpression? _low;
    private readonly DateMathExpression? _high;
    private readonly Comparison? _comparison;

    private DateRange(Comparison? comparison, DateMathExpression expression)
    {
        _comparison = comparison;
        _low = comparison is Comparison.Less or Comparison.LessOrEqual ? null : expression;
        _high = comparison is Comparison.Greater or Comparison.GreaterOrEqual ? null : expression;
    }

    /// <summary>The range moves with the clock; resolve it at each match.</summary>
    public bool IsRelative => (_low ?? _high)!.IsRelative;

    /// <summary>Equality: as wide as the text's precision up to a day. <c>2020-01-31T10</c> is that hour; <c>2020-01</c> is the first of January.</summary>
    public static bool TryParseTerm(string text, out DateRange range, out string error) => TryParse(null, text, out range, out error);

    public static bool TryParseBound(Comparison comparison, string text, out DateRange range, out string error) =>
        TryParse(comparison, text, out range, out error);

    /// <summary>
    /// Rounding as Elasticsearch does it: down for <c>&gt;=</c> and <c>&lt;</c>, up for <c>&gt;</c> and <c>&lt;=</c>, so that
    /// <c>&gt; 2020-01-01</c> starts on the second and <c>&lt;= 2020-01-01</c> ends with the first.
    /// </summary>
    public ValueRange<long> Resolve(long nowUtcMillis)
    {
        var (low, high) = (long.MinValue, long.MaxValue);
        if (_low is not null)
        {
            var exclusive = _comparison == Comparison.Greater;
            low = _low.Resolve(nowUtcMillis, roundUp: exclusive);
            if (exclusive && low++ == long.MaxValue)
                return ValueRange<long>.Nothing;
        }

        if (_high is not null)
        {
            var exclusive = _comparison == Comparison.Less;
            high = _high.Resolve(nowUtcMillis, roundUp: !exclusive);
            if (exclusive && high-- == long.MinValue)
                return ValueRange<long>.Nothing;
        }

        return new ValueRange<long>(low, high);
    }

    private static bool TryParse(Comparison? comparison, string text, out DateRange range, out string error)
    {
        range = null!;
        if (!DateMathExpression.TryParse(text, out var expression, out error))
            return false;
        range = new DateRange(comparison, expression);
        return true;
    }
}
