namespace Elastic.ResponseActions.Dispatching;

/// <summary>On which hosts each rule has matched of late, whether or not anything was sent: a rule that matches everywhere is a rule gone wrong. Thread-safe.</summary>
internal sealed class RuleSightings(ResponsePolicy policy, SteadyClock clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<EndpointId, DateTimeOffset>> _seen = new(StringComparer.Ordinal);

    public void Record(IEnumerable<PlannedAction> actions)
    {
        var now = clock.Steady;
        lock (_lock)
        {
            foreach (var action in actions)
            {
                if (action.RuleId is not { } rule)
                    continue;
                if (!_seen.TryGetValue(rule, out var hosts))
                    _seen.Add(rule, hosts = []);
                hosts[action.Target] = now;
            }
        }
    }

    /// <summary>The hosts of the action's rule; null for an action by hand.</summary>
    public int? Hosts(PlannedAction action)
    {
        var oldest = clock.Steady - policy.Caps.RuleHosts.Within;
        lock (_lock)
        {
            if (action.RuleId is null || !_seen.TryGetValue(action.RuleId, out var hosts))
                return null;

            foreach (var over in hosts.Where(h => h.Value <= oldest).Select(static h => h.Key).ToList())
                hosts.Remove(over);
            return hosts.Count;
        }
    }
}
