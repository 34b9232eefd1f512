namespace Elastic.ResponseActions;

/// <summary>How much there is in the ledger that has not ended, and what stands in its way. Immutable; counts of one moment.</summary>
public sealed record DispatcherStatus
{
    /// <summary>Actions that are to be sent, or whose send is to be found out about.</summary>
    public required int Queued { get; init; }

    /// <summary>Actions that Kibana took and whose end is not known.</summary>
    public required int Sent { get; init; }

    /// <summary>Actions that wait for a person, approvals not counted.</summary>
    public required int Held { get; init; }

    /// <summary>Actions that wait for a person's approval.</summary>
    public required int AwaitingApproval { get; init; }

    /// <summary>Actions of which a person has to find out what became of them.</summary>
    public required int Parked { get; init; }

    /// <summary>Breakers that have tripped and that nobody has reset.</summary>
    public required int Breakers { get; init; }

    /// <summary>Why nothing at all is sent: the breaker of all rules, the kill switch, credentials or address. Null where something is.</summary>
    public string? StoppedBy { get; init; }

    /// <inheritdoc />
    public override string ToString() =>
        $"{Queued} queued, {Sent} sent, {Held} held, {AwaitingApproval} await approval, {Parked} parked, {Breakers} breakers{(StoppedBy is null ? "" : $"; stopped: {StoppedBy}")}";

    internal static DispatcherStatus Of(IReadOnlyList<LedgerEntry> unsettled, IReadOnlyList<BreakerTrip> trips, string? stoppedBy) => new()
    {
        Queued = unsettled.Count(static e => e.Outcome is null or { NeedsPerson: false } && e.State != ActionState.Sent),
        Sent = unsettled.Count(static e => e.State == ActionState.Sent),
        Held = unsettled.Count(static e => e.Outcome?.Kind == ActionOutcomeKind.Held && !e.AwaitsApproval),
        AwaitingApproval = unsettled.Count(static e => e.AwaitsApproval),
        Parked = unsettled.Count(static e => e.Outcome?.Kind == ActionOutcomeKind.Parked),
        Breakers = trips.Count,
        StoppedBy = trips.FirstOrDefault(static t => t.RuleId is null) is { } all ? $"breaker: {all.Reason}" : stoppedBy,
    };
}
