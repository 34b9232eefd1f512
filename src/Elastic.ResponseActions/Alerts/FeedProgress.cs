namespace Elastic.ResponseActions.Alerts;

/// <summary>How far one reading of a feed is, given out and acknowledged.</summary>
internal sealed class FeedProgress(AlertFeedPosition position, IAlertCheckpoint checkpoint, TimeSpan lateArrival)
{
    /// <summary>More than these are not remembered, nor excluded from a search; in a storm the window for late arrivals gets shorter instead.</summary>
    public const int MaxSeen = 10_000;

    private int _given;
    private int _acknowledged;

    public AlertFeedPosition Position { get; private set; } = position;

    /// <summary>Notes what is given out.</summary>
    /// <returns>Writes the checkpoint up to here; what is older than the newest acknowledged one writes nothing.</returns>
    public Func<CancellationToken, ValueTask> Advance(IReadOnlyList<FeedItem> found, DateTimeOffset now)
    {
        var seen = new Dictionary<string, DateTimeOffset>(Position.Seen, StringComparer.Ordinal);
        var newest = Position.Newest;
        foreach (var item in found)
        {
            var time = item.Timestamp ?? newest ?? Position.From;
            seen[item.Id] = time;

            // An alert dated in the future must not end the look at the present.
            var counted = time < now ? time : now;
            newest = newest is { } known && known > counted ? known : counted;
        }

        var from = Later(Position.From, newest!.Value - lateArrival);
        if (seen.Count > MaxSeen)
            from = Later(from, seen.Values.OrderDescending().ElementAt(MaxSeen - 1));
        Position = Position with
        {
            From = from,
            Newest = newest,
            Seen = seen.Where(one => one.Value >= from).ToDictionary(StringComparer.Ordinal),
        };
        var (number, reached) = (++_given, Position);
        return cancellationToken => WriteAsync(number, reached, cancellationToken);
    }

    private async ValueTask WriteAsync(int number, AlertFeedPosition reached, CancellationToken cancellationToken)
    {
        if (number <= _acknowledged)
            return;

        await checkpoint.WriteAsync(reached, cancellationToken).ConfigureAwait(false);
        _acknowledged = number;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
