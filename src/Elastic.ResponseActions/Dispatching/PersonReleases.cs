namespace Elastic.ResponseActions.Dispatching;

/// <summary>Asks Kibana whether somebody has released a host of late: a person in Kibana leaves no trace in a ledger here. Thread-safe.</summary>
internal sealed class PersonReleases(ResponseActionsClient client, IActionLedger ledger, SteadyClock clock, DispatchOptions options)
{
    /// <summary>When the host was last released; null where it was not within the time.</summary>
    /// <exception cref="ResponseActionsException">Kibana refused the read.</exception>
    /// <exception cref="TransportException">No whole answer came.</exception>
    public async ValueTask<DateTimeOffset?> LastAsync(EndpointId agent, TimeSpan within, CancellationToken cancellationToken)
    {
        var history = await ledger.ReadHistoryAsync(cancellationToken).ConfigureAwait(false);
        var ours = history.On(agent)
            .Where(static p => p.Command == ResponseActionCommand.Unisolate && !p.IsByHand)
            .Select(static p => CorrelationToken.Of(p.Key))
            .ToList();
        var page = await client.Actions.ListAsync(
            new ActionQuery
            {
                AgentIds = [agent.Value],
                Commands = [ResponseActionCommand.Unisolate],
                StartDate = clock.Steady - within - options.ClockSkew,
                PageSize = 1 + ours.Count,
            },
            cancellationToken).ConfigureAwait(false);

        // What the release timer did, no person did. One without a time happened at some time within what was asked for; the latest is the safe guess.
        var released = page.Actions.FirstOrDefault(a => !ours.Exists(token => a.Comment.Contains(token, StringComparison.Ordinal)));
        return released is null ? null : released.StartedAt ?? clock.Steady;
    }
}
