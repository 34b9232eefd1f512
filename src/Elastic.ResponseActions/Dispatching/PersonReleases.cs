namespace Elastic.ResponseActions.Dispatching;

/// <summary>Asks Kibana whether somebody has released a host of late: a person in Kibana leaves no trace in a ledger here. Thread-safe.</summary>
internal sealed class PersonReleases(ResponseActionsClient client, SteadyClock clock, DispatchOptions options)
{
    /// <summary>When the host was last released; null where it was not within the time.</summary>
    /// <exception cref="ResponseActionsException">Kibana refused the read.</exception>
    /// <exception cref="TransportException">No whole answer came.</exception>
    public async ValueTask<DateTimeOffset?> LastAsync(EndpointId agent, TimeSpan within, CancellationToken cancellationToken)
    {
        var page = await client.Actions.ListAsync(
            new ActionQuery
            {
                AgentIds = [agent.Value],
                Commands = [ResponseActionCommand.Unisolate],
                StartDate = clock.Steady - within - options.ClockSkew,
                PageSize = 1,
            },
            cancellationToken).ConfigureAwait(false);

        // One without a time happened at some time within what was asked for; the latest is the safe guess.
        return page.Actions.Count == 0 ? null : page.Actions[0].StartedAt ?? clock.Steady;
    }
}
