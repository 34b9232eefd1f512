using System.Text.Json.Serialization;

namespace Elastic.ResponseActions.Testing.Wire;

// Bodies of Elasticsearch's answers.

internal sealed record ElasticsearchError(ElasticsearchReason Error, int Status);

internal sealed record ElasticsearchReason([property: JsonPropertyName("root_cause")] IReadOnlyList<ElasticsearchCause> RootCause, string Type, string Reason);

internal sealed record ElasticsearchCause(string Type, string Reason);

internal sealed record Greeting(
    string Name,
    [property: JsonPropertyName("cluster_name")] string ClusterName,
    [property: JsonPropertyName("cluster_uuid")] string ClusterUuid,
    GreetingVersion Version,
    string Tagline);

internal sealed record GreetingVersion(string Number);

internal sealed record LicenseResponse(LicenseBody License);

internal sealed record LicenseBody(
    string Status, string Uid, string Type, [property: JsonPropertyName("expiry_date_in_millis")] long? ExpiryDateInMillis, [property: JsonPropertyName("issued_to")] string IssuedTo);

internal sealed record XpackResponse(XpackLicense License);

internal sealed record XpackLicense(string Uid, string Type, string Mode, string Status);

internal sealed record AuthenticateResponse(string Username, IReadOnlyList<string> Roles, bool Enabled);

internal sealed record HasPrivilegesResponse(
    string Username,
    [property: JsonPropertyName("has_all_requested")] bool HasAllRequested,
    Dictionary<string, bool> Cluster,
    Dictionary<string, Dictionary<string, bool>> Index,
    Dictionary<string, Dictionary<string, Dictionary<string, bool>>> Application);
