using Elastic.ResponseActions.Kibana;
using Elastic.ResponseActions.Telemetry;
using Microsoft.Extensions.Logging;

namespace Elastic.ResponseActions.Dispatching;

/// <summary>
/// The state machine of one action: from its written intent to where it is sent, stopped or parked. Each step is in the ledger before its
/// side effect. One course at a time for a host; the caller sees to that.
/// </summary>
internal sealed class ActionCourse(
    ResponseActionsClient client,
    Intake intake,
    SendFactsReader factsReader,
    ServerRelease server,
    SendGate gate,
    ReadBack readBack,
    QuietTimes quietTimes,
    ActionSteps steps,
    UploadContents uploads,
    Breaker breaker,
    KillSwitch killSwitch,
    DispatchOptions options,
    ILogger logger)
{
    private readonly AnswerClassifier _classifier = new(client.Options.Credentials, client.TimeProvider);
    private readonly Backoff _backoff = new(options, client.Options.JitterSeed);

    public async ValueTask<CourseEnd> RunAsync(LedgerEntry entry, AskedAction asked, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (entry.MayBeUnderWay)
            {
                // Nobody saw the answer: it may have been the one that proves nothing.
                if (entry.State == ActionState.Sending)
                    entry = await steps.RecordAsync(entry.Key, ActionState.Ambiguous, mayBeUnlisted: true).ConfigureAwait(false);

                var (resolved, unsent) = await ResolveAsync(entry, asked, "an earlier send was cut off", cancellationToken).ConfigureAwait(false);
                if (resolved is not null)
                    return resolved;
                entry = unsent!;
            }

            (entry, var verdict, var end) = await SendInTurnAsync(entry, asked, attempt, cancellationToken).ConfigureAwait(false);
            if (end is not null)
                return end;

            string reason;
            var isPaused = false;
            switch (verdict)
            {
                case null:
                    reason = $"Kibana could not be asked about '{asked.AgentId}'";
                    break;

                case SendVerdict.Ambiguous unclear:
                    DispatchLog.Ambiguous(logger, asked, unclear.Reason);
                    entry = await steps.RecordAsync(entry.Key, ActionState.Ambiguous, mayBeUnlisted: unclear.MayBeUnlisted).ConfigureAwait(false);
                    var (resolved, unsent) = await ResolveAsync(entry, asked, unclear.Reason, cancellationToken).ConfigureAwait(false);
                    if (resolved is not null)
                        return resolved;
                    entry = unsent!;
                    reason = "Kibana does not list it";
                    break;

                case SendVerdict.NotExecuted notExecuted:
                    entry = await steps.RecordAsync(entry.Key, ActionState.NotExecuted).ConfigureAwait(false);
                    reason = notExecuted.Reason;
                    isPaused = notExecuted.Wait is not null;
                    break;

                default:
                    return await ConcludeAsync(entry, asked, verdict).ConfigureAwait(false);
            }

            if (attempt >= options.MaxAttempts)
                return await steps.StopAsync(entry, asked, ActionOutcome.Of(ActionOutcomeKind.Blocked, $"not executed, {attempt} times: {reason}")).ConfigureAwait(false);

            DispatchLog.NotExecuted(logger, asked, attempt, reason);
            if (!isPaused)
                await Task.Delay(_backoff.After(attempt), client.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Asks Kibana and the guards once more and sends. Neither verdict nor end: Kibana could not be asked.</summary>
    private async ValueTask<(LedgerEntry Entry, SendVerdict? Verdict, CourseEnd? End)> SendInTurnAsync(LedgerEntry entry, AskedAction asked, int attempt, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var turn = await gate.EnterAsync(cancellationToken).ConfigureAwait(false);
            if (await factsReader.ReadAsync(entry.Action, cancellationToken).ConfigureAwait(false) is not { } facts)
                return (entry, null, null);
            var tooOld = await server.StopAsync(entry.Action, cancellationToken).ConfigureAwait(false);

            // While they were read, another send may have been told to wait.
            if (!gate.IsOpenTo(turn))
                continue;
            if (entry.Action.Upload is not null && !uploads.TryGet(entry.Key, out _))
                return (entry, null, await steps.StopAsync(entry, asked, ActionOutcome.Of(ActionOutcomeKind.Refused, UploadContents.Gone)).ConfigureAwait(false));
            if (tooOld is not null)
                return (entry, null, await steps.StopAsync(entry, asked, tooOld).ConfigureAwait(false));
            if (await intake.StopAsync(entry, facts, cancellationToken).ConfigureAwait(false) is { } stop)
                return (entry, null, await steps.StopAsync(entry, asked, stop).ConfigureAwait(false));
            if (gate.ReasonFor(asked.Command) is { } blocked)
                return (entry, null, await steps.StopAsync(entry, asked, ActionOutcome.Of(ActionOutcomeKind.Blocked, blocked)).ConfigureAwait(false));

            (entry, var verdict) = await SendOnceAsync(entry, asked, cancellationToken).ConfigureAwait(false);
            if (verdict is SendVerdict.Executed)
                gate.Passed();
            else if (verdict is SendVerdict.NotExecuted { Wait: { } wait } && _backoff.After(attempt) is var backoff)
                gate.Pause(wait > backoff ? wait : backoff);
            return (entry, verdict, null);
        }
    }

    private async ValueTask<(LedgerEntry Entry, SendVerdict Verdict)> SendOnceAsync(LedgerEntry entry, AskedAction asked, CancellationToken cancellationToken)
    {
        var token = CorrelationToken.Of(entry.Key);
        var request = Request(entry, token);
        cancellationToken.ThrowIfCancellationRequested();

        // From here on the action may be under way, whatever happens to this process.
        entry = await steps.RecordAsync(entry.Key, ActionState.Sending).ConfigureAwait(false);
        if (intake.IsKillSwitchOn(entry.Action))
            return (entry, new SendVerdict.NotExecuted("the kill switch was engaged right before the send"));

        quietTimes.Left(entry.Key);
        var left = client.TimeProvider.GetTimestamp();
        var verdict = await AskAsync(entry, asked, token, request, cancellationToken).ConfigureAwait(false);
        Meters.Sent(asked, verdict, client.TimeProvider.GetElapsedTime(left));
        return (entry, verdict);
    }

    private async ValueTask<SendVerdict> AskAsync(LedgerEntry entry, AskedAction asked, string token, TransportRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.Actions.SendOnceAsync(request, cancellationToken).ConfigureAwait(false);
            return _classifier.Classify(answer, asked, token, entry.Action.Upload);
        }
        catch (TransportException failure)
        {
            return AnswerClassifier.Classify(failure);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await steps.RecordAsync(entry.Key, ActionState.Ambiguous, mayBeUnlisted: true).ConfigureAwait(false);
            throw;
        }
        catch (Exception failure)
        {
            // A transport of the caller's own may throw anything; what it has not proven unsent may have been executed.
            return new SendVerdict.Ambiguous(VisibleText.Of(failure.Message), MayBeUnlisted: true);
        }
    }

    private TransportRequest Request(LedgerEntry entry, string token)
    {
        var segment = ActionBody.Segment(entry.Action.Command)!;
        if (entry.Action.Upload is not { } file)
            return client.Actions.Request(segment, ActionBody.Write(entry.Action, token));

        var (contentType, body) = uploads.TryGet(entry.Key, out var open)
            ? UploadForm.Write(entry.Action, file, token, open)
            : throw new InvalidOperationException(UploadContents.Gone);
        return client.Actions.FormRequest(segment, contentType, body);
    }

    private async ValueTask<CourseEnd> ConcludeAsync(LedgerEntry entry, AskedAction asked, SendVerdict verdict)
    {
        switch (verdict)
        {
            case SendVerdict.Executed executed:
                entry = await steps.RecordAsync(entry.Key, ActionState.Sent, executed.Details.Id).ConfigureAwait(false);
                quietTimes.Forget(entry.Key);
                uploads.Forget(entry.Key);
                DispatchLog.Sent(logger, asked, executed.Details.Id);
                return new CourseEnd(entry, executed.Details.Id, ActionOutcome.Of(ActionOutcomeKind.Sent, verdict.Reason), MayHaveRunBefore: entry.Attempts > 1);

            case SendVerdict.Wrong wrong:
                killSwitch.Engage($"{asked}: {wrong.Reason}");
                DispatchLog.Wrong(logger, asked, wrong.ActionId, wrong.Reason);
                await breaker.TripAllAsync($"{asked}: {wrong.Reason}.").ConfigureAwait(false);
                return await steps.ParkAsync(entry, asked, wrong.ActionId, $"ALARM: {wrong.Reason}. Look at that host now; all sends are stopped").ConfigureAwait(false);

            case SendVerdict.Blocked blocked:
                gate.Block(blocked.Scope, asked.Command, blocked.Reason);
                DispatchLog.Blocked(logger, asked, blocked.Reason);
                return await steps.StopAsync(entry, asked, ActionOutcome.Of(ActionOutcomeKind.Blocked, blocked.Reason)).ConfigureAwait(false);

            default:
                uploads.Forget(entry.Key);
                return await steps.StopAsync(entry, asked, ActionOutcome.Of(ActionOutcomeKind.Refused, verdict.Reason)).ConfigureAwait(false);
        }
    }

    /// <summary>Either where it came to rest, or the entry that may be sent again because the policy says so and nothing speaks against it.</summary>
    private async ValueTask<(CourseEnd? End, LedgerEntry? Unsent)> ResolveAsync(LedgerEntry entry, AskedAction asked, string why, CancellationToken cancellationToken)
    {
        var found = await readBack.ResolveAsync(entry, asked, why, cancellationToken).ConfigureAwait(false);
        if (found == ReadBackResult.NotListed)
        {
            if (options.ResendWhenIdempotent && !entry.MayBeUnlisted && IsIdempotent(entry.Action))
                return (null, await steps.RecordAsync(entry.Key, ActionState.NotExecuted).ConfigureAwait(false));

            found = await readBack.ByHostStateAsync(asked, why, cancellationToken).ConfigureAwait(false);
        }

        quietTimes.Forget(entry.Key);
        var outcome = found.Outcome!;
        if (outcome.Kind == ActionOutcomeKind.Parked)
            return (await steps.ParkAsync(entry, asked, found.Id, outcome.Reason).ConfigureAwait(false), null);

        entry = found.Id is null
            ? await steps.SettleAsync(entry, asked, null, outcome).ConfigureAwait(false)
            : await steps.RecordAsync(entry.Key, ActionState.Sent, found.Id).ConfigureAwait(false);
        DispatchLog.Sent(logger, asked, found.Id);
        return (new CourseEnd(entry, found.Id, outcome, MayHaveRunBefore: true), null);
    }

    // Twice isolated is isolated; an entity id is never given to another process. A pid is.
    private static bool IsIdempotent(PlannedAction action) =>
        action.Command == ResponseActionCommand.Isolate || (action.Command == ResponseActionCommand.KillProcess && action.ParameterName == "entity_id");
}
