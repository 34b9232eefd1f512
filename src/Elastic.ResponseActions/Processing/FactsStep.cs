using System.Collections.Concurrent;
using Elastic.ResponseActions.Dispatching;

namespace Elastic.ResponseActions.Processing;

/// <summary>Asks Kibana, once a pass, about every host that the alerts name.</summary>
internal sealed class FactsStep(HostFacts hosts, InfrastructureHosts infrastructure, CallerRights rights, TimeSpan maxAge, PipelineOptions options)
{
    public async ValueTask<PassFacts> GatherAsync(List<RuleAlerts> alerts, CancellationToken cancellationToken)
    {
        var agents = Agents(alerts);
        if (agents.Count == 0)
            return PassFacts.None;

        var done = 0;
        ConcurrentDictionary<EndpointId, EndpointFacts> known = [];
        await BoundedWork.ForEachAsync(agents, options.MaxConcurrentHosts, async agent =>
        {
            if (await hosts.GetAsync(agent, maxAge, cancellationToken).ConfigureAwait(false) is { } facts)
                known[agent] = facts;
            options.Progress?.Report(new(PipelineStage.GatherFacts, Interlocked.Increment(ref done), agents.Count));
        }).ConfigureAwait(false);

        return new PassFacts
        {
            Planning = new PlanningFacts { License = rights.License, Endpoints = Endpoints(agents, known) },
            Hosts = known,
            Infrastructure = await infrastructure.ReadAsync(cancellationToken).ConfigureAwait(false),
            KnownHosts = await hosts.CountAsync(cancellationToken).ConfigureAwait(false),
        };
    }

    // Kibana sends automated actions to Elastic Defend's agents only, so nobody else needs asking.
    private List<EndpointId> Agents(List<RuleAlerts> alerts)
    {
        HashSet<EndpointId> agents = [];
        foreach (var alert in alerts.SelectMany(static a => a.Alerts))
        {
            if (alert.AgentId is not { } agent || alert.AgentType != AgentType.Endpoint)
                continue;

            hosts.Sightings.Record(agent, alert.HostId);
            agents.Add(agent);
        }

        return [.. agents];
    }

    // A host that Kibana could not be asked about is planned as if it were there; the guards then find its facts missing.
    private static Dictionary<EndpointId, EndpointMetadata> Endpoints(List<EndpointId> agents, ConcurrentDictionary<EndpointId, EndpointFacts> known)
    {
        Dictionary<EndpointId, EndpointMetadata> endpoints = [];
        foreach (var agent in agents)
        {
            if (!known.TryGetValue(agent, out var facts))
                endpoints.Add(agent, new EndpointMetadata { AgentId = agent });
            else if (facts.Metadata is { } metadata)
                endpoints.Add(agent, metadata);
        }

        return endpoints;
    }
}
