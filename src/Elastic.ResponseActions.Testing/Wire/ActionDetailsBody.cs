using System.Text.Json;
using System.Text.Json.Serialization;

namespace Elastic.ResponseActions.Testing.Wire;

/// <summary>An action as Kibana shows it. Absent members are left out, never null.</summary>
internal sealed record ActionDetailsBody
{
    public string? Action { get; init; }
    public required string Id { get; init; }
    public required string AgentType { get; init; }
    public required IReadOnlyList<string> Agents { get; init; }
    public required Dictionary<string, HostName> Hosts { get; init; }
    public required string Command { get; init; }
    public required string StartedAt { get; init; }
    public required bool IsCompleted { get; init; }
    public string? CompletedAt { get; init; }
    public required bool WasSuccessful { get; init; }
    public required bool IsExpired { get; init; }
    public required string Status { get; init; }
    public IReadOnlyList<string>? Errors { get; init; }
    public Dictionary<string, ActionOutputBody>? Outputs { get; init; }
    public required Dictionary<string, AgentState> AgentState { get; init; }
    public required string CreatedBy { get; init; }
    public string? Comment { get; init; }
    public JsonElement? Parameters { get; init; }
    public IReadOnlyList<string>? AlertIds { get; init; }
    public string? RuleId { get; init; }
    public string? RuleName { get; init; }
}

internal sealed record HostName(string Name);

internal sealed record AgentState
{
    public required bool IsCompleted { get; init; }
    public required bool WasSuccessful { get; init; }
    public IReadOnlyList<string>? Errors { get; init; }
    public string? CompletedAt { get; init; }
}

internal sealed record ActionOutputBody
{
    public required string Type { get; init; }
    public required ActionOutputContent Content { get; init; }
}

internal sealed record ActionOutputContent
{
    public required string Code { get; init; }
    public long? Pid { get; init; }

    [JsonPropertyName("entity_id")]
    public string? EntityId { get; init; }

    [JsonPropertyName("process_name")]
    public string? ProcessName { get; init; }
}
