using System.Text.Json.Serialization;

namespace Elastic.ResponseActions.Testing.Wire;

// A host as the endpoint metadata API shows it. Dates inside `metadata` are epoch milliseconds, as current agents write them.

internal sealed record HostInfo(
    HostMetadata Metadata,
    [property: JsonPropertyName("host_status")] string HostStatus,
    [property: JsonPropertyName("policy_info")] PolicyInfo PolicyInfo,
    [property: JsonPropertyName("last_checkin")] string LastCheckin);

internal sealed record HostMetadata(
    [property: JsonPropertyName("@timestamp")] long Timestamp,
    MetadataAgent Agent,
    ElasticAgent Elastic,
    [property: JsonPropertyName("Endpoint")] EndpointState Endpoint,
    MetadataHost Host,
    MetadataEvent Event);

internal sealed record MetadataAgent(string Id, string Version, string Type);

internal sealed record ElasticAgent(AgentReference Agent);

internal sealed record AgentReference(string Id);

internal sealed record EndpointState(string Status, IReadOnlyList<string> Capabilities, Isolation Configuration, Isolation State, EndpointPolicy Policy);

internal sealed record Isolation([property: JsonPropertyName("isolation")] bool IsIsolated);

internal sealed record EndpointPolicy(AppliedPolicy Applied);

internal sealed record AppliedPolicy(
    string Id, string Name, string Status, int Version, [property: JsonPropertyName("endpoint_policy_version")] int EndpointPolicyVersion);

internal sealed record MetadataHost(string Id, string Name, string Hostname, string Architecture, IReadOnlyList<string> Ip, MetadataOs Os);

internal sealed record MetadataOs(string Name, string Type, string Platform, string Full);

internal sealed record MetadataEvent(string Id, string Kind, long Created);

internal sealed record PolicyInfo(AgentPolicyInfo Agent, PolicyRevision Endpoint);

internal sealed record AgentPolicyInfo(PolicyRevision Applied, PolicyRevision Configured);

internal sealed record PolicyRevision(string Id, int Revision);

internal sealed record MetadataListResponse(
    IReadOnlyList<HostInfo> Data, long Page, long PageSize, string SortField, string SortDirection, int Total);
