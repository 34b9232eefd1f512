namespace Elastic.ResponseActions.Ledger;

/// <summary>What one record of a ledger says. A closed set; each kind has its JSON in <see cref="LedgerChangeJson"/>.</summary>
internal abstract record LedgerChange(DateTimeOffset At)
{
    /// <summary>A writer took the ledger over. Its number fences out those before it.</summary>
    public sealed record Opened(DateTimeOffset At, long Writer) : LedgerChange(At);

    public sealed record Intended(LedgerEntry Entry) : LedgerChange(Entry.IntendedAt);

    public sealed record Moved(ActionKey Key, LedgerTransition Transition) : LedgerChange(Transition.At);

    public sealed record Decided(Approval Approval) : LedgerChange(Approval.At);

    public sealed record Tripped(BreakerTrip Trip) : LedgerChange(Trip.At);

    public sealed record Reset(BreakerReset Decision) : LedgerChange(Decision.At);

    public sealed record Leased(HostLease Lease) : LedgerChange(Lease.At);

    public sealed record LeaseEnded(LeaseEnd End) : LedgerChange(End.At);
}
