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
    public bool? WasCanceled { get; init; }
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
    public bool? WasCanceled { get; init; }
    public IReadOnlyList<string>? Errors { get; init; }
    public string? CompletedAt { get; init; }
}

internal sealed record ActionOutputBody
{
    public required string Type { get; init; }
    public required ActionOutputContent Content { get; init; }
}

/// <summary>The members of every command's output; a command fills those it has.</summary>
internal sealed record ActionOutputContent
{
    public string? Code { get; init; }
    public long? Pid { get; init; }

    [JsonPropertyName("entity_id")]
    public string? EntityId { get; init; }

    [JsonPropertyName("process_name")]
    public string? ProcessName { get; init; }

    public IReadOnlyList<ProcessEntry>? Entries { get; init; }

    [JsonPropertyName("zip_size")]
    public long? ZipSize { get; init; }

    public IReadOnlyList<FileEntry>? Contents { get; init; }
    public string? Path { get; init; }

    [JsonPropertyName("file_size")]
    public long? FileSize { get; init; }

    [JsonPropertyName("disk_free_space")]
    public long? DiskFreeSpace { get; init; }

    public string? Stdout { get; init; }
    public string? Stderr { get; init; }

    [JsonPropertyName("stdout_truncated")]
    public bool? StdoutTruncated { get; init; }

    [JsonPropertyName("stderr_truncated")]
    public bool? StderrTruncated { get; init; }

    [JsonPropertyName("shell_code")]
    public int? ShellCode { get; init; }

    public string? Shell { get; init; }
    public string? Cwd { get; init; }

    [JsonPropertyName("output_file_id")]
    public string? OutputFileId { get; init; }

    [JsonPropertyName("output_file_stdout_truncated")]
    public bool? OutputFileStdoutTruncated { get; init; }

    [JsonPropertyName("output_file_stderr_truncated")]
    public bool? OutputFileStderrTruncated { get; init; }

    [JsonPropertyName("canceled_by")]
    public string? CanceledBy { get; init; }

    [JsonPropertyName("canceled_id")]
    public string? CanceledId { get; init; }

    public string? DownloadUri { get; init; }
}

internal sealed record ProcessEntry(string Command, long Pid, [property: JsonPropertyName("entity_id")] string EntityId, string User);

internal sealed record FileEntry(string Path, string Sha256, long Size, [property: JsonPropertyName("file_name")] string FileName, string Type);
