using System.Text.Json;
using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Manual;

/// <summary>Every command by hand, over HTTP: what goes on the wire, what the host does, what comes back.</summary>
public sealed class ManualActionsTests
{
    private static readonly EndpointId A1 = new("a1");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Command, request, route segment, the parameters sent, and the result's code.</summary>
    public static TheoryData<Face, string> Commands()
    {
        var data = new TheoryData<Face, string>();
        foreach (var face in Enum.GetValues<Face>())
        {
            foreach (var name in Cases.Keys)
                data.Add(face, name);
        }

        return data;
    }

    private static readonly Dictionary<string, (ManualRequest Request, string Segment, string? Parameters, string Code)> Cases = new()
    {
        ["isolate"] = (new IsolateRequest(), "isolate", null, ""),
        ["release"] = (new ReleaseRequest(), "unisolate", null, ""),
        ["kill by entity id"] = (new KillProcessRequest { Target = ProcessTarget.EntityId("e-1") }, "kill_process", """{"entity_id":"e-1"}""", "ra_kill-process_success_done"),
        ["kill by pid"] = (new KillProcessRequest { Target = ProcessTarget.Pid(4244) }, "kill_process", """{"pid":4244}""", "ra_kill-process_success_done"),
        ["suspend"] = (new SuspendProcessRequest { Target = ProcessTarget.EntityId("e-1") }, "suspend_process", """{"entity_id":"e-1"}""", "ra_suspend-process_success_done"),
        ["running processes"] = (new RunningProcessesRequest(), "running_procs", null, "ra_running-processes_success_done"),
        ["get file"] = (new GetFileRequest { Path = "/tmp/evil" }, "get_file", """{"path":"/tmp/evil"}""", "ra_get-file_success_done"),
        ["execute"] = (new ExecuteRequest { CommandLine = "whoami", Timeout = TimeSpan.FromMinutes(1) }, "execute", """{"command":"whoami","timeout":60}""", "ra_execute_success_done"),
        ["upload"] = (new UploadRequest { FileName = "tool.sh", Open = () => new MemoryStream("#!"u8.ToArray()), Overwrite = true }, "upload", """{"overwrite":true}""", "ra_upload_success_done"),
        ["scan"] = (new ScanRequest { Path = "/tmp/evil" }, "scan", """{"path":"/tmp/evil"}""", "ra_scan_success_done"),
        ["script"] = (new RunScriptRequest { ScriptId = "s-1", ScriptInput = "-v", Timeout = TimeSpan.FromSeconds(5) }, "run_script", """{"scriptId":"s-1","scriptInput":"-v","timeout":5}""", "ra_runscript_success_done"),
        ["dump of a process"] = (new MemoryDumpRequest { Target = ProcessTarget.EntityId("e-1") }, "memory_dump", """{"type":"process","entity_id":"e-1"}""", "ra_memory-dump_success_done"),
        ["dump of the kernel"] = (new MemoryDumpRequest(), "memory_dump", """{"type":"kernel"}""", "ra_memory-dump_success_done"),
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task SendAsync_EachCommand_ReachesTheHostAndEndsConfirmed(Face face, string name)
    {
        var (request, segment, parameters, code) = Cases[name];
        await using var rig = await StartAsync(face);

        var operation = await rig.Dispatcher.ByHand.SendAsync(A1, request with { Comment = "line 1\r\nline 2" }, WaitUntil.Completed, Stop);

        Assert.True(operation.Outcome.Kind == ActionOutcomeKind.Confirmed, $"{operation.Outcome}\n{rig.Kibana.Explain()}");
        var sent = Assert.Single(rig.Kibana.Requests, r => r.Method == "POST");
        Assert.Equal($"/api/endpoint/action/{segment}", sent.Path);
        var stored = operation.Details!;
        Assert.Contains("line 1\r\nline 2 [ra:1:", stored.Comment, StringComparison.Ordinal);
        Assert.Equal(code, operation.Details!.Outputs.GetValueOrDefault("a1")?.Code ?? "");
        if (parameters is not null)
            AssertHolds(JsonElement.Parse(parameters), stored.Parameters);
        Assert.Equal("web-01", stored.HostNames["a1"]);
    }

    [Theory, BothFaces]
    public async Task SendAsync_Outputs_AreTyped(Face face)
    {
        await using var rig = await StartAsync(face);

        Assert.Equal(4244, Assert.Single((await ResultAsync<RunningProcessesOutput>(rig, new RunningProcessesRequest())).Processes).Pid);
        Assert.Equal(("root\n", 0L), await ResultAsync<ExecuteOutput>(rig, new ExecuteRequest { CommandLine = "whoami" }) is var run ? (run.Stdout, run.ExitCode) : default);
        var fetched = await ResultAsync<GetFileOutput>(rig, new GetFileRequest { Path = "/tmp/evil" });
        Assert.Equal(("/tmp/evil", 4L), (fetched.Files[0].Path, fetched.Files[0].Size));
        Assert.NotNull(fetched.DownloadUri);
        Assert.EndsWith("tool.sh", (await ResultAsync<UploadOutput>(rig, Cases["upload"].Request)).Path, StringComparison.Ordinal);
        Assert.NotNull((await ResultAsync<MemoryDumpOutput>(rig, new MemoryDumpRequest())).FileSize);
        Assert.IsType<CodeOutput>(await ResultAsync<CodeOutput>(rig, new ScanRequest { Path = "/tmp/evil" }));
        Assert.Equal(4244, (await ResultAsync<ProcessOutput>(rig, new KillProcessRequest { Target = ProcessTarget.Pid(4244) })).Pid);
    }

    [Theory]
    [InlineData(Face.InMemory)]
    [InlineData(Face.Loopback)]
    public async Task SendAsync_OtherVendorsScripts_TakeTheirShapes(Face face)
    {
        await using var rig = await StartAsync(face);
        rig.Kibana.Connectors = [AgentType.SentinelOne, AgentType.CrowdStrike, AgentType.MicrosoftDefenderEndpoint];
        rig.Kibana.AddEndpoint("s1", "sentinel").AgentType = AgentType.SentinelOne;
        rig.Kibana.AddEndpoint("c1", "crowd").AgentType = AgentType.CrowdStrike;
        rig.Kibana.AddEndpoint("d1", "defender").AgentType = AgentType.MicrosoftDefenderEndpoint;
        (string Host, ManualRequest Request)[] cases =
        [
            ("s1", new SentinelOneScriptRequest { ScriptId = "1", ScriptInput = "x" }),
            ("c1", new CrowdStrikeScriptRequest { Raw = "Get-Process", Timeout = TimeSpan.FromSeconds(60) }),
            ("d1", new DefenderScriptRequest { ScriptName = "collect.ps1", Arguments = "-a" }),
            ("s1", new KillProcessRequest { AgentType = AgentType.SentinelOne, Target = ProcessTarget.Name("evil.exe") }),
            ("c1", new IsolateRequest { AgentType = AgentType.CrowdStrike }),
        ];

        foreach (var (host, request) in cases)
        {
            var operation = await rig.Dispatcher.ByHand.SendAsync(new EndpointId(host), request, WaitUntil.Completed, Stop);

            Assert.True(operation.Id is not null, $"{request}: {operation.Outcome}");
            Assert.Equal(request.AgentType, operation.Details!.AgentType);
        }
    }

    [Theory, BothFaces]
    public async Task SendAsync_Cancel_EndsTheOtherAction(Face face)
    {
        await using var rig = await StartAsync(face);
        rig.Kibana.Connectors = [AgentType.MicrosoftDefenderEndpoint];
        var host = rig.Kibana.AddEndpoint("d1", "defender");
        host.AgentType = AgentType.MicrosoftDefenderEndpoint;
        var d1 = new EndpointId("d1");
        var script = await rig.Dispatcher.ByHand.SendAsync(d1, new DefenderScriptRequest { ScriptName = "long.ps1" }, cancellationToken: Stop);

        var cancel = await rig.Dispatcher.ByHand.SendAsync(d1, new CancelRequest { AgentType = AgentType.MicrosoftDefenderEndpoint, ActionId = script.Id! }, cancellationToken: Stop);

        Assert.True(cancel.Outcome.Kind == ActionOutcomeKind.Sent, $"{cancel.Outcome}\n{rig.Kibana.Explain()}");
        Assert.Equal(script.Id, cancel.Asked.Command == ResponseActionCommand.Cancel ? (await rig.Client.Actions.GetAsync(cancel.Id!, Stop))!.Parameters.GetProperty("id").GetString() : null);
        Assert.Equal(ActionOutcomeKind.Refused, (await rig.Dispatcher.ByHand.SendAsync(d1, new CancelRequest { AgentType = AgentType.MicrosoftDefenderEndpoint, ActionId = "nobody" }, cancellationToken: Stop)).Outcome.Kind);
        Assert.Null(rig.Dispatcher.BlockedReason);
    }

    [Theory]
    [InlineData(Face.InMemory)]
    [InlineData(Face.Loopback)]
    public async Task SendAsync_ManyHosts_GivesAResultForEachInOrder(Face face)
    {
        await using var rig = await StartAsync(face, ResponsePolicy.Default with { ProtectedHosts = ["dc-*"], Caps = ResponsePolicy.Default.Caps with { IsolatedAtOnce = 100 } });
        rig.Kibana.AddEndpoint("a2", "dc-01");
        rig.Kibana.AddEndpoint("a3", "web-03");
        EndpointId[] hosts = [new("a3"), new("nobody"), new("a2"), A1, new("a3")];

        var results = await rig.Dispatcher.ByHand.SendAsync(hosts, new IsolateRequest(), WaitUntil.Completed, Stop);

        Assert.Equal(hosts, results.Select(r => r.Asked.AgentId));
        Assert.Equal(
            [ActionOutcomeKind.Confirmed, ActionOutcomeKind.Refused, ActionOutcomeKind.Refused, ActionOutcomeKind.Confirmed, ActionOutcomeKind.Confirmed],
            results.Select(r => r.Outcome.Kind));
        Assert.Equal("protected hosts", results[2].Outcome.Guard);
        Assert.Equal("Kibana has no endpoint 'nobody': Elastic Defend is not on it.", results[1].Outcome.Reason);
        Assert.All(rig.Kibana.Requests.Where(r => r.Method == "POST"), r => Assert.Equal(1, JsonElement.Parse(r.Body!).GetProperty("endpoint_ids").GetArrayLength()));
        Assert.Equal(2, rig.Kibana.Actions.Count);
    }

    [Theory, BothFaces]
    public async Task SendAsync_SameRequestIdTwice_IsSentOnce(Face face)
    {
        await using var rig = await StartAsync(face);
        var request = new ExecuteRequest { CommandLine = "whoami", RequestId = "ticket-7" };

        var first = await rig.Dispatcher.ByHand.SendAsync(A1, request, cancellationToken: Stop);
        var second = await rig.Dispatcher.ByHand.SendAsync(A1, request, cancellationToken: Stop);

        Assert.NotNull(first.Id);
        Assert.Equal(ActionOutcomeKind.Refused, second.Outcome.Kind);
        Assert.Contains(first.Id, second.Outcome.Reason, StringComparison.Ordinal);
        Assert.Single(rig.Kibana.Actions);
    }

    [Theory, BothFaces]
    public async Task IsolateAndReleaseAsync_OneHost_DoWhatTheySay(Face face)
    {
        await using var rig = await StartAsync(face);

        Assert.Equal(ActionOutcomeKind.Confirmed, (await rig.Dispatcher.ByHand.IsolateAsync(A1, "beacon", WaitUntil.Completed, Stop)).Outcome.Kind);
        Assert.True(rig.Kibana.Hosts["a1"].IsIsolated);
        Assert.Equal(ActionOutcomeKind.Confirmed, (await rig.Dispatcher.ByHand.ReleaseAsync(A1, "clean", WaitUntil.Completed, Stop)).Outcome.Kind);
        Assert.False(rig.Kibana.Hosts["a1"].IsIsolated);
    }

    [Theory, BothFaces]
    public async Task SendAsync_GuardsObject_NothingIsSent(Face face)
    {
        await using var rig = await StartAsync(face, Rig.Enforcing with { AllowPid = false });
        rig.Kibana.Hosts["a1"].Capabilities = ["isolation"];
        rig.Kibana.AddEndpoint("a9", "away").GoOffline();
        var byHand = rig.Dispatcher.ByHand;

        Assert.Equal("applicability", (await byHand.SendAsync(A1, new ScanRequest { Path = "/" }, cancellationToken: Stop)).Outcome.Guard);
        Assert.Equal("offline host", (await byHand.SendAsync(new EndpointId("a9"), new ExecuteRequest { CommandLine = "x" }, cancellationToken: Stop)).Outcome.Guard);
        rig.Dispatcher.KillSwitch.Engage("drill");
        Assert.Equal(("kill switch", ActionOutcomeKind.Held), await byHand.IsolateAsync(A1, cancellationToken: Stop) is var held ? (held.Outcome.Guard, held.Outcome.Kind) : default);
        Assert.Empty(rig.Kibana.Actions);
    }

    [Theory, BothFaces]
    public async Task SendAsync_ProtectedProcessByName_IsRefused(Face face)
    {
        await using var rig = await StartAsync(face);
        rig.Kibana.Connectors = [AgentType.SentinelOne];
        rig.Kibana.AddEndpoint("s1", "sentinel").AgentType = AgentType.SentinelOne;

        var operation = await rig.Dispatcher.ByHand.SendAsync(new EndpointId("s1"), new KillProcessRequest { AgentType = AgentType.SentinelOne, Target = ProcessTarget.Name(@"C:\Windows\System32\svchost.exe") }, cancellationToken: Stop);

        Assert.Equal("protected processes", operation.Outcome.Guard);
        Assert.Empty(rig.Kibana.Actions);
    }

    [Theory, BothFaces]
    public async Task SendAsync_BadInput_SaysAllErrorsAtOnceAndSendsNothing(Face face)
    {
        await using var rig = await StartAsync(face);

        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await rig.Dispatcher.ByHand.SendAsync(
            [new EndpointId(""), new EndpointId(".."), new EndpointId("a/b"), A1],
            new ExecuteRequest { CommandLine = " ", Timeout = TimeSpan.Zero, AlertIds = [" "], Comment = new string('x', 29_001), AgentType = AgentType.CrowdStrike },
            cancellationToken: Stop));

        Assert.Equal(
            "The `execute` request is not valid: "
            + "The agent id `` is not valid: 1 to 128 of A-Z, a-z, 0-9, `.`, `_`, `-`, and neither `.` nor `..`. "
            + "The agent id `..` is not valid: 1 to 128 of A-Z, a-z, 0-9, `.`, `_`, `-`, and neither `.` nor `..`. "
            + "The agent id `a/b` is not valid: 1 to 128 of A-Z, a-z, 0-9, `.`, `_`, `-`, and neither `.` nor `..`. "
            + "`execute` is not known to agents of type `crowdstrike`. Comment has 29001 characters, at most 29000 are taken. AlertIds has a blank id. "
            + "CommandLine is empty. Timeout has to be at least 1 s. Nothing was sent.",
            error.Message);
        Assert.Empty(rig.Kibana.Requests);
    }

