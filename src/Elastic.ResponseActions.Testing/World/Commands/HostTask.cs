using System.Text.Json;
using Elastic.ResponseActions.Testing.Wire;

namespace Elastic.ResponseActions.Testing.World.Commands;

/// <summary>One action that has reached one host.</summary>
internal sealed record HostTask(FakeAction Action, FakeEndpoint Host, FakeWorld World, DateTimeOffset At)
{
    public bool IsEndpoint => Host.AgentType == AgentType.Endpoint;

    public bool Misbehaves(FakeMisbehaviour how) => Action.Misbehaviours.Include(how);

    public long? Number(string name) =>
        Action.Parameters is { ValueKind: JsonValueKind.Object } p && p.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number : null;

    public string? Text(string name) =>
        Action.Parameters is { ValueKind: JsonValueKind.Object } p && p.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public bool Flag(string name) =>
        Action.Parameters is { ValueKind: JsonValueKind.Object } p && p.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}

/// <summary>How it went on the host. The reason, such as <c>success_done</c>, becomes the code <c>ra_kill-process_success_done</c>.</summary>
internal sealed record HostResult(string? Reason, string? Error = null)
{
    /// <summary>Isolation says nothing beyond whether it worked.</summary>
    public static HostResult Silent { get; } = new((string?)null);

    public static HostResult Done { get; } = new("success_done");

    public static HostResult NotFound { get; } = new("error_not-found", "The process was not found");

    public static HostResult InvalidInput { get; } = new("error_invalid-input", "The input is not valid");

    public static HostResult NotSupported { get; } = new("error_not-supported", "The command is not supported by this endpoint");

    public ActionOutputContent? Content { get; init; }

    /// <summary>What Kibana then offers for download.</summary>
    public FakeDownload? Download { get; init; }
}

/// <summary>A file that an agent has sent back to Kibana.</summary>
internal sealed record FakeDownload(string Name, string MimeType, byte[] Bytes);

/// <summary>What a host does when a command has reached it.</summary>
internal delegate HostResult HostCommand(HostTask task);
