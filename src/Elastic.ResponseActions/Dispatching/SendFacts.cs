namespace Elastic.ResponseActions.Dispatching;

/// <summary>What only Kibana knows of an action's target, gathered right before the send. Immutable.</summary>
internal sealed record SendFacts(EndpointFacts Endpoint, int? KnownHosts, DateTimeOffset? ReleasedByPersonAt)
{
    /// <summary>The machines that releases hang on.</summary>
    public IReadOnlyList<InfrastructureHost> Infrastructure { get; init; } = [];

    /// <summary>The newest isolation or release of the host in Kibana's list; only read for a release by the release timer.</summary>
    public ActionDetails? LatestIsolation { get; init; }
}

/// <summary>Gathers <see cref="SendFacts"/>. Thread-safe.</summary>
internal sealed class SendFactsReader(HostFacts hosts, InfrastructureHosts infrastructure, PersonReleases releases, LatestIsolation latest, ResponsePolicy policy, DispatchOptions options)
{
    /// <summary>The facts; null where Kibana could not be asked, which says nothing about the action.</summary>
    public async ValueTask<SendFacts?> ReadAsync(PlannedAction action, CancellationToken cancellationToken)
    {
        if (await hosts.GetAsync(action.Target, options.FactsMaxAge, cancellationToken).ConfigureAwait(false) is not { } endpoint)
            return null;
        if (action.IsAutoRelease)
            return await WithLatestAsync(new SendFacts(endpoint, null, null), action, cancellationToken).ConfigureAwait(false);
        if (action.Command == ResponseActionCommand.Unisolate)
            return new SendFacts(endpoint, null, null);

        var facts = new SendFacts(endpoint, null, null) { Infrastructure = await infrastructure.ReadAsync(cancellationToken).ConfigureAwait(false) };
        if (action.Command != ResponseActionCommand.Isolate && action.IsByHand)
            return facts;

        facts = facts with { KnownHosts = await hosts.CountAsync(cancellationToken).ConfigureAwait(false) };
        return action.Command == ResponseActionCommand.Isolate && !action.IsByHand ? await WithReleaseAsync(facts, action, cancellationToken).ConfigureAwait(false) : facts;
    }

    private async ValueTask<SendFacts?> WithReleaseAsync(SendFacts facts, PlannedAction action, CancellationToken cancellationToken)
    {
        try
        {
            return facts with { ReleasedByPersonAt = await releases.LastAsync(action.Target, policy.CoolDown.AfterRelease, cancellationToken).ConfigureAwait(false) };
        }
        catch (Exception failure) when (failure is TransportException or ResponseActionsException)
        {
            return null;
        }
    }

    private async ValueTask<SendFacts?> WithLatestAsync(SendFacts facts, PlannedAction action, CancellationToken cancellationToken)
    {
        try
        {
            return facts with { LatestIsolation = await latest.ReadAsync(action.Target, cancellationToken).ConfigureAwait(false) };
        }
        catch (Exception failure) when (failure is TransportException or ResponseActionsException)
        {
            return null;
        }
    }
}
