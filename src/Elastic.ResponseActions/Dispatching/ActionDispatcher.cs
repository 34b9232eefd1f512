using Elastic.ResponseActions.Dispatching;
using Elastic.ResponseActions.Kibana;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Elastic.ResponseActions;

/// <summary>
/// Sends approved actions, each at most once, to one host each, in order on each host. Thread-safe; keep one per Kibana and space.
/// </summary>
/// <remarks>
/// Kibana has no idempotency key, so a send whose answer is unclear is never made again: it is looked for in Kibana's list, and parked
/// for a person where it stays unclear. The intent is in the ledger before the first byte leaves.
/// </remarks>
public sealed class ActionDispatcher : IDisposable
{
    private readonly ResponseActionsClient _client;
    private readonly IActionLedger _ledger;
    private readonly DispatchOptions _options;
    private readonly ILogger _logger;
    private readonly AnswerClassifier _classifier;
    private readonly Backoff _backoff;
    private readonly SendGate _gate;
    private readonly HostTurns _turns = new();
    private readonly Intake _intake;
    private readonly ReadBack _readBack;

    /// <summary>Makes a dispatcher.</summary>
    /// <param name="client">The client of the Kibana and space that actions go to; its clock is the dispatcher's.</param>
    /// <param name="policy">The guards' configuration: they judge once more right before each send.</param>
    /// <param name="ledger">The record of intents and outcomes; it stays the caller's.</param>
    /// <param name="options">How to send. Null: the defaults, under which the guards let nothing pass, since no privilege is known.</param>
    /// <param name="logger">Where to log. Null: nowhere.</param>
    public ActionDispatcher(ResponseActionsClient client, ResponsePolicy policy, IActionLedger ledger, DispatchOptions? options = null, ILogger<ActionDispatcher>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(ledger);
        _client = client;
        _ledger = ledger;
        _options = options ?? DispatchOptions.Default;
        _logger = logger ?? NullLogger<ActionDispatcher>.Instance;
        _classifier = new AnswerClassifier(client.Options.Credentials, client.TimeProvider);
        _backoff = new Backoff(_options, client.Options.JitterSeed);
        _gate = new SendGate(client.TimeProvider);
        Guard = new ResponseGuard(policy);
        KillSwitch = new KillSwitch(policy.KillSwitchFile);
        Hosts = new HostFacts(client);
        _intake = new Intake(client, Guard, KillSwitch, ledger, Hosts, _options);
        _readBack = new ReadBack(client, _options);
    }

    /// <summary>Stops all sends but releases; the dispatcher engages it when an answer names another host than was asked.</summary>
    public KillSwitch KillSwitch { get; }

    internal ResponseGuard Guard { get; }

    internal HostFacts Hosts { get; }

    internal ResponseActionsClient Client => _client;

    internal IActionLedger Ledger => _ledger;

    internal CallerRights Rights => _options.Rights;

    internal TimeSpan FactsMaxAge => _options.FactsMaxAge;

    /// <summary>Opens what 401, 403 or a wrong address had blocked. Call it when the cause is gone; blocked actions can then be dispatched again.</summary>
    public void Resume() => _gate.Open();

