using static Elastic.ResponseActions.Tests.Contract.Case;

namespace Elastic.ResponseActions.Tests.Contract;

/// <summary>Sections 1 and 4: what goes on the wire, and what a host's side says to it.</summary>
internal static class RequestCases
{
    private const string Wire = "/api/endpoint/action";

    public static IReadOnlyList<ContractCase> All { get; } =
    [
        Sends("1", "dates are ISO 8601 in UTC with milliseconds", rig => rig.Client.Actions.ListAsync(new() { StartDate = new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.FromHours(2)) }), $"GET {Wire}?page=1&pageSize=10&startDate=2026-01-15T10%3A00%3A00.000Z"),
        Sends("1", "a parameter of one or many is repeated", rig => rig.Client.Actions.ListAsync(new() { AgentIds = ["a1", "a2"] }), $"GET {Wire}?page=1&pageSize=10&agentIds=a1&agentIds=a2"),
        Sends("1", "a parameter that is a list only is sent as JSON", rig => rig.Client.Endpoints.ListAsync(new() { HostStatuses = [HostStatus.Healthy] }), "GET /api/endpoint/metadata?page=0&pageSize=10&hostStatuses=%5B%22healthy%22%5D"),
        Sends("1", "a space is a prefix of the path", rig => new ResponseActionsClient(rig.Way, rig.Options with { SpaceId = "ops" }).Rules.FindAsync(new()), "GET /s/ops/api/detection_engine/rules/_find?page=1&per_page=20"),
        Unsent("1", "a space id with a slash is none", rig => ValueTask.FromResult(new ResponseActionsClient(rig.Way, rig.Options with { SpaceId = "a/b" })), "SpaceId has to be 1 to 100 of a-z, 0-9, `_`, `-`."),

        // A route cannot be derived from its command: this is the table of section 2.
        Route("isolate", "a1", new IsolateRequest(), "isolate"),
        Route("unisolate", "a1", new ReleaseRequest(), "unisolate"),
        Route("kill-process", "a1", new KillProcessRequest { Target = ProcessTarget.EntityId("e-1") }, "kill_process"),
        Route("kill-process by name", "s1", new KillProcessRequest { AgentType = AgentType.SentinelOne, Target = ProcessTarget.Name("evil.exe") }, "kill_process"),
        Route("suspend-process", "a1", new SuspendProcessRequest { Target = ProcessTarget.EntityId("e-1") }, "suspend_process"),
        Route("running-processes", "a1", new RunningProcessesRequest(), "running_procs"),
        Route("get-file", "a1", new GetFileRequest { Path = "/x" }, "get_file"),
        Route("execute", "a1", new ExecuteRequest { CommandLine = "whoami" }, "execute"),
        Route("upload", "a1", Upload(1), "upload"),
        Route("scan", "a1", new ScanRequest { Path = "/x" }, "scan"),
        Route("memory-dump", "a1", new MemoryDumpRequest(), "memory_dump"),

        // One route for the scripts of all products, and not the one that the published description names.
        Route("runscript, endpoint", "a1", new RunScriptRequest { ScriptId = "s-1" }, "run_script"),
        Route("runscript, sentinel_one", "s1", new SentinelOneScriptRequest { ScriptId = "1" }, "run_script"),
        Route("runscript, crowdstrike", "c1", new CrowdStrikeScriptRequest { Raw = "x" }, "run_script"),
        Route("runscript, microsoft_defender_endpoint", "d1", new DefenderScriptRequest { ScriptName = "x.ps1" }, "run_script"),

        Gives("4.2", "execute without a timeout gets four hours, in seconds", rig => DetailsAsync(rig, "a1", new ExecuteRequest { CommandLine = "whoami" }), "14400", details => details.Parameters.GetProperty("timeout")),
        Gives("4.2", "execute's timeout is in seconds", rig => DetailsAsync(rig, "a1", new ExecuteRequest { CommandLine = "whoami", Timeout = TimeSpan.FromMinutes(2) }), "120", details => details.Parameters.GetProperty("timeout")),
        Gives("4.2", "a script's name is before the comment", rig => DetailsAsync(rig, "a1", new RunScriptRequest { ScriptId = "s-1", Comment = "c" }), "True", details => details.Comment.StartsWith("(Script name: one / File name: ", StringComparison.Ordinal)),
        Gives("4.2", "an unknown script is refused", rig => ByHandAsync(rig, "a1", new RunScriptRequest { ScriptId = "gone" }), "Refused: Kibana does not know what the request names (404): Script with id gone not found", End),
        Gives("4.2", "a script that needs input and has none is refused", rig => ByHandAsync(rig, "a1", new RunScriptRequest { ScriptId = "s-2" }), "Refused: Kibana refused it (400): The script [two] requires arguments to be specified.", End)
            .With(rig => rig.Kibana.AddScript(new() { Id = "s-2", Name = "two", RequiresInput = true })),
        Gives("4.2", "an upload of 26,214,400 bytes and its form is larger than 25 MiB", rig => ByHandAsync(rig, "a1", Upload(26_214_400)), "Refused: Kibana refused it (413): Payload content length greater than maximum allowed: 26214400", End),
        Gives("4.3", "an agent that is not there is left out, and none is left", rig => ByHandAsync(rig, "nobody", new ScanRequest { Path = "/x" }), "Refused", operation => operation.Outcome.Kind),
        Gives("4.3", "isolating twice makes two actions", async rig =>
        {
            await ByHandAsync(rig, "a1", new ScanRequest { Path = "/x" });
            await ByHandAsync(rig, "a1", new ScanRequest { Path = "/x" });
            return rig.Kibana.Actions.Count;
        }, "2"),
        Gives("4.4", "the answer to an upload names the file that was sent", rig => DetailsAsync(rig, "a1", Upload(3)), "x.bin 3 709e80c88487a2411e1ee4dfb9f22a861492d20c4765150c0c794abd70f8147c", details => $"{details.Parameters.GetProperty("file_name")} {details.Parameters.GetProperty("file_size")} {details.Parameters.GetProperty("file_sha256")}"),
    ];

    private static string End(ActionOperation operation) => $"{operation.Outcome.Kind}: {operation.Outcome.Reason}";

    private static ContractCase Route(string command, string host, ManualRequest request, string segment) => new(
        "2", $"{command} has the route {segment}", async rig =>
        {
            await ByHandAsync(rig, host, request);
            return string.Join(", ", rig.Kibana.Requests.Where(sent => sent.Method == "POST").Select(sent => $"{sent.Path} {sent.Status}"));
        }, new ContractEnd.Gives($"{Wire}/{segment} 200"));

    private static UploadRequest Upload(long bytes) => new() { FileName = "x.bin", Open = () => new Support.RepeatingStream(0, bytes) };
}
