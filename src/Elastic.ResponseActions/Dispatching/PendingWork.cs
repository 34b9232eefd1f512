using Elastic.ResponseActions.Telemetry;
using Microsoft.Extensions.Logging;

namespace Elastic.ResponseActions.Dispatching;

/// <summary>What there is to do on one host, by the ledger: intents to send, unclear sends to find out about, sent actions to look at. In their order.</summary>
internal sealed class PendingWork(
    IActionLedger ledger,
    HostTurns turns,
    ActionCourse course,
    SentTracker tracker,
    ApprovalRounds approvals,
    ActionSteps steps,
    SteadyClock clock,
    Func<LedgerEntry, string?> misfit,
    ILogger logger)
{
    /// <summary>Every host on which there may be something to do.</summary>
    public async ValueTask<IReadOnlyList<EndpointId>> HostsAsync(CancellationToken cancellationToken)
    {
        var unsettled = await ledger.ReadUnsettledAsync(cancellationToken).ConfigureAwait(false);
        return [.. unsettled.Where(static e => e.Outcome?.Kind != ActionOutcomeKind.Parked).Select(static e => e.Action.Target).Distinct()];
    }

    public async ValueTask WorkOnAsync(EndpointId host, CancellationToken cancellationToken)
    {
        using var turn = turns.Join(host);
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        var unsettled = await ledger.ReadUnsettledAsync(cancellationToken).ConfigureAwait(false);
        foreach (var listed in unsettled.Where(e => e.Action.Target == host))
        {
            cancellationToken.ThrowIfCancellationRequested();

            // While the one before it was worked on, a person may have settled this one.
            if (await ledger.FindAsync(listed.Key, cancellationToken).ConfigureAwait(false) is { Outcome: not { IsFinal: true } } entry)
                await MoveOnAsync(entry, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask MoveOnAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        var asked = AskedAction.Of(entry.Action);
        if (misfit(entry) is { } reason)
        {
            DispatchLog.NotOurs(logger, asked, reason);
            return;
        }

        switch (entry)
        {
            case { Outcome.Kind: ActionOutcomeKind.Parked }:
                break;

            case { State: ActionState.Sent }:
                await tracker.LookAsync(entry, asked, cancellationToken).ConfigureAwait(false);
                break;

            case { AwaitsApproval: true }:
                if (await approvals.IsAnsweredAsync(entry, asked, cancellationToken).ConfigureAwait(false))
                    await RunAsync(entry, asked, cancellationToken).ConfigureAwait(false);
                break;

            // A host that is offline comes back by itself. All else that is held waits for a person, but not for ever.
            case { Outcome: { Kind: ActionOutcomeKind.Held, Guard: not "offline host" } held }:
                if (entry.NotAfter is { } deadline && clock.Latest > deadline)
                    await steps.SettleAsync(entry, asked, null, ActionOutcome.Of(ActionOutcomeKind.Expired, $"nobody let it go by {deadline:O}; it was held: {held.Reason}")).ConfigureAwait(false);
                break;

            default:
                await RunAsync(entry, asked, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async ValueTask RunAsync(LedgerEntry entry, AskedAction asked, CancellationToken cancellationToken)
    {
        using var span = Traces.Dispatch(asked, entry.TraceParent);
        var end = await course.RunAsync(entry, asked, cancellationToken).ConfigureAwait(false);
        Traces.End(span, end.Outcome);
        if (entry.State == ActionState.Blocked && end.Outcome == entry.Outcome)
            Traces.Forget(span);
        if (end.Entry is { AwaitsApproval: true } waiting)
            await approvals.AskAsync(waiting, cancellationToken).ConfigureAwait(false);
    }
}
