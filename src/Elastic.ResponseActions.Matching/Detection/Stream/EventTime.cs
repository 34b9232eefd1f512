namespace Elastic.ResponseActions.Matching.Detection.Stream;

/// <summary>Event times in UTC milliseconds, kept within a range in which differences and sums with spans cannot overflow.</summary>
internal static class EventTime
{
    // Some 100 million years either way.
    private const long Limit = long.MaxValue / 4;

    public static long Clamp(long millis) => Math.Clamp(millis, -Limit, Limit);

    public static DateTimeOffset ToDate(long millis) => DateTimeOffset.FromUnixTimeMilliseconds(
        Math.Clamp(millis, DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));
}
