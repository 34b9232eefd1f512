using System.Globalization;

namespace Elastic.ResponseActions;

/// <summary>
/// A point in time of a query: fixed, or reckoned by the server when it is asked, in Elasticsearch's date math (<c>now-24h/h</c>). Immutable; a
/// <see cref="DateTimeOffset"/> is one by itself.
/// </summary>
public readonly record struct QueryDate
{
    private const string Units = "yMwdhHms";

    private QueryDate(string text) => Text = text;

    /// <summary>What the server gets: an ISO 8601 time in UTC with milliseconds, or date math.</summary>
    public string Text { get; }

    /// <summary>A fixed time, to the millisecond.</summary>
    /// <param name="time">The time.</param>
    public static QueryDate At(DateTimeOffset time) => new(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    /// <summary>Date math: <c>now</c>, then steps such as <c>-24h</c>, <c>+1d</c>, and roundings such as <c>/d</c>; units are <c>y M w d h m s</c>.</summary>
    /// <param name="expression">The expression. It is the server's clock that counts.</param>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static QueryDate Math(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return IsMath(expression)
            ? new(expression)
            : throw new ArgumentException($"`{Kibana.VisibleText.Of(expression, 64)}` is no date math: `now`, then steps such as `-24h`, `+1d` or `/d`; for a fixed time use QueryDate.At. Nothing was sent.", nameof(expression));
    }

    /// <summary>A fixed time.</summary>
    /// <param name="time">The time.</param>
    public static implicit operator QueryDate(DateTimeOffset time) => At(time);

    /// <summary>What the server gets.</summary>
    public override string ToString() => Text ?? "";

    private static bool IsMath(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith("now", StringComparison.Ordinal))
            return false;

        for (text = text[3..]; !text.IsEmpty;)
        {
            var digits = text[0] is '+' or '-' ? text[1..].IndexOfAnyExceptInRange('0', '9') : text[0] == '/' ? 0 : -1;
            if (digits is < 0 or > 9 || text.Length < 2 + digits || !Units.Contains(text[1 + digits], StringComparison.Ordinal))
                return false;
            text = text[(2 + digits)..];
        }

        return true;
    }
}
