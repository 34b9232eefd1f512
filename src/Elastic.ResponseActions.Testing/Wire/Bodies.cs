using System.Text.Json.Serialization;

namespace Elastic.ResponseActions.Testing.Wire;

// The outer bodies of answers, one record each.

internal sealed record PlatformError(int StatusCode, string Error, string Message);

internal sealed record EngineError(string Message, [property: JsonPropertyName("status_code")] int StatusCode);

internal sealed record EngineErrors(IReadOnlyList<string> Message, [property: JsonPropertyName("status_code")] int StatusCode);

internal sealed record ActionResponse(string? Action, ActionDetailsBody Data);

internal sealed record ActionDetailsResponse(ActionDetailsBody Data);

internal sealed record ActionListResponse
{
    public required long Page { get; init; }
    public required long PageSize { get; init; }
    public string? StartDate { get; init; }
    public string? EndDate { get; init; }
    public IReadOnlyList<string>? AgentTypes { get; init; }
    public IReadOnlyList<string>? ElasticAgentIds { get; init; }
    public IReadOnlyList<string>? UserIds { get; init; }
    public IReadOnlyList<string>? Commands { get; init; }
    public IReadOnlyList<string>? Statuses { get; init; }
    public required IReadOnlyList<ActionDetailsBody> Data { get; init; }
    public required int Total { get; init; }
}

internal sealed record PendingActionsResponse(IReadOnlyList<PendingActions> Data);

internal sealed record PendingActions(
    [property: JsonPropertyName("agent_id")] string AgentId,
    [property: JsonPropertyName("pending_actions")] Dictionary<string, int> ByCommand);

internal sealed record ActionStateResponse(ActionCapability Data);

internal sealed record ActionCapability(bool CanEncrypt);

internal sealed record StatusResponse(string Name, string Uuid, StatusVersion Version, OverallStatus Status);

internal sealed record StatusVersion(
    string Number,
    [property: JsonPropertyName("build_hash")] string BuildHash,
    [property: JsonPropertyName("build_number")] int BuildNumber,
    [property: JsonPropertyName("build_snapshot")] bool BuildSnapshot);

internal sealed record OverallStatus(StatusLevel Overall);

internal sealed record StatusLevel(string Level, string Summary);

internal sealed record FileInfoResponse(FileDetails Data);

internal sealed record FileDetails(
    string Id, string Name, string MimeType, long Size, string Status, string Created, string ActionId, string AgentId, string AgentType);

internal sealed record ScriptListResponse(IReadOnlyList<ScriptBody> Data, long Page, long PageSize, string SortField, string SortDirection, int Total);

internal sealed record ScriptBody(
    string Id, string Name, string FileName, long FileSize, IReadOnlyList<string> Platform, bool RequiresInput, string DownloadUri);
