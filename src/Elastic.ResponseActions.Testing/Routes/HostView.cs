using Elastic.ResponseActions.Testing.Wire;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>Shows a host as the metadata it last sent to Kibana tells of it.</summary>
internal static class HostView
{
    public static HostInfo Show(FakeEndpoint host, DateTimeOffset now)
    {
        var created = host.MetadataAt.ToUnixTimeMilliseconds();
        var isolation = new Isolation(host.PublishedIsolation);
        var policy = new PolicyRevision($"agent-policy-{host.AgentId}", 1);
        var metadata = new HostMetadata(
            created,
            new MetadataAgent(host.AgentId, host.AgentVersion, "endpoint"),
            new ElasticAgent(new AgentReference(host.AgentId)),
            new EndpointState(
                host.Status == "unenrolled" ? "unenrolled" : "enrolled", host.Capabilities, isolation, isolation,
                new EndpointPolicy(new AppliedPolicy(host.PolicyId, host.PolicyName, "success", 1, 1))),
            new MetadataHost(host.HostId, host.Name, host.Name, "x86_64", ["192.0.2.1"], Os(host.OsType) with { Full = host.OsFull ?? Os(host.OsType).Full }),
            new MetadataEvent($"metadata-{host.AgentId}-{created}", "metric", created));
        return new HostInfo(
            metadata, host.Status,
            new PolicyInfo(new AgentPolicyInfo(policy, policy), new PolicyRevision(host.PolicyId, 1)),
            WireJson.Date(host.LastCheckin(now)));
    }

    public static string OsName(FakeEndpoint host) => Os(host.OsType).Name;

    private static MetadataOs Os(string type) => type switch
    {
        "windows" => new("Windows", type, "windows", "Windows Server 2022"),
        "macos" => new("macOS", type, "macos", "macOS 15"),
        _ => new("Linux", type, "ubuntu", "Ubuntu 24.04"),
    };
}
