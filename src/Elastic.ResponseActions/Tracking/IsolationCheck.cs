namespace Elastic.ResponseActions.Tracking;

/// <summary>After a successful isolate or release, asks the host itself: the action's status alone is known to lie.</summary>
internal static class IsolationCheck
{
    /// <summary>Kibana keeps the state of hosts with Elastic Defend only.</summary>
    public static bool Applies(AskedAction asked) => Applies(asked.Command) && asked.AgentType == AgentType.Endpoint;

    public static bool Applies(ResponseActionCommand command) =>
        command == ResponseActionCommand.Isolate || command == ResponseActionCommand.Unisolate;

    public static async ValueTask<ActionOutcome> CompareAsync(ResponseActionsClient client, AskedAction asked, ActionOutcome confirmed, CancellationToken cancellationToken)
    {
        EndpointMetadata? endpoint;
        try
        {
            endpoint = await client.Endpoints.GetAsync(asked.AgentId, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is TransportException or ResponseActionsException)
        {
            return Unconfirmed($"the host's own state cannot be read: {failure.Message}");
        }

        var wanted = asked.Command == ResponseActionCommand.Isolate;
        if (endpoint is null)
            return Unconfirmed("Kibana no longer knows the host");

        return endpoint.Isolated == wanted
            ? confirmed with { Reason = wanted ? "the host did it, and reports that it is isolated" : "the host did it, and reports that it is not isolated" }
            : Unconfirmed(wanted ? "the host reports that it is not isolated" : "the host reports that it is still isolated");
    }

    private static ActionOutcome Unconfirmed(string why) =>
        ActionOutcome.Of(ActionOutcomeKind.Unconfirmed, $"Kibana says successful; {why}");
}
