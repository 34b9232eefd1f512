namespace Elastic.ResponseActions;

/// <summary>
/// The record of what was intended, sent and ended: the memory behind dedup, cool-down, caps, breakers and recovery. Implementations are thread-safe; keep one per Kibana and space.
/// </summary>
/// <remarks>
/// An implementation has to be thread-safe, and a method returns only once its record is as durable as the ledger promises to be:
/// the dispatcher sends nothing whose intent is not written. A failed write throws <see cref="LedgerException"/>; then nothing is sent.
/// </remarks>
public interface IActionLedger
{
    /// <summary>Writes an intent, unless there is one of this key. The check and the write are one step.</summary>
    /// <param name="intent">A new entry in <see cref="ActionState.Intended"/>.</param>
    /// <param name="cancellationToken">Gives up before the write.</param>
    /// <returns>The entry now in the ledger: the given one with its number, or the older one of the same key.</returns>
    ValueTask<LedgerEntry> AddIntentAsync(LedgerEntry intent, CancellationToken cancellationToken);

    /// <summary>Writes one step of an action.</summary>
    /// <param name="key">The action's key.</param>
    /// <param name="transition">The step.</param>
    /// <param name="cancellationToken">Gives up before the write.</param>
    /// <returns>The entry after the step.</returns>
    /// <exception cref="KeyNotFoundException">There is no intent of this key.</exception>
    /// <exception cref="InvalidOperationException">The step may not follow, see <see cref="LedgerEntry.Apply(LedgerTransition)"/>.</exception>
    ValueTask<LedgerEntry> AddTransitionAsync(ActionKey key, LedgerTransition transition, CancellationToken cancellationToken);

    /// <summary>Writes a person's decision about an action that waits for it. A later one takes its place; after a no there is none.</summary>
    /// <param name="approval">The decision.</param>
    /// <param name="cancellationToken">Gives up before the write.</param>
    /// <returns>The entry with the decision.</returns>
    /// <exception cref="KeyNotFoundException">There is no intent of this key.</exception>
    /// <exception cref="InvalidOperationException">There is nothing to decide, see <see cref="LedgerEntry.Apply(Approval)"/>.</exception>
    ValueTask<LedgerEntry> AddApprovalAsync(Approval approval, CancellationToken cancellationToken);

    /// <summary>Finds the entry of a key; null where there is none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Gives the read up.</param>
    ValueTask<LedgerEntry?> FindAsync(ActionKey key, CancellationToken cancellationToken);

    /// <summary>Every intent, as the guards need it for dedup, cool-down and caps. The same instance as before where nothing was added.</summary>
    /// <param name="cancellationToken">Gives the read up.</param>
    ValueTask<ActionHistory> ReadHistoryAsync(CancellationToken cancellationToken);

    /// <summary>Every entry whose outcome is not final, the oldest intent first: what a restart has to look at, and what waits for a person.</summary>
    /// <param name="cancellationToken">Gives the read up.</param>
    ValueTask<IReadOnlyList<LedgerEntry>> ReadUnsettledAsync(CancellationToken cancellationToken);

    /// <summary>Writes that a breaker has tripped. A breaker that has tripped already stays as it is.</summary>
    /// <param name="trip">Which, and why.</param>
    /// <param name="cancellationToken">Gives up before the write.</param>
    ValueTask TripAsync(BreakerTrip trip, CancellationToken cancellationToken);

    /// <summary>Writes that a person has reset a breaker. One that has not tripped stays as it is.</summary>
    /// <param name="reset">Which, who, and why.</param>
    /// <param name="cancellationToken">Gives up before the write.</param>
    ValueTask ResetAsync(BreakerReset reset, CancellationToken cancellationToken);

    /// <summary>The breakers that have tripped and that nobody has reset, the oldest first.</summary>
    /// <param name="cancellationToken">Gives the read up.</param>
    ValueTask<IReadOnlyList<BreakerTrip>> ReadTripsAsync(CancellationToken cancellationToken);

    /// <summary>Writes that a rule keeps a host isolated, or keeps it longer. A lease that changes nothing leaves no record.</summary>
    /// <param name="lease">The lease; it takes the place of the one of the same host and rule.</param>
    /// <param name="cancellationToken">Gives up before the write.</param>
    ValueTask AddLeaseAsync(HostLease lease, CancellationToken cancellationToken);

    /// <summary>Writes that every lease of a host has ended. A host without one leaves no record.</summary>
    /// <param name="end">Which host, and why.</param>
    /// <param name="cancellationToken">Gives up before the write.</param>
    ValueTask EndLeasesAsync(LeaseEnd end, CancellationToken cancellationToken);

    /// <summary>The leases that have not ended, the oldest first; a lease that is over is among them until <see cref="EndLeasesAsync"/>.</summary>
    /// <param name="cancellationToken">Gives the read up.</param>
    ValueTask<IReadOnlyList<HostLease>> ReadLeasesAsync(CancellationToken cancellationToken);

    /// <summary>The latest time that any record bears; null where there is none. A clock that says less was set back.</summary>
    /// <param name="cancellationToken">Gives the read up.</param>
    ValueTask<DateTimeOffset?> ReadLatestTimeAsync(CancellationToken cancellationToken);
}
