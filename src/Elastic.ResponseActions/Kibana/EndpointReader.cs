using System.Text.Json;

namespace Elastic.ResponseActions.Kibana;

/// <summary>Reads the server's host documents (<c>HostInfo</c>).</summary>
internal static class EndpointReader
{
    /// <summary>False where the document names no agent.</summary>
    public static bool TryRead(JsonElement json, out EndpointMetadata endpoint)
    {
        endpoint = null!;
        var metadata = json.Member("metadata");
        var agentId = metadata.Member("elastic").Member("agent").Text("id") ?? metadata.Member("agent").Text("id");
        if (agentId is not { Length: > 0 })
            return false;

        var host = metadata.Member("host");
        var defend = metadata.Member("Endpoint");
        endpoint = new EndpointMetadata
        {
            AgentId = new EndpointId(agentId),
            AgentType = metadata.Member("agent").Text("type") is { Length: > 0 } type ? new AgentType(type) : AgentType.Endpoint,
            AgentVersion = metadata.Member("agent").Text("version"),
            HostId = host.Text("id"),
            HostName = host.Text("name"),
            HostHostname = host.Text("hostname"),
            OsType = host.Member("os").Text("type"),
            OsName = host.Member("os").Text("name"),
            OsFull = host.Member("os").Text("full"),
            OsVariant = host.Member("os").Member("Ext").Text("variant"),
            IpAddresses = [.. host?.Texts("ip") ?? []],
            AgentPolicyId = json.Member("policy_info").Member("agent").Member("applied").Text("id"),
            DefendPolicyId = defend.Member("policy").Member("applied").Text("id"),
            DefendPolicyName = defend.Member("policy").Member("applied").Text("name"),
            HostStatus = json.Text("host_status") is { } status ? new HostStatus(status) : null,
            Isolated = defend.Member("state").Flag("isolation"),
            ToldToBeIsolated = defend.Member("configuration").Flag("isolation"),
            ReportedAt = metadata.Member("event").Date("created") ?? metadata.Date("@timestamp"),
            Capabilities = [.. (defend?.Texts("capabilities") ?? []).Select(static c => new EndpointCapability(c))],
            LastSeen = json.Date("last_checkin"),
        };
        return true;
    }
}
