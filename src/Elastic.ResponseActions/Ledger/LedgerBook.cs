namespace Elastic.ResponseActions.Ledger;

/// <summary>Where things stand after all changes so far: the ledger's records, read in order, are this and nothing else. Not thread-safe.</summary>
internal sealed class LedgerBook
{
    private readonly Dictionary<ActionKey, LedgerEntry> _entries = [];
    private readonly SortedDictionary<long, ActionKey> _unsettled = [];
    private readonly List<BreakerTrip> _trips = [];

    public LeaseBook Leases { get; } = new();

    public ActionHistory History { get; private set; } = ActionHistory.Empty;

    public DateTimeOffset? LatestTime { get; private set; }

    public IReadOnlyList<BreakerTrip> Trips => [.. _trips];

    public LedgerEntry? Find(ActionKey key) => _entries.GetValueOrDefault(key);

    public LedgerEntry Get(ActionKey key) => Find(key) ?? throw new KeyNotFoundException($"The ledger has no intent of key {key}.");

    public BreakerTrip? FindTrip(string? ruleId) => _trips.Find(t => t.RuleId == ruleId);

    public IReadOnlyList<LedgerEntry> Unsettled() => [.. _unsettled.Values.Select(key => _entries[key])];

    /// <summary>Takes a change up. One that may not follow throws and changes nothing.</summary>
    /// <param name="sequence">The number of the record that holds it.</param>
    /// <param name="change">The change.</param>
    public void Apply(long sequence, LedgerChange change)
    {
        switch (change)
        {
            case LedgerChange.Intended { Entry: var entry }:
                _entries.Add(entry.Key, entry with { Sequence = sequence });
                _unsettled.Add(sequence, entry.Key);
                History = History.Add(PastAction.Of(entry.Action, entry.Key, entry.IntendedAt));
                break;

            case LedgerChange.Moved { Key: var key, Transition: var transition }:
                var moved = Get(key).Apply(transition);
                _entries[key] = moved;
                if (transition.State == ActionState.Sending)
                    History = History.AddSent(moved.Action);
                if (moved.Outcome is { IsFinal: true })
                    _unsettled.Remove(moved.Sequence);
                if (moved is { Attempts: 0, Outcome.Kind: ActionOutcomeKind.Refused or ActionOutcomeKind.Expired or ActionOutcomeKind.Superseded or ActionOutcomeKind.Cancelled })
                    History = History.AddNeverSent(key);
                break;

            case LedgerChange.Decided { Approval: var approval }:
                _entries[approval.Key] = Get(approval.Key).Apply(approval);
                break;

            case LedgerChange.Tripped { Trip: var trip }:
                _trips.Add(trip);
                break;

            case LedgerChange.Reset { Decision.RuleId: var ruleId }:
                _trips.RemoveAll(t => t.RuleId == ruleId);
                break;

            case LedgerChange.Leased { Lease: var lease }:
                Leases.Add(lease);
                break;

            case LedgerChange.LeaseEnded { End.Host: var host }:
                Leases.End(host);
                break;
        }

        if (LatestTime is null || change.At > LatestTime)
            LatestTime = change.At;
    }
}
