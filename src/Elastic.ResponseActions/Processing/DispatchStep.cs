namespace Elastic.ResponseActions.Processing;

/// <summary>Sends what was approved and watches it to its end. Hosts side by side, one host's actions in their order.</summary>
internal sealed class DispatchStep(ActionDispatcher? dispatcher, PipelineOptions options)
{
    public async ValueTask<List<ActionResult>> RunAsync(List<PlannedAction> actions, List<GuardReview> reviews, CancellationToken cancellationToken)
    {
        var operations = new ActionOperation?[actions.Count];
        if (dispatcher is not null)
        {
            await SendAsync(actions, reviews, operations, cancellationToken).ConfigureAwait(false);
            if (options.Wait is { } wait)
                await TrackAsync(operations, wait, cancellationToken).ConfigureAwait(false);
        }

        return [.. actions.Select((action, i) => new ActionResult
        {
            Action = action,
            Review = reviews[i],
            Outcome = operations[i]?.Outcome ?? Unsent(action, reviews[i]),
            ActionId = operations[i]?.Id,
        })];
    }

    private async Task SendAsync(List<PlannedAction> actions, List<GuardReview> reviews, ActionOperation?[] operations, CancellationToken cancellationToken)
    {
        // What comes again may say something else than what a person was asked about.
        for (var i = 0; i < actions.Count; i++)
        {
            if (reviews[i] is { Guard: "duplicate", Verdict: GuardVerdict.Refused, Mode: not ActionMode.DryRun })
                await dispatcher!.CompareAsync(actions[i], cancellationToken).ConfigureAwait(false);
        }

        // A rule that fires again wants its host isolated for longer.
        for (var i = 0; i < actions.Count; i++)
        {
            if (reviews[i] is { Guard: "cool-down", Verdict: GuardVerdict.Refused, Mode: ActionMode.Enforce })
                await dispatcher!.KeepIsolatedAsync(actions[i], cancellationToken).ConfigureAwait(false);
        }

        var approved = Enumerable.Range(0, actions.Count).Where(i => reviews[i].Approved is not null || reviews[i].Request is not null).ToList();
        var hosts = approved.GroupBy(i => actions[i].Target).Select(static h => h.ToList()).ToList();
        var done = 0;
        await BoundedWork.ForEachAsync(hosts, options.MaxConcurrentHosts, async host =>
        {
            foreach (var i in host)
            {
                operations[i] = reviews[i].Request is { } request
                    ? await dispatcher!.AskAsync(request, cancellationToken).ConfigureAwait(false)
                    : await dispatcher!.DispatchAsync(reviews[i].Approved!, cancellationToken).ConfigureAwait(false);
                options.Progress?.Report(new(PipelineStage.Dispatch, Interlocked.Increment(ref done), approved.Count));
            }
        }).ConfigureAwait(false);
    }

    // After all sends, so that a host that does not answer keeps no other waiting.
    private async Task TrackAsync(ActionOperation?[] operations, WaitOptions wait, CancellationToken cancellationToken)
    {
        var sent = operations.OfType<ActionOperation>().Where(static o => !o.HasCompleted).ToList();
        var done = 0;
        await BoundedWork.ForEachAsync(sent, options.MaxConcurrentWaits, async operation =>
        {
            await operation.WaitForCompletionAsync(wait, cancellationToken).ConfigureAwait(false);
            options.Progress?.Report(new(PipelineStage.Track, Interlocked.Increment(ref done), sent.Count));
        }).ConfigureAwait(false);
    }

    private static ActionOutcome Unsent(PlannedAction action, GuardReview review) => review.Verdict switch
    {
        GuardVerdict.WouldSend => ActionOutcome.Of(ActionOutcomeKind.WouldSend, review.Reason),
        GuardVerdict.Approved => ActionOutcome.Of(ActionOutcomeKind.WouldSend, "every guard lets it pass; this pipeline has no dispatcher and cannot send"),
        GuardVerdict.Refused => ActionOutcome.Of(ActionOutcomeKind.Refused, action.Error ?? review.Reason),
        _ => ActionOutcome.Of(ActionOutcomeKind.Held, review.Reason),
    };
}
