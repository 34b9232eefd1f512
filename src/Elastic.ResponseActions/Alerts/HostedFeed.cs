namespace Elastic.ResponseActions;

/// <summary>
/// Alerts of Kibana's own rules that <see cref="ResponseActionsService"/> reads, plans, guards and sends for. Immutable. A read that fails is made again,
/// after ever longer pauses; it never ends the feed.
/// </summary>
public sealed record HostedFeed
{
    /// <summary>The rules, as <see cref="AlertFeed"/> takes them: their response actions are what is planned. At least one.</summary>
    public required IReadOnlyList<DetectionRule> Rules { get; init; }

    /// <summary>Keeps how far the feed is, over restarts where it is on disk (<see cref="FileAlertCheckpoint"/>).</summary>
    public required IAlertCheckpoint Checkpoint { get; init; }

    /// <summary>How alerts are read.</summary>
    public AlertFeedOptions Reading { get; init; } = AlertFeedOptions.Default;

    /// <summary>The pause after a read that failed; doubled with each further one. Default 5 s.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest such pause. Default 5 min.</summary>
    public TimeSpan MaxPause { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Told what was done for each batch. What it throws is logged and stops nothing. Null: nobody is.</summary>
    public Action<ResponseReport>? OnReport { get; init; }

    /// <summary>The rules' number.</summary>
    public override string ToString() => $"feed of {Rules.Count} rules";

    internal IReadOnlyList<string> Validate()
    {
        List<string> errors = [];
        if (Rules is not { Count: > 0 })
            errors.Add("Rules: give at least one rule.");
        else
            errors.AddRange(Rules.GroupBy(static rule => rule.RuleId, StringComparer.Ordinal).Where(static same => same.Count() > 1).Select(static same => $"Rules: the rule '{same.Key}' is given twice; which one counts cannot be told."));
        if (Checkpoint is null)
            errors.Add("Checkpoint has to be set.");
        if (Reading is null)
            errors.Add("Reading must not be null.");
        else
            errors.AddRange(Reading.Validate());
        if (FirstPause <= TimeSpan.Zero || MaxPause < FirstPause || MaxPause > TimeSpan.FromDays(1))
            errors.Add("FirstPause has to be above 0, and MaxPause at least that and at most 1 day.");
        return errors;
    }
}
