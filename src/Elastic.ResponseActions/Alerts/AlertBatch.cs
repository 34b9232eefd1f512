namespace Elastic.ResponseActions;

/// <summary>
/// New alerts, in the order of <c>@timestamp</c> and then id. What was done with them counts only once it is acknowledged: until then another
/// process, or this one after a crash, gets them again. Thread-safe.
/// </summary>
public sealed class AlertBatch
{
    private readonly Func<CancellationToken, ValueTask> _acknowledge;

    internal AlertBatch(IReadOnlyList<RuleAlerts> rules, IReadOnlyList<Alert> alerts, IReadOnlyList<UnreadableAlert> unreadable, Func<CancellationToken, ValueTask> acknowledge)
    {
        Rules = rules;
        Alerts = alerts;
        Unreadable = unreadable;
        _acknowledge = acknowledge;
    }

    /// <summary>The alerts in their order.</summary>
    public IReadOnlyList<Alert> Alerts { get; }

    /// <summary>The same alerts rule by rule, as <see cref="ResponsePipeline.ProcessAlertsAsync"/> takes them.</summary>
    public IReadOnlyList<RuleAlerts> Rules { get; }

    /// <summary>Documents that are no safe alert: too large, or with an agent, host or process written twice. Nothing may be sent for them; a person should look.</summary>
    public IReadOnlyList<UnreadableAlert> Unreadable { get; }

    /// <summary>Writes the checkpoint: this batch and all before it are done.</summary>
    /// <param name="cancellationToken">Gives the write up; the batch may then come again.</param>
    /// <exception cref="IOException">The checkpoint could not be written.</exception>
    public ValueTask AcknowledgeAsync(CancellationToken cancellationToken = default) => _acknowledge(cancellationToken);

    /// <summary>The counts.</summary>
    public override string ToString() => $"{Alerts.Count} alerts of {Rules.Count} rules, {Unreadable.Count} unreadable";
}
