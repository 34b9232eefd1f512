using System.Text.Json;
using Elastic.ResponseActions.Manual;

namespace Elastic.ResponseActions;

/// <summary>Run a shell command on the host (<c>execute</c>). Immutable.</summary>
public sealed record ExecuteRequest() : ManualRequest(ResponseActionCommand.Execute)
{
    /// <summary>The command line, at most 8,192 characters (<c>command</c>).</summary>
    public required string CommandLine { get; init; }

    /// <summary>How long it may run, from 1 s (<c>timeout</c>, in seconds). Null: the server's default, 4 hours.</summary>
    public TimeSpan? Timeout { get; init; }

    private protected override void AddErrors(List<string> errors)
    {
        RequestLimits.Text(errors, "CommandLine", CommandLine, RequestLimits.MaxCommandChars);
        RequestLimits.Timeout(errors, Timeout);
    }

    private protected override void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteString("command", CommandLine);
        if (Timeout is { } timeout)
            json.WriteNumber("timeout", timeout.TotalSeconds);
    }
}
