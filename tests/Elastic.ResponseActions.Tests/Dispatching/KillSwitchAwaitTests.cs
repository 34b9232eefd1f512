using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Dispatching;

/// <summary>The kill switch is engaged at each step of an action in turn, in each of its three ways: after that nothing leaves but releases.</summary>
public sealed class KillSwitchAwaitTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 15, 10, 0, 0, TimeSpan.Zero);
    private static readonly KibanaOptions Options = new() { Address = new Uri("https://kibana.example"), JitterSeed = 1 };
    private static readonly CallerRights Rights = new() { Commands = new HashSet<ResponseActionCommand> { ResponseActionCommand.Isolate, ResponseActionCommand.Unisolate } };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kill-switch");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Ways => ["file", "call", "callback", "unreadable file", "callback that throws"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Dispatch_EngagedAtAnyStep_SendsNothingAfterIt(string way)
    {
        var (engaged, sent) = (0, 0);
        for (var step = 0; ; step++)
        {
            var run = await RunAsync(way, step, byRelease: false);
            Assert.True(run.PostsAfter == 0, $"{way}, engaged at step {step}: {run.PostsAfter} requests left after it");
            sent += run.Posts;
            if (!run.WasEngaged)
                break;
            engaged++;
        }

        // Steps before and after the request are among them, and the last run, which nothing stopped, sent it.
        Assert.InRange(engaged, 8, 1_000);
        Assert.InRange(sent, 2, engaged);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Release_EngagedAtAnyStep_IsSentAllTheSame(string way)
    {
        for (var step = 0; ; step++)
        {
            var run = await RunAsync(way, step, byRelease: true);
            Assert.Equal(1, run.Posts);
            if (!run.WasEngaged)
                break;
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<Run> RunAsync(string way, int engageAt, bool byRelease)
    {
        var file = Path.Combine(_folder.CreateSubdirectory($"{Guid.NewGuid():N}").FullName, "stop");
        var run = new Run(engageAt);
        var time = new VirtualTimeProvider(Start);
        var kibana = new PlainKibana(time);
        var transport = new SteppingTransport(kibana, run);
        var ledger = new ListLedger { WhileAppending = run.Step };
        var throwing = way == "callback that throws";
        using var dispatcher = new ActionDispatcher(
            new ResponseActionsClient(transport, Options, time),
            Rig.Enforcing with { KillSwitchFile = way.EndsWith("file", StringComparison.Ordinal) ? file : null },
            ledger,
            new DispatchOptions { Rights = Rights, ReadKillSwitch = () => !run.WasEngaged || !way.StartsWith("callback", StringComparison.Ordinal) ? KillSwitchState.Released : throwing ? throw new IOException("gone") : KillSwitchState.Engaged });
        run.Engage = way switch
        {
            "file" => () => File.WriteAllText(file, ""),
            "unreadable file" => () => Directory.Delete(Path.GetDirectoryName(file)!, recursive: true),
            "call" => () => dispatcher.KillSwitch.Engage("drill"),
            _ => static () => { }
            ,
        };

        if (byRelease)
            await dispatcher.ByHand.ReleaseAsync(new EndpointId("a1"), cancellationToken: Stop);
        else
            await dispatcher.ByHand.IsolateAsync(new EndpointId("a1"), cancellationToken: Stop);
        await dispatcher.ProcessPendingAsync(Stop);
        run.Posts = kibana.Posts.Count;
        return run;
    }

    /// <summary>One run: each request and each write into the ledger is a step, and the switch is engaged as the n-th begins.</summary>
    private sealed class Run(int engageAt)
    {
        private int _step;

        public Action Engage { get; set; } = static () => { };

        public bool WasEngaged { get; private set; }

        public int Posts { get; set; }

        public int PostsAfter { get; set; }

        public void Step()
        {
            if (_step++ != engageAt)
                return;

            WasEngaged = true;
            Engage();
        }
    }

    /// <summary>Begins a step with each request. One that is under way when the switch is engaged had left before.</summary>
    private sealed class SteppingTransport(PlainKibana kibana, Run run) : IResponseActionTransport
    {
        public Func<Uri, IResponseActionTransport>? ForSelfTest => null;

        public ValueTask<TransportResponse> SendAsync(TransportRequest request, CancellationToken cancellationToken)
        {
            run.PostsAfter += request.Method == "POST" && run.WasEngaged ? 1 : 0;
            run.Step();
            return kibana.SendAsync(request, cancellationToken);
        }
    }
}
