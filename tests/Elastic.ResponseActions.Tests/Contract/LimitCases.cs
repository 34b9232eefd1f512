using static Elastic.ResponseActions.Tests.Contract.Case;

namespace Elastic.ResponseActions.Tests.Contract;

/// <summary>Sections 3 and 4: what a command's request may hold. At the limit it is sent; a step beyond, nothing is.</summary>
internal static class LimitCases
{
    public static IReadOnlyList<ContractCase> All { get; } =
    [
        .. Bounds("4.1", "comment", 29_000, n => new ScanRequest { Path = "/x", Comment = Text('x', n) }, "Comment has 29001 characters, at most 29000 are taken."),
        .. Bounds("4.1", "alert_ids", 50, n => new ScanRequest { Path = "/x", AlertIds = Ids(n) }, "AlertIds has 51 ids, at most 50 are taken."),
        .. Bounds("4.1", "an alert id", 256, n => new ScanRequest { Path = "/x", AlertIds = [Text('x', n)] }, "AlertIds has an id of more than 256 characters."),
        .. Bounds("4.1", "case_ids", 50, n => new ScanRequest { Path = "/x", CaseIds = Ids(n) }, "CaseIds has 51 ids, at most 50 are taken."),
        .. Bounds("4.2", "kill-process's entity_id", 256, n => new KillProcessRequest { Target = ProcessTarget.EntityId(Text('x', n)) }, "Process (entity_id) has 257 characters, at most 256 are taken."),
        .. Bounds("4.2", "get-file's path", 4096, n => new GetFileRequest { Path = Text('/', n) }, "Path has 4097 characters, at most 4096 are taken."),
        .. Bounds("4.2", "scan's path", 4096, n => new ScanRequest { Path = Text('/', n) }, "Path has 4097 characters, at most 4096 are taken."),
        .. Bounds("4.2", "execute's command", 8192, n => new ExecuteRequest { CommandLine = Text('x', n) }, "CommandLine has 8193 characters, at most 8192 are taken."),
        .. Bounds("4.2", "scriptInput", 8192, n => new RunScriptRequest { ScriptId = "s-1", ScriptInput = Text('x', n) }, "ScriptInput has 8193 characters, at most 8192 are taken."),
        Bad("4.1", "a blank alert id", new ScanRequest { Path = "/x", AlertIds = ["a", " "] }, "AlertIds has a blank id."),
        Bad("4.1", "a blank case id", new ScanRequest { Path = "/x", CaseIds = [""] }, "CaseIds has a blank id."),
        Bad("4.2", "pid 0", new KillProcessRequest { Target = ProcessTarget.Pid(0) }, "Process has the pid 0; a pid is a whole number from 1 to 4294967295."),
        Bad("4.2", "process_name of more than 1,024 characters", new KillProcessRequest { AgentType = AgentType.SentinelOne, Target = ProcessTarget.Name(Text('x', 1025)) }, "Process (process_name) has 1025 characters, at most 1024 are taken."),
        Bad("4.2", "process_name on Elastic Defend", new KillProcessRequest { Target = ProcessTarget.Name("x") }, "Target is by `process_name`; `sentinel_one` takes `process_name` only"),
        Bad("4.2", "a pid on SentinelOne", new KillProcessRequest { AgentType = AgentType.SentinelOne, Target = ProcessTarget.Pid(4) }, "Target is by `pid`; `sentinel_one` takes `process_name` only"),
        Bad("4.2", "kill_descendants elsewhere than on Elastic Defend", new KillProcessRequest { AgentType = AgentType.SentinelOne, Target = ProcessTarget.Name("x"), KillDescendants = true }, "KillDescendants is for agents of type `endpoint` only."),
        Bad("4.2", "suspending by name", new SuspendProcessRequest { Target = ProcessTarget.Name("x") }, "`suspend-process` takes a pid or an entity id."),
        Bad("4.2", "scan without a path", new ScanRequest { Path = " " }, "Path is empty."),
        Bad("4.2", "execute without a command", new ExecuteRequest { CommandLine = "" }, "CommandLine is empty."),
        Bad("4.2", "a timeout below a second", new ExecuteRequest { CommandLine = "x", Timeout = TimeSpan.FromMilliseconds(999) }, "Timeout has to be at least 1 s."),
        Bad("4.2", "a script without an id", new RunScriptRequest { ScriptId = "" }, "ScriptId is empty."),
        Bad("4.2", "a CrowdStrike script without raw, hostPath and cloudFile", new CrowdStrikeScriptRequest { CommandLine = "x" }, "Raw, HostPath or CloudFile is needed; none is given."),
        Bad("4.2", "a CrowdStrike script of more than 65,536 characters", new CrowdStrikeScriptRequest { Raw = Text('x', 65_537) }, "Raw has 65537 characters, at most 65536 are taken."),
        Bad("4.2", "a Defender script without a name", new DefenderScriptRequest { ScriptName = "" }, "ScriptName is empty."),
        Bad("4.2", "cancel of an id of more than 50 characters", new CancelRequest { AgentType = AgentType.MicrosoftDefenderEndpoint, ActionId = Text('x', 51) }, "ActionId has 51 characters, at most 50 are taken."),
        Bad("4.2", "forced cancel elsewhere than on Elastic Defend", new CancelRequest { AgentType = AgentType.MicrosoftDefenderEndpoint, ActionId = "1", Force = true }, "Force is for agents of type `endpoint` only."),
        Bad("4.2", "a memory dump by name", new MemoryDumpRequest { Target = ProcessTarget.Name("x") }, "`memory-dump` takes a pid or an entity id."),
        .. Matrix(),
    ];

