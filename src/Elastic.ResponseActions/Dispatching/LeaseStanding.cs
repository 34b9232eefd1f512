using Elastic.ResponseActions.Tracking;

namespace Elastic.ResponseActions.Dispatching;

/// <summary>How a leased host stands by the ledger alone: which isolation holds it, and whether that one may be taken back.</summary>
internal sealed class LeaseStanding(IActionLedger ledger)
{
    /// <param name="host">The host.</param>
    /// <param name="own">A release that is judged: what came after it does not make it right, and it does not count against itself.</param>
    /// <param name="cancellationToken">Gives the read up.</param>
    public async ValueTask<LeaseVerdict> ReadAsync(EndpointId host, ActionKey? own, CancellationToken cancellationToken)
    {
        var history = await ledger.ReadHistoryAsync(cancellationToken).ConfigureAwait(false);
        foreach (var past in history.On(host).Where(p => IsolationCheck.Applies(p.Command) && p.Key != own))
        {
            var entry = await ledger.FindAsync(past.Key, cancellationToken).ConfigureAwait(false);
            if (past.IsByHand)
                return LeaseVerdict.Over($"a person asked for `{past.Command}` at {past.At:O}");
            if (entry is null or { Outcome: not { IsFinal: true } })
                return LeaseVerdict.NotYet;
            if (past.Command == ResponseActionCommand.Unisolate)
            {
                // Another rule wanted the host isolated in the last moment; when it no longer does, there is another release.
                if (entry.Outcome.Kind == ActionOutcomeKind.Superseded)
                    continue;

                return LeaseVerdict.Over($"the release ended as {entry.Outcome}", entry.Outcome.Kind != ActionOutcomeKind.Confirmed);
            }

            switch (entry.Outcome)
            {
                case { Kind: ActionOutcomeKind.Confirmed, AlreadySo: true }:
                    return LeaseVerdict.Over("somebody else had isolated it before");
                case { Kind: ActionOutcomeKind.Confirmed } when entry.ActionId is null:
                    return LeaseVerdict.Over("Kibana does not list the isolation, so nobody can tell who acted since", needsPerson: true);
                case { Kind: ActionOutcomeKind.Confirmed }:
                    return LeaseVerdict.Standing(entry);
            }

            // Sent, and Kibana tells no success: the host may be isolated all the same.
            if (entry.Attempts > 0 && entry.Outcome.Kind is not (ActionOutcomeKind.Superseded or ActionOutcomeKind.Refused))
                return LeaseVerdict.Over($"the isolation ended as {entry.Outcome}");
        }

        return LeaseVerdict.Over("nothing here has isolated it");
    }
}

/// <summary>What the ledger says of a leased host: which isolation stands; or why its leases are over; or neither, where it cannot be told yet.</summary>
internal sealed record LeaseVerdict(LedgerEntry? Isolation, string? OverBecause, bool NeedsPerson)
{
    public static LeaseVerdict NotYet { get; } = new(null, null, false);

    public static LeaseVerdict Standing(LedgerEntry isolation) => new(isolation, null, false);

    public static LeaseVerdict Over(string reason, bool needsPerson = false) => new(null, reason, needsPerson);
}
