namespace Elastic.ResponseActions.Tracking;

/// <summary>After a successful isolate or release, asks the host itself: the action's status alone is known to lie.</summary>
internal static class IsolationCheck
{
    /// <summary>Kibana keeps the state of hosts with Elastic Defend only.</summary>
    public static bool Applies(AskedAction asked) => Applies(asked.Command) && asked.AgentType == AgentType.Endpoint;

    public static bool Applies(ResponseActionCommand command) =>
        command == ResponseActionCommand.Isolate || command == ResponseActionCommand.Unisolate;

    /// <summary>The outcome, and what the host said; null where it could not be asked.</summary>
    public static async ValueTask<(ActionOutcome Outcome, HostIsolation? Host)> CompareAsync(ResponseActionsClient client, AskedAction asked, ActionOutcome confirmed, DateTimeOffset? answeredAt, CancellationToken cancellationToken)
    {
        EndpointMetadata? endpoint;
        try
        {
            endpoint = await client.Endpoints.GetAsync(asked.AgentId, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is TransportException or ResponseActionsException)
        {
            return (Unconfirmed($"the host's own state cannot be read: {failure.Message}"), null);
        }

        var wanted = asked.Command == ResponseActionCommand.Isolate;
        if (endpoint is null)
            return (Unconfirmed("Kibana no longer knows the host"), null);

        var now = client.TimeProvider.GetUtcNow();
        var host = new HostIsolation { Isolated = endpoint.Isolated, ToldToBeIsolated = endpoint.ToldToBeIsolated, ReportAge = now - endpoint.ReportedAt, AnswerAge = now - answeredAt };
        return (endpoint.Isolated == wanted
            ? confirmed with { Reason = wanted ? "the host did it, and reports that it is isolated" : "the host did it, and reports that it is not isolated" }
            : Unconfirmed(wanted ? "the host reports that it is not isolated" : "the host reports that it is still isolated"), host);
    }

    private static ActionOutcome Unconfirmed(string why) =>
        ActionOutcome.Of(ActionOutcomeKind.Unconfirmed, $"Kibana says successful; {why}");
}
