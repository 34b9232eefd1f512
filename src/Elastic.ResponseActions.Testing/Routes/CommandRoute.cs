using Elastic.ResponseActions.Testing.Schemas;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>
/// One command by request: its route segment, which cannot be derived from its name, who may send it, what it takes, and which agents know it.
/// </summary>
internal sealed record CommandRoute(string Segment, string Command, FakePermission Permission)
{
    private const string Endpoint = "endpoint", SentinelOne = "sentinel_one", CrowdStrike = "crowdstrike", Defender = "microsoft_defender_endpoint";

    public static CommandRoute Isolate { get; } = new("isolate", "isolate", FakePermission.CanIsolateHost)
    {
        NamesActionOnTop = true,
        AgentTypes = [Endpoint, SentinelOne, CrowdStrike, Defender],
    };

    public static CommandRoute Unisolate { get; } = new("unisolate", "unisolate", FakePermission.CanUnIsolateHost)
    {
        NamesActionOnTop = true,
        AgentTypes = [Endpoint, SentinelOne, CrowdStrike, Defender],
    };

    public static CommandRoute KillProcess { get; } = new("kill_process", "kill-process", FakePermission.CanKillProcess)
    {
        Parameters = [ParameterSchema.Pid, "entity_id", "process_name"],
        AgentTypes = [Endpoint, SentinelOne],
    };

    public static CommandRoute SuspendProcess { get; } = new("suspend_process", "suspend-process", FakePermission.CanSuspendProcess)
    {
        Parameters = [ParameterSchema.Pid, "entity_id"],
        AgentTypes = [Endpoint],
    };

    /// <summary>Exactly one of these keys is needed; empty where the command takes none.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>The agent types that know the command.</summary>
    public required IReadOnlyList<string> AgentTypes { get; init; }

    /// <summary>Whether the answer repeats the action id beside <c>data</c>, as only isolate and unisolate do.</summary>
    public bool NamesActionOnTop { get; init; }
}
