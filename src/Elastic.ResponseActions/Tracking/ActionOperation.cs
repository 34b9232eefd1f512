using Elastic.ResponseActions.Kibana;
using Elastic.ResponseActions.Telemetry;
using Elastic.ResponseActions.Tracking;

namespace Elastic.ResponseActions;

/// <summary>
/// One action on one host, from its send on: ask it how it stands, or wait until it ends. Not thread-safe.
/// Giving a wait up never takes the action back.
/// </summary>
public sealed class ActionOperation
{
    private readonly ResponseActionsClient _client;
    private readonly Func<ActionOutcome, CancellationToken, ValueTask>? _settled;
    private readonly bool _mayHaveRunBefore;

    internal ActionOperation(ResponseActionsClient client, AskedAction asked, string? id, ActionOutcome outcome, bool mayHaveRunBefore = false, Func<ActionOutcome, CancellationToken, ValueTask>? settled = null)
    {
        _client = client;
        _settled = settled;
        _mayHaveRunBefore = mayHaveRunBefore;
        Asked = asked;
        Id = id;
        Outcome = outcome;
    }

    /// <summary>The command and the endpoint.</summary>
    public AskedAction Asked { get; }

    /// <summary>Kibana's id of the action; null where it was not sent, or where Kibana's answer is not known.</summary>
    public string? Id { get; }

    /// <summary>How it stood at the last look.</summary>
    public ActionOutcome Outcome { get; private set; }

    /// <summary>Kibana's view at the last look; null before the first.</summary>
    public ActionDetails? Details { get; private set; }

    /// <summary>What the host itself says, after a successful isolate or release; null where it was not asked or could not be.</summary>
    public HostIsolation? Isolation { get; private set; }

    /// <summary>Waiting is of no use: the outcome is final, it needs a person, or nothing was sent.</summary>
    public bool HasCompleted => Id is null || Outcome.IsFinal || Outcome.NeedsPerson;