    [Theory, BothFaces]
    public async Task SendAsync_UploadOfAnEarlierProcess_IsRefusedBecauseItsBytesAreGone(Face face)
    {
        var ledger = new InMemoryActionLedger();
        await using var rig = await Rig.StartAsync(face, ledger: ledger);
        rig.Kibana.AddEndpoint("a1", "web-01");
        var plan = ManualPlanner.Plan(Cases["upload"].Request, A1, "default", "r-1", new UploadedFile("tool.sh", 2, new string('0', 64)));
        var entry = (await rig.Dispatcher.EnqueueAsync(await rig.ApproveAsync(plan), Stop)).Entry!;

        await rig.Dispatcher.ProcessPendingAsync(Stop);

        Assert.Equal("the file's bytes are kept only by the process that was asked, and are gone. Upload it again", (await ledger.FindAsync(entry.Key, Stop))!.Outcome!.Reason);
        Assert.Empty(rig.Kibana.Actions);
    }

    [Theory, BothFaces]
    public async Task SendAsync_Upload_StreamsTheFileWithoutHoldingIt(Face face)
    {
        await using var rig = await StartAsync(face);
        var opened = 0;
        var request = new UploadRequest
        {
            FileName = "größe.bin",
            Open = () =>
            {
                opened++;
                return new ZeroStream(8 * 1024 * 1024);
            },
        };

        var operation = await rig.Dispatcher.ByHand.SendAsync(A1, request, WaitUntil.Completed, Stop);

        Assert.True(operation.Outcome.Kind == ActionOutcomeKind.Confirmed, $"{operation.Outcome}");
        Assert.Equal(2, opened);
        Assert.Equal(("größe.bin", 8 * 1024 * 1024), (operation.Details!.Parameters.GetProperty("file_name").GetString(), operation.Details.Parameters.GetProperty("file_size").GetInt64()));
    }

    private static async Task<Rig> StartAsync(Face face, ResponsePolicy? policy = null)
    {
        var rig = await Rig.StartAsync(face, policy);
        var host = rig.Kibana.AddEndpoint("a1", "web-01", "windows").AddProcess(4244, "evil.exe", entityId: "e-1").AddFile("/tmp/evil", "evil");
        host.CommandResults["whoami"] = new("root\n");
        rig.Kibana.AddScript(new FakeScript { Id = "s-1", Name = "one" });
        return rig;
    }

    private static async Task<T> ResultAsync<T>(Rig rig, ManualRequest request)
        where T : CommandOutput
    {
        var operation = await rig.Dispatcher.ByHand.SendAsync(A1, request, WaitUntil.Completed, Stop);
        Assert.True(operation.Outcome.Kind == ActionOutcomeKind.Confirmed, $"{operation.Outcome}");
        return Assert.IsType<T>(operation.Details!.Outputs["a1"].Result);
    }

    private static void AssertHolds(JsonElement expected, JsonElement found)
    {
        foreach (var member in expected.EnumerateObject())
            Assert.True(found.TryGetProperty(member.Name, out var value) && JsonElement.DeepEquals(member.Value, value), $"{found.GetRawText()} lacks {member}");
    }
}
