namespace Elastic.ResponseActions.Guarding;

/// <summary>
/// Refuses unless alert and Kibana agree on the host in three ways: agent id, host id and host name. Cloned machines share agent ids, and
/// in other products' alerts <c>agent.id</c> names the collector, so one name alone may hit the wrong host. Cannot be switched off.
/// </summary>
internal static class TargetAgreementGuard
{
    private static readonly TimeSpan MaxMetadataAge = TimeSpan.FromHours(1);
    private static readonly TimeSpan MaxClockSkew = TimeSpan.FromMinutes(5);

    public static GuardFinding Check(GuardCase guarded)
    {
        if (CheckAlerts(guarded.Action) is { } refusal)
        {
            return refusal;
        }

        if (guarded.Facts.Endpoint is not { } endpoint)
        {
            return guarded.Missing($"the endpoint metadata of '{guarded.Action.Target}'");
        }

        if (guarded.IsOtherVendors && endpoint.Metadata is null)
        {
            return GuardFinding.Pass($"Kibana keeps no metadata of hosts of type `{guarded.Action.AgentType}`; a person named it.");
        }

        if (endpoint.Metadata is not { } metadata)
        {
            return GuardFinding.Refuse($"Kibana has no endpoint '{guarded.Action.Target}': Elastic Defend is not on it.");
        }

        var age = guarded.Facts.Now - endpoint.FetchedAt;
        if (age > MaxMetadataAge || age < -MaxClockSkew)
        {
            return GuardFinding.Refuse($"the endpoint metadata is from {endpoint.FetchedAt:O}, not from the last hour. Fetch it again.");
        }

        return CheckMetadata(guarded.Action, metadata)
            ?? CheckSeenHosts(endpoint, metadata)
            ?? CheckEvidence(guarded.Action, metadata)
            ?? GuardFinding.Pass($"alerts and Kibana agree on host '{metadata.HostName ?? metadata.HostHostname}' ({metadata.HostId}).");
    }

    /// <summary>What the alerts say by themselves.</summary>
    private static GuardFinding? CheckAlerts(PlannedAction action)
    {
        if (!action.IsByHand && action.Evidence.Count == 0)
        {
            return GuardFinding.Refuse("no alert says which host is meant.");
        }

        if (action.Evidence.FirstOrDefault(alert => alert.AgentType != AgentType.Endpoint) is { } other)
        {
            return GuardFinding.Refuse($"`agent.type` of alert '{other.AlertId}' is `{other.AgentType?.ToString() ?? "missing"}`; only `endpoint` is reached.");
        }

        var hostIds = action.Evidence.Select(alert => alert.HostId).Distinct().ToList();
        return hostIds.Count > 1
            ? GuardFinding.Refuse($"the alerts give agent '{action.Target}' {hostIds.Count} different `host.id` ({string.Join(", ", hostIds.Select(id => id ?? "none"))}): a cloned agent.")
            : null;
    }

    private static GuardFinding? CheckMetadata(PlannedAction action, EndpointMetadata metadata)
    {
        if (metadata.AgentId != action.Target)
        {
            return GuardFinding.Refuse($"the endpoint metadata is of agent '{metadata.AgentId}', not of '{action.Target}'.");
        }

        if (metadata.AgentType != AgentType.Endpoint)
        {
            return GuardFinding.Refuse($"Kibana's `agent.type` of '{action.Target}' is `{metadata.AgentType}`; only `endpoint` is reached.");
        }

        return metadata.AgentType != action.AgentType
            ? GuardFinding.Refuse($"'{action.Target}' was named as an agent of type `{action.AgentType}`, and Kibana says `{metadata.AgentType}`.")
            : null;
    }

    private static GuardFinding? CheckSeenHosts(EndpointFacts endpoint, EndpointMetadata metadata) =>
        endpoint.SeenHostIds.FirstOrDefault(id => id != metadata.HostId) is { } other
            ? GuardFinding.Refuse($"agent '{metadata.AgentId}' was seen with `host.id` '{other}' within 24 hours, and Kibana says '{metadata.HostId}': a cloned agent.")
            : null;

    private static GuardFinding? CheckEvidence(PlannedAction action, EndpointMetadata metadata)
    {
        foreach (var alert in action.Evidence)
        {
            if (string.IsNullOrEmpty(alert.HostId) || alert.HostId != metadata.HostId)
            {
                return GuardFinding.Refuse($"`host.id` of alert '{alert.AlertId}' is {Quote(alert.HostId)}, and Kibana says {Quote(metadata.HostId)}.");
            }

            if (string.IsNullOrEmpty(alert.HostName) || !IsName(alert.HostName, metadata.HostName) && !IsName(alert.HostName, metadata.HostHostname))
            {
                return GuardFinding.Refuse($"`host.name` of alert '{alert.AlertId}' is {Quote(alert.HostName)}, and Kibana says {Quote(metadata.HostName ?? metadata.HostHostname)}.");
            }
        }

        return null;
    }

    private static bool IsName(string name, string? known) => string.Equals(name, known, StringComparison.OrdinalIgnoreCase);

    private static string Quote(string? text) => string.IsNullOrEmpty(text) ? "missing" : $"'{text}'";
}