    // The matrix of section 3, by its holes: who does not know a command is not asked.
    private static IEnumerable<ContractCase> Matrix()
    {
        (ManualRequest Request, AgentType[] Unknown)[] rows =
        [
            (new SuspendProcessRequest { Target = ProcessTarget.EntityId("e") }, [AgentType.SentinelOne, AgentType.CrowdStrike, AgentType.MicrosoftDefenderEndpoint]),
            (new ExecuteRequest { CommandLine = "x" }, [AgentType.SentinelOne, AgentType.CrowdStrike, AgentType.MicrosoftDefenderEndpoint]),
            (new UploadRequest { FileName = "x", Open = static () => Stream.Null }, [AgentType.SentinelOne, AgentType.CrowdStrike, AgentType.MicrosoftDefenderEndpoint]),
            (new ScanRequest { Path = "/x" }, [AgentType.SentinelOne, AgentType.CrowdStrike, AgentType.MicrosoftDefenderEndpoint]),
            (new MemoryDumpRequest(), [AgentType.SentinelOne, AgentType.CrowdStrike, AgentType.MicrosoftDefenderEndpoint]),
            (new KillProcessRequest { Target = ProcessTarget.EntityId("e") }, [AgentType.CrowdStrike, AgentType.MicrosoftDefenderEndpoint]),
            (new RunningProcessesRequest(), [AgentType.CrowdStrike, AgentType.MicrosoftDefenderEndpoint]),
            (new GetFileRequest { Path = "/x" }, [AgentType.CrowdStrike, AgentType.MicrosoftDefenderEndpoint]),
            (new CancelRequest { ActionId = "1" }, [AgentType.SentinelOne, AgentType.CrowdStrike]),
        ];
        return rows.SelectMany(row => row.Unknown.Select(type =>
            Bad("3", $"{row.Request.Command} is not for {type}", row.Request with { AgentType = type }, $"`{row.Request.Command}` is not known to agents of type `{type}`.")));
    }

    private static IEnumerable<ContractCase> Bounds(string section, string what, int most, Func<int, ManualRequest> request, string message) =>
    [
        Gives(section, $"{what}: {most} are taken", async rig => (await ByHandAsync(rig, "a1", request(most))).Outcome.Kind, "Sent"),
        Bad(section, $"{what}: {most + 1} are not", request(most + 1), message),
    ];

    private static ContractCase Bad(string section, string what, ManualRequest request, string message) => Unsent(section, what, rig => ByHandAsync(rig, "a1", request), message);

    private static IReadOnlyList<string> Ids(int count) => [.. Enumerable.Range(0, count).Select(i => $"id-{i}")];
}
