using Elastic.ResponseActions.Kibana;

namespace Elastic.ResponseActions.Tracking;

/// <summary>What the server's view of an action says about its outcome. The host's own state is not looked at here.</summary>
internal static class OutcomeReader
{
    /// <param name="details">The server's view.</param>
    /// <param name="agent">The one agent asked.</param>
    /// <param name="mayHaveRunBefore">The request may have arrived more than once, so a process that is gone was perhaps killed by it.</param>
    public static ActionOutcome Read(ActionDetails details, EndpointId agent, bool mayHaveRunBefore)
    {
        var code = details.Outputs.TryGetValue(agent.Value, out var output) && output.Code is { } raw ? VisibleText.Of(raw, 128) : null;
        if (details.WasCanceled || details.Status == ActionStatus.Canceled)
            return ActionOutcome.Of(ActionOutcomeKind.Cancelled, "the action was cancelled", code);
        if (details is { IsExpired: true, IsCompleted: false })
            return ActionOutcome.Of(ActionOutcomeKind.Expired, "the host did not answer before the action expired in Kibana", code);
        if (!details.IsCompleted)
            return ActionOutcome.Of(ActionOutcomeKind.Sent, "the host has not answered yet", code);

        if (details.WasSuccessful)
            return Success(details, code);

        // A second kill by entity id finds nothing: that is the first one's success (kill by pid says `no-action` instead).
        if (mayHaveRunBefore && code == "ra_kill-process_error_not-found")
            return ActionOutcome.Of(ActionOutcomeKind.Confirmed, "the process is gone; the request may have run before", code) with { AlreadySo = true };

        return ActionOutcome.Of(ActionOutcomeKind.Failed, Errors(details, agent), code);
    }

    private static ActionOutcome Success(ActionDetails details, string? code)
    {
        if (details.Status != ActionStatus.Successful)
            return ActionOutcome.Of(ActionOutcomeKind.Unconfirmed, $"Kibana says successful, and its status says `{VisibleText.Of(details.Status.Name, 64)}`", code);
        if (code?.Contains("_error_", StringComparison.Ordinal) == true)
            return ActionOutcome.Of(ActionOutcomeKind.Unconfirmed, "Kibana says successful, and the host's code says it failed", code);
        if (code?.EndsWith("_success_no-action", StringComparison.Ordinal) == true)
            return ActionOutcome.Of(ActionOutcomeKind.Confirmed, "there was nothing to do: no such process runs, or it is suspended already", code) with { AlreadySo = true };

        return ActionOutcome.Of(ActionOutcomeKind.Confirmed, "the host did it", code);
    }

    private static string Errors(ActionDetails details, EndpointId agent)
    {
        var errors = details.Errors.Count > 0 ? details.Errors
            : details.AgentStates.TryGetValue(agent.Value, out var state) ? state.Errors : [];
        return errors.Count > 0 ? VisibleText.Of(string.Join("; ", errors)) : "the host answered that it failed, without saying why";
    }
}
