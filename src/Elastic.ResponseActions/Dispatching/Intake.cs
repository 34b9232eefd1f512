namespace Elastic.ResponseActions.Dispatching;

/// <summary>
/// The door right before a send: the guards judge once more by fresh facts, and the intent is written. One action at a time, so that
/// two that pass together never pass a cap that has room for one.
/// </summary>
internal sealed class Intake(ResponseActionsClient client, ResponseGuard guard, KillSwitch killSwitch, IActionLedger ledger, HostFacts hosts, DispatchOptions options) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public void Dispose() => _one.Dispose();

    public async ValueTask<Admission> AdmitAsync(ApprovedAction approved, CancellationToken cancellationToken)
    {
        var action = approved.Action;
        var endpoint = await hosts.GetAsync(action.Target, options.FactsMaxAge, cancellationToken).ConfigureAwait(false);
        var knownHosts = action.Command == ResponseActionCommand.Isolate ? await hosts.CountAsync(cancellationToken).ConfigureAwait(false) : null;
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var existing = await ledger.FindAsync(approved.Key, cancellationToken).ConfigureAwait(false);
            if (existing is { MayBeUnderWay: true })
                return new Admission(existing, null);
            if (existing is { IsUnsent: false })
                return new Admission(null, DuplicateOf(existing));

            var history = await ledger.ReadHistoryAsync(cancellationToken).ConfigureAwait(false);
            var now = client.TimeProvider.GetUtcNow();
            var review = guard.Review(action, new GuardFacts
            {
                Now = now,
                IsSendTime = true,
                Destination = client.Destination,
                KillSwitch = killSwitch.Read(),
                Endpoint = endpoint,
                PrivilegeGranted = options.Rights.MaySend(action.Command),
                KnownHosts = knownHosts,
                History = history,
                OwnIntent = approved.Key,
            });
            if (review.Verdict != GuardVerdict.Approved)
                return new Admission(existing, Stopped(review));

            var intent = new LedgerEntry { Key = approved.Key, Action = action, IntendedAt = now };
            return new Admission(existing ?? await ledger.AddIntentAsync(intent, PastAction.Of(action, client.Destination, now), cancellationToken).ConfigureAwait(false), null);
        }
        finally
        {
            _one.Release();
        }
    }

    private static ActionOutcome DuplicateOf(LedgerEntry entry) => ActionOutcome.Of(
        ActionOutcomeKind.Refused,
        $"duplicate of the action that was intended at {entry.IntendedAt:O} ({entry.ActionId ?? "no id"}, {entry.Outcome?.Kind.ToString() ?? entry.State.ToString()})");

    // It was approved before, so what stops it now changed since: its time ran out, or somebody stepped in.
    private static ActionOutcome Stopped(GuardReview review) => ActionOutcome.Of(
        review.Guard == "staleness" ? ActionOutcomeKind.Expired
            : review.Verdict == GuardVerdict.Held ? ActionOutcomeKind.Held
            : ActionOutcomeKind.Refused,
        $"right before the send: {review.Reason}");
}

/// <summary>The door's answer: the written intent, or why there is no send. Both where a written intent is stopped.</summary>
internal readonly record struct Admission(LedgerEntry? Entry, ActionOutcome? Stopped);
