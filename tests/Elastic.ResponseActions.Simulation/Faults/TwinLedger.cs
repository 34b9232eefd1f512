namespace Elastic.ResponseActions.Simulation;

/// <summary>The planted bugs that sit between dispatcher and ledger.</summary>
internal sealed class TwinLedger(Twin twin, IActionLedger ledger, DateTimeOffset startedAt) : IActionLedger
{
    private readonly Dictionary<ActionKey, (LedgerEntry Entry, LedgerTransition Held)> _held = [];

    public ValueTask<LedgerEntry> AddIntentAsync(LedgerEntry intent, CancellationToken cancellationToken) => ledger.AddIntentAsync(intent, cancellationToken);

    public async ValueTask<LedgerEntry> AddTransitionAsync(ActionKey key, LedgerTransition transition, CancellationToken cancellationToken)
    {
        if (twin == Twin.LedgerAfterSend && transition.State == ActionState.Sending)
        {
            var entry = (await ledger.FindAsync(key, cancellationToken).ConfigureAwait(false))!.Apply(transition);
            _held[key] = (entry, transition);
            return entry;
        }

        if (_held.Remove(key, out var held))
            await ledger.AddTransitionAsync(key, held.Held, cancellationToken).ConfigureAwait(false);
        return await ledger.AddTransitionAsync(key, transition, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<LedgerEntry> AddApprovalAsync(Approval approval, CancellationToken cancellationToken) => ledger.AddApprovalAsync(approval, cancellationToken);

    public ValueTask<LedgerEntry?> FindAsync(ActionKey key, CancellationToken cancellationToken) =>
        _held.TryGetValue(key, out var held) ? ValueTask.FromResult<LedgerEntry?>(held.Entry)
        : twin is Twin.ApprovalUnbound or Twin.ApprovalSkipped ? ApprovedAsync(key, cancellationToken)
        : ledger.FindAsync(key, cancellationToken);

    public async ValueTask<ActionHistory> ReadHistoryAsync(CancellationToken cancellationToken)
    {
        var history = await ledger.ReadHistoryAsync(cancellationToken).ConfigureAwait(false);
        return twin == Twin.CapInMemory ? Only(history, past => past.At >= startedAt) : history;
    }

    public ValueTask<IReadOnlyList<LedgerEntry>> ReadUnsettledAsync(CancellationToken cancellationToken) => ledger.ReadUnsettledAsync(cancellationToken);

    public ValueTask TripAsync(BreakerTrip trip, CancellationToken cancellationToken) => ledger.TripAsync(trip, cancellationToken);

    public ValueTask ResetAsync(BreakerReset reset, CancellationToken cancellationToken) => ledger.ResetAsync(reset, cancellationToken);

    public ValueTask<IReadOnlyList<BreakerTrip>> ReadTripsAsync(CancellationToken cancellationToken) =>
        twin == Twin.BreakerForgotten ? ValueTask.FromResult<IReadOnlyList<BreakerTrip>>([]) : ledger.ReadTripsAsync(cancellationToken);

    public ValueTask AddLeaseAsync(HostLease lease, CancellationToken cancellationToken) => ledger.AddLeaseAsync(lease, cancellationToken);

    public ValueTask EndLeasesAsync(LeaseEnd end, CancellationToken cancellationToken) => ledger.EndLeasesAsync(end, cancellationToken);

    public ValueTask<IReadOnlyList<HostLease>> ReadLeasesAsync(CancellationToken cancellationToken) =>
        twin == Twin.LeaseTooShort ? TooShortAsync(cancellationToken) : ledger.ReadLeasesAsync(cancellationToken);

    public ValueTask<DateTimeOffset?> ReadLatestTimeAsync(CancellationToken cancellationToken) => ledger.ReadLatestTimeAsync(cancellationToken);

    private async ValueTask<LedgerEntry?> ApprovedAsync(ActionKey key, CancellationToken cancellationToken)
    {
        var entry = await ledger.FindAsync(key, cancellationToken).ConfigureAwait(false);
        var approval = entry?.Approval ?? (twin == Twin.ApprovalSkipped && entry is not null
            ? new Approval { Key = key, Digest = entry.Digest, IsGranted = true, By = "nobody", Reason = "", At = entry.IntendedAt }
            : null);
        return approval is null ? entry : entry! with { Approval = approval with { Digest = entry.Digest } };
    }

    private async ValueTask<IReadOnlyList<HostLease>> TooShortAsync(CancellationToken cancellationToken) =>
        [.. (await ledger.ReadLeasesAsync(cancellationToken).ConfigureAwait(false)).Select(static l => l with { Until = l.At })];

    private static ActionHistory Only(ActionHistory history, Func<PastAction, bool> isSeen) =>
        history.Actions.Reverse().Where(isSeen).Aggregate(ActionHistory.Empty, static (all, past) => all.Add(past));
}
