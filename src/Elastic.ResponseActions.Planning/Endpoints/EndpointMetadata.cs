using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions;

/// <summary>What Kibana knows of one host that runs Elastic Defend; mirrors <c>GET /api/endpoint/metadata/{id}</c>. Immutable.</summary>
public sealed record EndpointMetadata
{
    /// <summary>The endpoint's id (<c>metadata.elastic.agent.id</c>, else <c>metadata.agent.id</c>).</summary>
    public required EndpointId AgentId { get; init; }

    /// <summary>The product on the host (<c>metadata.agent.type</c>).</summary>
    public AgentType AgentType { get; init; } = AgentType.Endpoint;

    /// <summary>The agent's version (<c>metadata.agent.version</c>).</summary>
    public string? AgentVersion { get; init; }

    /// <summary>The host's id (<c>metadata.host.id</c>).</summary>
    public string? HostId { get; init; }

    /// <summary>The host's name (<c>metadata.host.name</c>).</summary>
    public string? HostName { get; init; }

    /// <summary>The name the host gives itself (<c>metadata.host.hostname</c>).</summary>
    public string? HostHostname { get; init; }

    /// <summary>The operating system (<c>metadata.host.os.type</c>): <c>windows</c>, <c>linux</c>, <c>macos</c>.</summary>
    public string? OsType { get; init; }

    /// <summary>The operating system's name (<c>metadata.host.os.name</c>), for example <c>Windows</c>.</summary>
    public string? OsName { get; init; }

    /// <summary>The operating system in full (<c>metadata.host.os.full</c>), for example <c>Windows Server 2022 Datacenter</c>.</summary>
    public string? OsFull { get; init; }

    /// <summary>The edition (<c>metadata.host.os.Ext.variant</c>), where the agent tells it.</summary>
    public string? OsVariant { get; init; }

    /// <summary>The host's addresses (<c>metadata.host.ip</c>), as they are written there.</summary>
    public IReadOnlyList<string> IpAddresses { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>The id of the agent policy in force on the host (<c>policy_info.agent.applied.id</c>).</summary>
    public string? AgentPolicyId { get; init; }

    /// <summary>The id of the Elastic Defend policy in force (<c>metadata.Endpoint.policy.applied.id</c>).</summary>
    public string? DefendPolicyId { get; init; }

    /// <summary>Its name (<c>metadata.Endpoint.policy.applied.name</c>).</summary>
    public string? DefendPolicyName { get; init; }

    /// <summary>Whether the agent reports (<c>host_status</c>); null where the answer does not say.</summary>
    public HostStatus? HostStatus { get; init; }

    /// <summary>Whether the host is isolated now (<c>metadata.Endpoint.state.isolation</c>; missing means no).</summary>
    public bool Isolated { get; init; }

    /// <summary>Whether the host was told to be isolated (<c>metadata.Endpoint.configuration.isolation</c>; missing means no).</summary>
    public bool ToldToBeIsolated { get; init; }

    /// <summary>When the host reported all this (<c>metadata.event.created</c>, else <c>metadata.@timestamp</c>).</summary>
    public DateTimeOffset? ReportedAt { get; init; }

    /// <summary>What the host's agent can do (<c>metadata.Endpoint.capabilities</c>). Empty: not said, which is unknown, not none.</summary>
    public IReadOnlyList<EndpointCapability> Capabilities { get; init => field = ValueList<EndpointCapability>.Of(value); } = ValueList<EndpointCapability>.Empty;

    /// <summary>When the agent last checked in (<c>last_checkin</c>).</summary>
    public DateTimeOffset? LastSeen { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{AgentId} ({HostName ?? HostHostname ?? "no name"}, {HostStatus?.ToString() ?? "status unknown"})";
}