    /// <summary>Takes up an action that was sent before, by this process or another.</summary>
    /// <param name="client">The client of the Kibana and the space that it was sent in.</param>
    /// <param name="asked">Its command and endpoint; an answer that names others is <see cref="ActionOutcomeKind.Parked"/>.</param>
    /// <param name="id">Kibana's id of the action.</param>
    public static ActionOperation Rehydrate(ResponseActionsClient client, AskedAction asked, string id)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return new(client, asked, id, ActionOutcome.Of(ActionOutcomeKind.Sent, "sent earlier; not looked at yet"));
    }

    /// <summary>Takes up an action by the token of <see cref="GetRehydrationToken"/>, in this process or another.</summary>
    /// <param name="client">The client of the Kibana and the space that it was sent in.</param>
    /// <param name="token">The token.</param>
    /// <exception cref="FormatException">The text is no token, or one of another version.</exception>
    /// <exception cref="ArgumentException">The action was sent to another Kibana or space than the client's.</exception>
    public static ActionOperation Rehydrate(ResponseActionsClient client, string token)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(token);
        var sent = OperationToken.Read(token);
        if (sent.Destination != client.Destination || sent.SpaceId != client.Options.SpaceId)
            throw new ArgumentException($"The action was sent to {VisibleText.Of(sent.Destination, 256)}, space '{VisibleText.Of(sent.SpaceId, 100)}'; the client is for {client.Destination}, space '{client.Options.SpaceId}'.", nameof(client));

        return new(client, sent.Asked, sent.Id, ActionOutcome.Of(ActionOutcomeKind.Sent, "sent earlier; not looked at yet"), sent.MayHaveRunBefore);
    }

    /// <summary>A text with which another process takes this action's tracking up. It holds no secret.</summary>
    /// <exception cref="InvalidOperationException">Nothing was sent, so there is nothing to take up.</exception>
    public string GetRehydrationToken() => Id is null
        ? throw new InvalidOperationException($"{Asked} was not sent ({Outcome.Kind}); there is nothing to take up.")
        : new OperationToken(_client.Destination, _client.Options.SpaceId, Asked, Id, _mayHaveRunBefore).Write();

    /// <summary>Looks once: at the action, and after a successful isolate or release at the host as well.</summary>
    /// <param name="cancellationToken">Gives the look up.</param>
    /// <exception cref="ResponseActionsException">Kibana refused the read.</exception>
    /// <exception cref="TransportException">No whole answer came.</exception>
    public async ValueTask<ActionOutcome> UpdateStatusAsync(CancellationToken cancellationToken = default)
    {
        if (HasCompleted)
            return Outcome;

        var details = await _client.Actions.GetAsync(Id!, cancellationToken).ConfigureAwait(false);
        Details = details;
        var outcome = details is null
            ? ActionOutcome.Of(ActionOutcomeKind.Sent, "Kibana does not show the action in this space")
            : AnswerAgreement.Problem(details, Asked) is { } problem
                ? ActionOutcome.Of(ActionOutcomeKind.Parked, $"ALARM: action {Id} {problem}. Look at that host now")
                : OutcomeReader.Read(details, Asked.AgentId, _mayHaveRunBefore);
        if (outcome.Kind == ActionOutcomeKind.Confirmed && IsolationCheck.Applies(Asked))
            (outcome, Isolation) = await IsolationCheck.CompareAsync(_client, Asked, outcome, details!.CompletedAt, cancellationToken).ConfigureAwait(false);

        await SettleAsync(outcome, cancellationToken).ConfigureAwait(false);
        return Outcome;
    }

    /// <summary>
    /// Waits until the host has answered, the outcome needs a person, or the deadline has passed. A read that fails in passing is
    /// tried again at the next look.
    /// </summary>
    /// <param name="options">Deadline and pauses. Null: the defaults.</param>
    /// <param name="cancellationToken">Gives the wait up; the action goes on.</param>
    public async ValueTask<ActionOutcome> WaitForCompletionAsync(WaitOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var span = Traces.Wait(Asked);
        var outcome = await WaitAsync(options ?? WaitOptions.Default, cancellationToken).ConfigureAwait(false);
        Traces.End(span, outcome);
        return outcome;
    }

    private async ValueTask<ActionOutcome> WaitAsync(WaitOptions options, CancellationToken cancellationToken)
    {
        var time = _client.TimeProvider;

        // By the time that passes: a clock that is set forward ends no wait, and one that is set back prolongs none.
        var start = time.GetTimestamp();
        var delay = options.FirstDelay;
        TimeSpan? unconfirmedSince = null;
        while (true)
        {
            var unread = await TryUpdateAsync(cancellationToken).ConfigureAwait(false);
            if (HasCompleted)
                return Outcome;
            if (unread is { IsLasting: true })
                return Outcome = ActionOutcome.Of(ActionOutcomeKind.Sent, $"sent as {Id}, but its status cannot be read: {unread.Reason}");

            var waited = time.GetElapsedTime(start);
            if (Outcome.Kind == ActionOutcomeKind.Unconfirmed)
            {
                unconfirmedSince ??= waited;
                if (waited - unconfirmedSince >= options.IsolationGrace)
                    return Outcome;
            }

            var left = options.Deadline - waited;
            if (left <= TimeSpan.Zero)
                return Outcome.Kind == ActionOutcomeKind.Unconfirmed ? Outcome : Outcome = PastDeadline(options, unread);

            await Task.Delay(delay < left ? delay : left, time, cancellationToken).ConfigureAwait(false);
            delay = options.Next(delay);
        }
    }

    /// <summary>Command, endpoint, id and outcome.</summary>
    public override string ToString() => $"{Asked} {Id ?? "(not sent)"}: {Outcome.Kind}";

    private async ValueTask<ReadFailure?> TryUpdateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await UpdateStatusAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (TransportException failure)
        {
            return new(failure.Message, IsLasting: false);
        }
        catch (ResponseActionsException failure)
        {
            return new(failure.Message, IsLasting: failure.StatusCode is 400 or 401 or 403 or 404);
        }
    }

    private ActionOutcome PastDeadline(WaitOptions options, ReadFailure? unread)
    {
        var why = unread is null ? Outcome.Reason : $"the last look failed: {unread.Reason}";
        return ActionOutcome.Of(ActionOutcomeKind.PendingPastDeadline, $"no end within {options.Deadline}; {why}. The action stays valid in Kibana for two weeks");
    }

    private async ValueTask SettleAsync(ActionOutcome outcome, CancellationToken cancellationToken)
    {
        if (_settled is not null && (outcome.IsFinal || outcome.NeedsPerson))
            await _settled(outcome, cancellationToken).ConfigureAwait(false);

        Outcome = outcome;
    }

    private sealed record ReadFailure(string Reason, bool IsLasting);
}
