using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>
/// One command by request: its route segment, which cannot be derived from its name, who may send it, and which agents know it from which release on.
/// </summary>
internal sealed record CommandRoute(string Segment, string Command, params IReadOnlyList<FakePermission> AnyOf)
{
    private const string Endpoint = "endpoint", SentinelOne = "sentinel_one", CrowdStrike = "crowdstrike", Defender = "microsoft_defender_endpoint";

    private static readonly KibanaFeature Always = new(0, 0);

    /// <summary>Every command.</summary>
    public static IReadOnlyList<CommandRoute> All { get; } =
    [
        new("isolate", "isolate", FakePermission.CanIsolateHost)
        {
            NamesActionOnTop = true,
            Agents = { [Endpoint] = Always, [SentinelOne] = Always, [CrowdStrike] = Always, [Defender] = Always },
        },
        new("unisolate", "unisolate", FakePermission.CanUnIsolateHost)
        {
            NamesActionOnTop = true,
            Agents = { [Endpoint] = Always, [SentinelOne] = Always, [CrowdStrike] = Always, [Defender] = Always },
        },
        new("kill_process", "kill-process", FakePermission.CanKillProcess) { Agents = { [Endpoint] = Always, [SentinelOne] = Always } },
        new("suspend_process", "suspend-process", FakePermission.CanSuspendProcess) { Agents = { [Endpoint] = Always } },
        new("running_procs", "running-processes", FakePermission.CanGetRunningProcesses) { Agents = { [Endpoint] = Always, [SentinelOne] = Always } },
        new("get_file", "get-file", FakePermission.CanWriteFileOperations) { Agents = { [Endpoint] = Always, [SentinelOne] = Always } },
        new("execute", "execute", FakePermission.CanWriteExecuteOperations) { Agents = { [Endpoint] = Always } },
        new("upload", "upload", FakePermission.CanWriteFileOperations) { Agents = { [Endpoint] = Always } },
        new("scan", "scan", FakePermission.CanWriteScanOperations) { Since = KibanaFeature.Scan, Agents = { [Endpoint] = Always } },
        new("run_script", "runscript", FakePermission.CanWriteExecuteOperations)
        {
            Since = KibanaFeature.CrowdStrikeRunScript,
            Agents =
            {
                [Endpoint] = KibanaFeature.EndpointRunScript, [SentinelOne] = KibanaFeature.SentinelOneRunScript,
                [CrowdStrike] = KibanaFeature.CrowdStrikeRunScript, [Defender] = KibanaFeature.DefenderRunScript,
            },
        },
        new("cancel", "cancel", FakePermission.AnyResponseAction)
        {
            Since = KibanaFeature.Cancel,
            Agents = { [Defender] = KibanaFeature.Cancel },
        },
        new("memory_dump", "memory-dump", FakePermission.CanWriteExecuteOperations) { Since = KibanaFeature.MemoryDump, Agents = { [Endpoint] = KibanaFeature.MemoryDump } },
    ];

    /// <summary>The first release that has the route.</summary>
    public KibanaFeature Since { get; init; } = Always;

    /// <summary>Whether the answer repeats the action id beside <c>data</c>, as only isolate and unisolate do.</summary>
    public bool NamesActionOnTop { get; init; }

    /// <summary>The agent types that know the command, each from a release on.</summary>
    public Dictionary<string, KibanaFeature> Agents { get; } = [];

    public bool IsFor(string agentType, FakeWorld world) =>
        (Agents.TryGetValue(agentType, out var since) && world.Version.Has(since))
        || (Command == "cancel" && agentType == Endpoint && world.Options.AllowsEndpointCancel && world.Version.Has(KibanaFeature.Newest));

    /// <summary>The permission that sending a command needs; for <c>cancel</c> that of any.</summary>
    public static IReadOnlyList<FakePermission> PermissionsFor(string command) => All.First(route => route.Command == command).AnyOf;
}
