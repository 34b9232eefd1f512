using Elastic.ResponseActions.Telemetry;
using Microsoft.Extensions.Logging;

namespace Elastic.ResponseActions.Dispatching;

/// <summary>Writes an action's steps into the ledger and tells log and caller of those that need a person. Thread-safe.</summary>
internal sealed class ActionSteps(IActionLedger ledger, SteadyClock clock, DispatchOptions options, ILogger logger)
{
    /// <summary>What has happened is written down even when the caller has given up: the record must not lie.</summary>
    public ValueTask<LedgerEntry> RecordAsync(ActionKey key, ActionState state, string? id = null, ActionOutcome? outcome = null, bool mayBeUnlisted = false) =>
        ledger.AddTransitionAsync(key, new LedgerTransition { State = state, At = clock.Steady, ActionId = id, Outcome = outcome, MayBeUnlisted = mayBeUnlisted }, CancellationToken.None);

    /// <summary>Nothing was sent: it has ended, or waits for a better moment.</summary>
    public async ValueTask<CourseEnd> StopAsync(LedgerEntry entry, AskedAction asked, ActionOutcome outcome)
    {
        // What stands as it stood needs no further record: a host that stays offline must not fill the ledger.
        if (entry.State == ActionState.Blocked && entry.Outcome == outcome)
            return new CourseEnd(entry, null, outcome);

        var state = outcome.Kind is ActionOutcomeKind.Blocked or ActionOutcomeKind.Held ? ActionState.Blocked : ActionState.Settled;
        var stopped = await RecordAsync(entry.Key, state, id: null, outcome).ConfigureAwait(false);
        DispatchLog.NotSent(logger, asked, outcome);
        Meters.Ended(asked, outcome);
        if (outcome.NeedsPerson && entry.Outcome?.Kind != outcome.Kind)
            Tell(stopped);
        return new CourseEnd(stopped, null, outcome);
    }

    public async ValueTask<CourseEnd> ParkAsync(LedgerEntry entry, AskedAction asked, string? id, string reason)
    {
        var outcome = ActionOutcome.Of(ActionOutcomeKind.Parked, reason);
        var parked = await RecordAsync(entry.Key, ActionState.Settled, id, outcome).ConfigureAwait(false);
        DispatchLog.Parked(logger, asked, reason);
        Meters.Ended(asked, outcome);
        Tell(parked);
        return new CourseEnd(parked, id, outcome);
    }

    /// <summary>The outcome is known. One that was settled meanwhile by another watcher stays.</summary>
    public async ValueTask<LedgerEntry> SettleAsync(LedgerEntry entry, AskedAction asked, string? id, ActionOutcome outcome)
    {
        if (await ledger.FindAsync(entry.Key, CancellationToken.None).ConfigureAwait(false) is { Outcome.IsFinal: true } ended)
            return ended;

        var settled = await RecordAsync(entry.Key, ActionState.Settled, id, outcome).ConfigureAwait(false);
        DispatchLog.Ended(logger, asked, outcome);
        Meters.Ended(asked, outcome);
        if (outcome.NeedsPerson)
            Tell(settled);
        return settled;
    }

    // It is the caller's code: whatever it throws, the queue goes on.
    private void Tell(LedgerEntry entry)
    {
        try
        {
            options.NeedsPerson?.Invoke(entry);
        }
        catch (Exception failure)
        {
            DispatchLog.CallbackFailed(logger, failure);
        }
    }
}
