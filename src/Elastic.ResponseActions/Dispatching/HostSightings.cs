namespace Elastic.ResponseActions.Dispatching;

/// <summary>Which host ids were seen with an agent id in the last 24 hours: more than one means cloned machines share the agent id. Thread-safe.</summary>
internal sealed class HostSightings(SteadyClock clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    private readonly Lock _lock = new();
    private readonly Dictionary<EndpointId, Dictionary<string, DateTimeOffset>> _seen = [];

    public void Record(EndpointId agent, string? hostId)
    {
        if (string.IsNullOrEmpty(hostId))
            return;

        lock (_lock)
        {
            if (!_seen.TryGetValue(agent, out var hosts))
                _seen.Add(agent, hosts = []);
            hosts[hostId] = clock.Steady;
        }
    }

    public IReadOnlyList<string> Of(EndpointId agent)
    {
        var oldest = clock.Steady - Window;
        lock (_lock)
            return _seen.TryGetValue(agent, out var hosts) ? [.. hosts.Where(h => h.Value >= oldest).Select(static h => h.Key).Order(StringComparer.Ordinal)] : [];
    }
}