    /// <summary>
    /// Sends one action, or finds out what became of an earlier send of it. Returns once the action is sent, stopped, or parked;
    /// after an unclear answer that takes as long as the quiet time.
    /// </summary>
    /// <param name="approved">The action; only the guard makes one.</param>
    /// <param name="cancellationToken">Gives it up before the send. Under way, the action may be executed all the same: dispatch it again to find out.</param>
    /// <returns>The action from here on; wait on it for the host's answer.</returns>
    public async ValueTask<ActionOperation> DispatchAsync(ApprovedAction approved, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(approved);
        var asked = new AskedAction(approved.Action.Command, approved.Action.Target);
        using var turn = _turns.Join(asked.AgentId);
        if (Misfit(approved) is { } misfit)
            return NotSent(asked, ActionOutcome.Of(ActionOutcomeKind.Refused, misfit));

        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        for (var attempt = 1; ; attempt++)
        {
            await _gate.WaitWhilePausedAsync(cancellationToken).ConfigureAwait(false);
            var (entry, stopped) = await _intake.AdmitAsync(approved, cancellationToken).ConfigureAwait(false);
            if (stopped is not null)
                return entry is null ? NotSent(asked, stopped) : await StopAsync(entry, asked, stopped).ConfigureAwait(false);
            if (entry!.MayBeUnderWay)
                return await ResolveAsync(entry, asked, "an earlier send was cut off", cancellationToken).ConfigureAwait(false);
            if (_gate.ReasonFor(asked.Command) is { } blocked)
                return await StopAsync(entry, asked, ActionOutcome.Of(ActionOutcomeKind.Blocked, blocked)).ConfigureAwait(false);

            (entry, var verdict) = await SendOnceAsync(entry, asked, cancellationToken).ConfigureAwait(false);
            if (verdict is not SendVerdict.NotExecuted notExecuted)
                return await ConcludeAsync(entry, asked, verdict, cancellationToken).ConfigureAwait(false);

            await RecordAsync(entry.Key, ActionState.NotExecuted).ConfigureAwait(false);
            if (attempt >= _options.MaxAttempts)
                return await StopAsync(entry, asked, ActionOutcome.Of(ActionOutcomeKind.Blocked, $"not executed, {attempt} times: {notExecuted.Reason}")).ConfigureAwait(false);

            DispatchLog.NotExecuted(_logger, asked, attempt, notExecuted.Reason);
            await PauseAsync(notExecuted.Wait, _backoff.After(attempt), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the use of the dispatcher. The ledger and the transport stay open.</summary>
    public void Dispose() => _intake.Dispose();

    private string? Misfit(ApprovedAction approved)
    {
        if (approved.Key != ActionKey.Of(approved.Action, _client.Destination))
            return "it was approved for another Kibana";
        if (approved.Action.SpaceId != _client.Options.SpaceId)
            return $"it belongs to space '{VisibleText.Of(approved.Action.SpaceId, 100)}', and this dispatcher sends to space '{_client.Options.SpaceId}'";

        return ActionBody.Misfit(approved.Action);
    }

    private async ValueTask<(LedgerEntry Entry, SendVerdict Verdict)> SendOnceAsync(LedgerEntry entry, AskedAction asked, CancellationToken cancellationToken)
    {
        var token = CorrelationToken.Of(entry.Key);
        var request = _client.Actions.Request(ActionBody.Segment(asked.Command)!, ActionBody.Write(entry.Action, token));
        cancellationToken.ThrowIfCancellationRequested();

        // From here on the action may be under way, whatever happens to this process.
        entry = await RecordAsync(entry.Key, ActionState.Sending).ConfigureAwait(false);
        try
        {
            var answer = await _client.Actions.SendOnceAsync(request, cancellationToken).ConfigureAwait(false);
            return (entry, _classifier.Classify(answer, asked, token));
        }
        catch (TransportException failure)
        {
            return (entry, AnswerClassifier.Classify(failure));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await RecordAsync(entry.Key, ActionState.Ambiguous).ConfigureAwait(false);
            throw;
        }
        catch (Exception failure)
        {
            // A transport of the caller's own may throw anything; what it has not proven unsent may have been executed.
            return (entry, new SendVerdict.Ambiguous(VisibleText.Of(failure.Message)));
        }
    }

    private async ValueTask<ActionOperation> ConcludeAsync(LedgerEntry entry, AskedAction asked, SendVerdict verdict, CancellationToken cancellationToken)
    {
        switch (verdict)
        {
            case SendVerdict.Executed executed:
                await RecordAsync(entry.Key, ActionState.Sent, executed.Details.Id).ConfigureAwait(false);
                DispatchLog.Sent(_logger, asked, executed.Details.Id);
                return Track(entry, asked, executed.Details.Id, ActionOutcome.Of(ActionOutcomeKind.Sent, verdict.Reason), mayHaveRunBefore: false);

            case SendVerdict.Ambiguous:
                entry = await RecordAsync(entry.Key, ActionState.Ambiguous).ConfigureAwait(false);
                DispatchLog.Ambiguous(_logger, asked, verdict.Reason);
                return await ResolveAsync(entry, asked, verdict.Reason, cancellationToken).ConfigureAwait(false);

            case SendVerdict.Wrong wrong:
                KillSwitch.Engage($"{asked}: {wrong.Reason}");
                DispatchLog.Wrong(_logger, asked, wrong.ActionId, wrong.Reason);
                return await ParkAsync(entry, asked, wrong.ActionId, $"ALARM: {wrong.Reason}. Look at that host now; all sends are stopped").ConfigureAwait(false);

            case SendVerdict.Blocked blocked:
                _gate.Block(blocked.Scope, asked.Command, blocked.Reason);
                DispatchLog.Blocked(_logger, asked, blocked.Reason);
                return await StopAsync(entry, asked, ActionOutcome.Of(ActionOutcomeKind.Blocked, blocked.Reason)).ConfigureAwait(false);

            default:
                return await StopAsync(entry, asked, ActionOutcome.Of(ActionOutcomeKind.Refused, verdict.Reason)).ConfigureAwait(false);
        }
    }

    private async ValueTask<ActionOperation> ResolveAsync(LedgerEntry entry, AskedAction asked, string why, CancellationToken cancellationToken)
    {
        var (id, outcome) = await _readBack.ResolveAsync(entry, asked, CorrelationToken.Of(entry.Key), why, cancellationToken).ConfigureAwait(false);
        if (outcome.Kind == ActionOutcomeKind.Parked)
            return await ParkAsync(entry, asked, id, outcome.Reason).ConfigureAwait(false);

        await RecordAsync(entry.Key, id is null ? ActionState.Settled : ActionState.Sent, id, id is null ? outcome : null).ConfigureAwait(false);
        DispatchLog.Sent(_logger, asked, id);
        return Track(entry, asked, id, outcome, mayHaveRunBefore: true);
    }

    private async ValueTask<ActionOperation> ParkAsync(LedgerEntry entry, AskedAction asked, string? id, string reason)
    {
        var outcome = ActionOutcome.Of(ActionOutcomeKind.Parked, reason);
        await RecordAsync(entry.Key, ActionState.Settled, id, outcome).ConfigureAwait(false);
        DispatchLog.Parked(_logger, asked, reason);
        return new ActionOperation(_client, asked, id, outcome);
    }

    private async ValueTask<ActionOperation> StopAsync(LedgerEntry entry, AskedAction asked, ActionOutcome outcome)
    {
        // What is blocked or held can be dispatched again later; the rest has ended.
        var state = outcome.Kind is ActionOutcomeKind.Blocked or ActionOutcomeKind.Held ? ActionState.Blocked : ActionState.Settled;
        await RecordAsync(entry.Key, state, id: null, outcome).ConfigureAwait(false);
        return NotSent(asked, outcome);
    }

    private ActionOperation NotSent(AskedAction asked, ActionOutcome outcome)
    {
        DispatchLog.NotSent(_logger, asked, outcome);
        return new ActionOperation(_client, asked, id: null, outcome);
    }

    private ActionOperation Track(LedgerEntry entry, AskedAction asked, string? id, ActionOutcome outcome, bool mayHaveRunBefore) => new(
        _client, asked, id, outcome, mayHaveRunBefore,
        async (settled, _) => await RecordAsync(entry.Key, ActionState.Settled, id, settled).ConfigureAwait(false));

    // What has happened is written down even when the caller has given up: the record must not lie.
    private ValueTask<LedgerEntry> RecordAsync(ActionKey key, ActionState state, string? id = null, ActionOutcome? outcome = null) =>
        _ledger.AddTransitionAsync(key, new LedgerTransition { State = state, At = _client.TimeProvider.GetUtcNow(), ActionId = id, Outcome = outcome }, CancellationToken.None);

    private async ValueTask PauseAsync(TimeSpan? asked, TimeSpan backoff, CancellationToken cancellationToken)
    {
        if (asked is { } wait)
            _gate.Pause(wait > backoff ? wait : backoff);
        else
            await Task.Delay(backoff, _client.TimeProvider, cancellationToken).ConfigureAwait(false);
    }
}
