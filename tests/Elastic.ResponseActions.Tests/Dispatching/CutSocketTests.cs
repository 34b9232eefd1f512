using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Dispatching;

/// <summary>Real sockets cut after every single byte of a send and of its answer: never a second POST, never a false success.</summary>
public sealed class CutSocketTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 10, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly Dictionary<string, ManualRequest> Requests = new()
    {
        ["isolate"] = new IsolateRequest(),
        ["kill_process"] = new KillProcessRequest { Target = ProcessTarget.EntityId("e-1") },
        ["unisolate"] = new ReleaseRequest(),
        ["suspend_process"] = new SuspendProcessRequest { Target = ProcessTarget.EntityId("e-1") },
        ["running_procs"] = new RunningProcessesRequest(),
        ["get_file"] = new GetFileRequest { Path = "/tmp/evil" },
        ["execute"] = new ExecuteRequest { CommandLine = "whoami" },
        ["upload"] = new UploadRequest { FileName = "tool.sh", Open = static () => new MemoryStream("#!"u8.ToArray()) },
        ["scan"] = new ScanRequest { Path = "/tmp/evil" },
        ["run_script"] = new RunScriptRequest { ScriptId = "s-1" },
        ["memory_dump"] = new MemoryDumpRequest(),
    };

    // RA_CUT_ROUTES=all asks for every route, as a long run does.
    public static TheoryData<string> Routes => [.. Requests.Keys.Take(Environment.GetEnvironmentVariable("RA_CUT_ROUTES") == "all" ? Requests.Count : 2)];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task DispatchAsync_CutAtEveryByte_SendsOnceAndTellsTheTruth(string route)
    {
        var whole = await RunAsync(route, null, null);
        Assert.Equal((ActionOutcomeKind.Confirmed, 1, 1), (whole.Outcome, whole.Posts, whole.Executed));

        for (var bytes = 1; bytes < whole.PostLength; bytes++)
        {
            var cut = await RunAsync(route, bytes, null);
            Assert.True((cut.Outcome, cut.Posts, cut.Executed) == (ActionOutcomeKind.Parked, 1, 0), $"request cut after {bytes} bytes: {cut}");
        }

        for (var bytes = 0; bytes < whole.AnswerLength; bytes++)
        {
            var cut = await RunAsync(route, null, bytes);
            Assert.True((cut.Outcome, cut.Posts, cut.Executed) == (ActionOutcomeKind.Confirmed, 1, 1), $"answer cut after {bytes} bytes: {cut}");
        }

        output.WriteLine($"{route}: {whole.PostLength} bytes of request, {whole.AnswerLength} of answer");
    }

    private static async Task<Exchange> RunAsync(string route, int? requestBytes, int? answerBytes)
    {
        var time = new VirtualTimeProvider(Now);
        await using var kibana = new FakeKibana(new FakeKibanaOptions { TimeProvider = time });
        var host = kibana.AddEndpoint("a1", "web-01", "windows").AddProcess(4244, "evil.exe", entityId: "e-1").AddFile("/tmp/evil", "evil");
        host.CommandResults["whoami"] = new("root\n");
        kibana.AddScript(new FakeScript { Id = "s-1", Name = "one" });
        await using var proxy = new CuttingProxy(await kibana.StartAsync(), requestBytes, answerBytes);
        var options = new KibanaOptions { Address = proxy.Address, Credentials = KibanaCredentials.ApiKey(kibana.ApiKey), JitterSeed = 1 };
        using var transport = new HttpClientTransport(options);
        var client = new ResponseActionsClient(transport, options, time);
        using var dispatcher = new ActionDispatcher(client, Rig.Enforcing, new InMemoryActionLedger(), new DispatchOptions { Rights = new CallerRights { License = LicenseLevel.Enterprise, Commands = Rig.AllCommands.ToHashSet() } });

        var operation = await dispatcher.ByHand.SendAsync(new EndpointId("a1"), Requests[route], cancellationToken: Stop);
        var outcome = await operation.WaitForCompletionAsync(cancellationToken: Stop);
        return new Exchange(outcome.Kind, proxy.Posts, kibana.Actions.Count, proxy.PostLength, proxy.AnswerLength);
    }

    private sealed record Exchange(ActionOutcomeKind Outcome, int Posts, int Executed, int PostLength, int AnswerLength);
}
