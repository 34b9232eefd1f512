using System.Collections.Concurrent;
using Elastic.ResponseActions.Kibana;

namespace Elastic.ResponseActions.Dispatching;

/// <summary>What Kibana says of hosts, asked once and kept until it is too old. What cannot be read is unknown, never absent. Thread-safe.</summary>
internal sealed class HostFacts(ResponseActionsClient client, SteadyClock clock)
{
    private static readonly TimeSpan CountMaxAge = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<EndpointId, EndpointFacts> _known = [];
    private volatile HostCount? _count;

    public HostSightings Sightings { get; } = new(clock);

    /// <summary>The facts of one host, at most so old; null where Kibana could not be asked.</summary>
    public async ValueTask<EndpointFacts?> GetAsync(EndpointId agent, TimeSpan maxAge, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(agent, out var known) && clock.Steady - known.FetchedAt <= maxAge)
            return known with { SeenHostIds = Sightings.Of(agent) };
        if (!RouteId.IsValid(agent.Value))
            return null;

        var askedAt = clock.Steady;
        EndpointMetadata? metadata;
        try
        {
            metadata = await client.Endpoints.GetAsync(agent, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is TransportException or ResponseActionsException)
        {
            return null;
        }

        Sightings.Record(agent, metadata?.HostId);
        var facts = new EndpointFacts { Metadata = metadata, FetchedAt = askedAt, SeenHostIds = Sightings.Of(agent) };
        _known[agent] = facts;
        return facts;
    }

    /// <summary>How many hosts run Elastic Defend, as of the last ten minutes; null where Kibana could not be asked.</summary>
    public async ValueTask<int?> CountAsync(CancellationToken cancellationToken)
    {
        if (_count is { } known && clock.Steady - known.At <= CountMaxAge)
            return known.Hosts;

        try
        {
            var askedAt = clock.Steady;
            var page = await client.Endpoints.ListAsync(new EndpointQuery { PageSize = 1 }, cancellationToken).ConfigureAwait(false);
            _count = new HostCount((int)Math.Min(page.Total, int.MaxValue), askedAt);
            return _count.Hosts;
        }
        catch (Exception failure) when (failure is TransportException or ResponseActionsException)
        {
            return null;
        }
    }

    private sealed record HostCount(int Hosts, DateTimeOffset At);
}
