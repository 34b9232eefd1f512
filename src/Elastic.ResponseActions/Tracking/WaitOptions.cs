namespace Elastic.ResponseActions;

/// <summary>How long a wait for a host's answer goes on, and how often it looks. Immutable; all times are the clock's of the client.</summary>
public sealed record WaitOptions
{
    /// <summary>The options used where none are given.</summary>
    public static WaitOptions Default { get; } = new();

    /// <summary>How long to wait; then the outcome is <see cref="ActionOutcomeKind.PendingPastDeadline"/>. Default 10 min.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The pause before the second look. Default 2 s.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest pause between looks. Default 30 s.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How much longer each pause is than the one before. Default 1.5.</summary>
    public double Backoff { get; init; } = 1.5;

    /// <summary>
    /// How long after a successful isolate or release to wait until the host's own state says so too; then the outcome is
    /// <see cref="ActionOutcomeKind.Unconfirmed"/>. Default 5 min, the time Kibana itself gives a host to report.
    /// </summary>
    public TimeSpan IsolationGrace { get; init; } = TimeSpan.FromMinutes(5);

    internal TimeSpan Next(TimeSpan delay)
    {
        var next = delay * Math.Max(1, Backoff);
        return next > MaxDelay ? MaxDelay : next;
    }
}
