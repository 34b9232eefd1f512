namespace Elastic.ResponseActions;

/// <summary>How a feed reads alerts. Immutable; all times are those of the client's clock.</summary>
public sealed record AlertFeedOptions
{
    /// <summary>The options used where none are given.</summary>
    public static AlertFeedOptions Default { get; } = new();

    /// <summary>Where a feed without a checkpoint begins: alerts made at this time or later. Null: when it is first read, and nothing of before.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>
    /// How much later than its <c>@timestamp</c> an alert may become visible and still be read: so far back each look goes. An alert that comes later
    /// than that, measured against the newest one read, is missed. Default 5 min.
    /// </summary>
    public TimeSpan LateArrival { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The pause after a look that found nothing; doubled with each further one. Default 5 s.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest pause. Default 60 s.</summary>
    public TimeSpan MaxPause { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The most alerts of one batch, 1 to 1,000. An answer of more than 64 MiB is asked for in halves. Default 50.</summary>
    public int BatchSize { get; init; } = 50;

    internal void ThrowIfInvalid()
    {
        var errors = Validate();
        if (errors.Count > 0)
            throw new ArgumentException("The feed's options are not valid: " + string.Join(" ", errors));
    }

    internal IReadOnlyList<string> Validate()
    {
        List<string> errors = [];
        if (LateArrival < TimeSpan.Zero || LateArrival > TimeSpan.FromDays(1))
            errors.Add("LateArrival has to be 0 to 1 day.");
        if (FirstPause <= TimeSpan.Zero || MaxPause < FirstPause || MaxPause > TimeSpan.FromDays(1))
            errors.Add("FirstPause has to be above 0, and MaxPause at least that and at most 1 day.");
        if (BatchSize is < 1 or > 1000)
            errors.Add("BatchSize has to be 1 to 1,000.");
        return errors;
    }
}
