namespace Elastic.ResponseActions.Dispatching;

/// <summary>Opens and renews leases: each rule that isolates a host, or finds it isolated and would, keeps it so for its time. Thread-safe.</summary>
internal sealed class HostLeases(IActionLedger ledger, ResponsePolicy policy, SteadyClock clock)
{
    /// <summary>Right before an isolation is sent, so that no crash leaves an isolated host without its lease.</summary>
    public ValueTask OpenAsync(LedgerEntry isolation, CancellationToken cancellationToken) =>
        IsByRule(isolation.Action) ? AddAsync(isolation.Action, isolation.Key, cancellationToken) : ValueTask.CompletedTask;

    /// <summary>The guards refused an isolation because the host is isolated already: this rule is one more reason, or the same one for longer.</summary>
    public async ValueTask KeepAsync(PlannedAction refused, CancellationToken cancellationToken)
    {
        if (!IsByRule(refused))
            return;

        var leases = await ledger.ReadLeasesAsync(cancellationToken).ConfigureAwait(false);
        if (leases.LastOrDefault(l => l.Host == refused.Target) is { } standing)
            await AddAsync(refused, standing.Isolation, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Why the host must not be released yet; null where every lease is over.</summary>
    public async ValueTask<HostLease?> HoldingAsync(EndpointId host, CancellationToken cancellationToken)
    {
        var leases = await ledger.ReadLeasesAsync(cancellationToken).ConfigureAwait(false);
        return leases.Where(l => l.Host == host).MaxBy(static l => l.Until) is { } last && last.Until > clock.Steady ? last : null;
    }

    private bool IsByRule(PlannedAction action) =>
        policy.AutoRelease is not null && action.Command == ResponseActionCommand.Isolate && action.RuleId is not null && !action.IsByHand;

    private ValueTask AddAsync(PlannedAction action, ActionKey isolation, CancellationToken cancellationToken)
    {
        var now = clock.Steady;
        var lease = new HostLease { Host = action.Target, RuleId = action.RuleId!, Isolation = isolation, At = now, Until = now + policy.AutoRelease!.After };
        return ledger.AddLeaseAsync(lease, cancellationToken);
    }
}
