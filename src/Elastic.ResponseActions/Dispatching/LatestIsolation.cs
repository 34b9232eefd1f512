using Elastic.ResponseActions.Kibana;

namespace Elastic.ResponseActions.Dispatching;

/// <summary>Asks Kibana which isolation or release of a host is the newest: who acted on it past this ledger shows only there. Thread-safe.</summary>
internal sealed class LatestIsolation(ResponseActionsClient client)
{
    /// <summary>The newest one; null where Kibana lists none.</summary>
    /// <exception cref="ResponseActionsException">Kibana refused the read.</exception>
    /// <exception cref="TransportException">No whole answer came.</exception>
    public async ValueTask<ActionDetails?> ReadAsync(EndpointId agent, CancellationToken cancellationToken)
    {
        var page = await client.Actions.ListAsync(
            new ActionQuery
            {
                AgentIds = [agent.Value],
                Commands = [ResponseActionCommand.Isolate, ResponseActionCommand.Unisolate],
                PageSize = 1,
            },
            cancellationToken).ConfigureAwait(false);
        return page.Actions.Count == 0 ? null : page.Actions[0];
    }

    /// <summary>Why the newest one is not this isolation; null where it is.</summary>
    public static string? OtherThan(string? isolationId, ActionDetails? newest) => newest switch
    {
        null => "Kibana no longer lists the isolation, so nobody can tell who acted since",
        { Id: var id } when id == isolationId => null,
        _ => $"`{newest.Command}` {newest.Id} by {VisibleText.Of(newest.CreatedBy, 100)} came after the isolation",
    };
}
