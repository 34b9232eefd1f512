using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Dispatching;

/// <summary>What is in the ledger is taken up by another dispatcher: after a crash at every step, and by the queue in the ordinary course.</summary>
public abstract class RecoveryTests(Face face)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static ActionDispatcher Second(Rig rig, IActionLedger ledger, Func<DispatchOptions, DispatchOptions>? change = null)
    {
        var options = new DispatchOptions { Rights = rig.Rights };
        return new ActionDispatcher(rig.Client, rig.Policy, ledger, change?.Invoke(options) ?? options);
    }

    [Fact]
    public async Task EnqueueAsync_ThenProcess_SendsTracksAndSettles()
    {
        await using var rig = await Rig.StartAsync(face);
        var host = rig.Kibana.AddEndpoint("a1");
        var approved = await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1"));

        var enqueued = await rig.Dispatcher.EnqueueAsync(approved, Stop);
        Assert.Equal(ActionState.Intended, enqueued.Entry!.State);
        Assert.Empty(rig.Way.Posts);
        await rig.Dispatcher.ProcessPendingAsync(Stop);
        var sent = await rig.Ledger.FindAsync(approved.Key, Stop);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await rig.Dispatcher.ProcessPendingAsync(Stop);
        var settled = await rig.Ledger.FindAsync(approved.Key, Stop);

        Assert.Equal(ActionState.Sent, sent!.State);
        Assert.Equal(ActionOutcomeKind.Confirmed, settled!.Outcome!.Kind);
        Assert.True(host.IsIsolated);
        Assert.Single(rig.Way.Posts);
        Assert.Empty(await rig.Ledger.ReadUnsettledAsync(Stop));
    }

    [Fact]
    public async Task EnqueueAsync_Twice_IsOneIntentAndThenADuplicate()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        var approved = await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1"));

        var first = await rig.Dispatcher.EnqueueAsync(approved, Stop);
        var second = await rig.Dispatcher.EnqueueAsync(approved, Stop);
        await rig.Dispatcher.ProcessPendingAsync(Stop);
        var third = await rig.Dispatcher.EnqueueAsync(approved, Stop);

        Assert.Equal(first.Entry, second.Entry);
        Assert.Null(third.Entry);
        Assert.StartsWith("duplicate of the action", third.Stopped!.Reason, StringComparison.Ordinal);
        Assert.Single(rig.Way.Posts);
    }

    [Theory]
    [InlineData(1, 1, ActionOutcomeKind.Confirmed)]
    [InlineData(2, 0, ActionOutcomeKind.Parked)]
    [InlineData(3, 0, ActionOutcomeKind.Confirmed)]
    public async Task ProcessPendingAsync_AfterACrash_NeverSendsTwice(int recordsKept, int postsAfterwards, ActionOutcomeKind expected)
    {
        var ledger = new ListLedger();
        await using var rig = await Rig.StartAsync(face, ledger: ledger);
        rig.Kibana.AddEndpoint("a1").AddProcess(4242, "evil", "e-1");
        var approved = await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.KillProcess, "a1", "entity_id", "e-1"));

        // 1: intended; 2: sending, and the request was lost; 3: sent.
        rig.Way.OnPost = (request, _) => recordsKept == 3 ? rig.Way.PassAsync(request) : throw new TransportException("cut off");
        await rig.Dispatcher.DispatchAsync(approved, Stop);
        var afterCrash = new ListLedger(ledger.Records.Take(recordsKept));
        rig.Way.OnPost = null;
        rig.Way.Posts.Clear();
        using var second = Second(rig, afterCrash);
        await second.ProcessPendingAsync(Stop);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await second.ProcessPendingAsync(Stop);

        Assert.Equal(postsAfterwards, rig.Way.Posts.Count);
        var outcome = (await afterCrash.FindAsync(approved.Key, Stop))!.Outcome!;
        Assert.Equal(expected, outcome.Kind);
    }

    [Fact]
    public async Task ProcessPendingAsync_DeadlineOverDuringTheOutage_IsExpiredUnsent()
    {
        var ledger = new ListLedger();
        await using var rig = await Rig.StartAsync(face, ledger: ledger);
        rig.Kibana.AddEndpoint("a1");
        var approved = await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1"));
        await rig.Dispatcher.EnqueueAsync(approved, Stop);

        rig.Time.Advance(TimeSpan.FromMinutes(61));
        using var second = Second(rig, new ListLedger(ledger.Records));
        await second.ProcessPendingAsync(Stop);

        Assert.Equal(ActionOutcomeKind.Expired, (await second.Ledger.FindAsync(approved.Key, Stop))!.Outcome!.Kind);
        Assert.Empty(rig.Way.Posts);
    }

    [Fact]
    public async Task ProcessPendingAsync_IntentOfAnotherSpace_IsLeftAlone()
    {
        var ledger = new ListLedger();
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        var action = rig.ByHand(ResponseActionCommand.Isolate, "a1") with { SpaceId = "ops" };
        await ledger.AddIntentAsync(new LedgerEntry { Key = ActionKey.Of(action, rig.Client.Destination), Action = action, IntendedAt = rig.Time.GetUtcNow() }, Stop);
        using var second = Second(rig, ledger);

        await second.ProcessPendingAsync(Stop);

        Assert.Empty(rig.Way.Posts);
        Assert.Equal(ActionState.Intended, Assert.Single(await ledger.ReadUnsettledAsync(Stop)).State);
    }

    [Fact]
    public async Task ProcessPendingAsync_ReleaseAfterAnIsolationThatWaits_SupersedesIt()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1").IsIsolated = true;
        var isolate = await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1"));
        var release = await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Unisolate, "a1"));
        await rig.Dispatcher.EnqueueAsync(isolate, Stop);
        await rig.Dispatcher.EnqueueAsync(release, Stop);

        await rig.Dispatcher.ProcessPendingAsync(Stop);

        Assert.Equal(ActionOutcomeKind.Superseded, (await rig.Ledger.FindAsync(isolate.Key, Stop))!.Outcome!.Kind);
        Assert.EndsWith("/unisolate", Assert.Single(rig.Way.Posts).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProcessPendingAsync_HostOffline_IsHeldUntilItComesBack()
    {
        var told = new List<LedgerEntry>();
        var ledger = new ListLedger();
        await using var rig = await Rig.StartAsync(face, ledger: ledger);
        var host = rig.Kibana.AddEndpoint("a1");
        using var dispatcher = Second(rig, ledger, o => o with
        {
            NeedsPerson = e =>
            {
                told.Add(e);
                throw new InvalidOperationException("the caller's own fault");
            },
        });
        var approved = await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1"));
        await dispatcher.EnqueueAsync(approved, Stop);
        host.GoOffline();
        for (var i = 0; i < 3; i++)
        {
            rig.Time.Advance(TimeSpan.FromMinutes(2));
            await dispatcher.ProcessPendingAsync(Stop);
        }

        var records = ledger.Count;
        Assert.Equal("offline host", (await ledger.FindAsync(approved.Key, Stop))!.Outcome!.Guard);
        host.ComeOnline();
        rig.Time.Advance(TimeSpan.FromMinutes(2));
        await dispatcher.ProcessPendingAsync(Stop);

        Assert.Equal(2, records);
        Assert.Single(told);
        Assert.Single(rig.Way.Posts);
    }

    [Fact]
    public async Task ProcessPendingAsync_HeldByTheKillSwitch_WaitsForAPersonAndThenExpires()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        var approved = await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1"));
        await rig.Dispatcher.EnqueueAsync(approved, Stop);
        rig.Dispatcher.KillSwitch.Engage("drill");
        await rig.Dispatcher.ProcessPendingAsync(Stop);
        rig.Dispatcher.KillSwitch.Release();
        await rig.Dispatcher.ProcessPendingAsync(Stop);
        var held = await rig.Ledger.FindAsync(approved.Key, Stop);
        rig.Time.Advance(TimeSpan.FromHours(2));
        await rig.Dispatcher.ProcessPendingAsync(Stop);

        Assert.Equal(ActionOutcomeKind.Held, held!.Outcome!.Kind);
        Assert.Equal(ActionOutcomeKind.Expired, (await rig.Ledger.FindAsync(approved.Key, Stop))!.Outcome!.Kind);
        Assert.Empty(rig.Way.Posts);
    }

    [Fact]
    public async Task DispatchAsync_KillSwitchEngagedWhileTheLedgerWrites_SendsNothing()
    {
        var ledger = new ListLedger();
        await using var rig = await Rig.StartAsync(face, ledger: ledger);
        rig.Kibana.AddEndpoint("a1");
        var approved = await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1"));
        ledger.WhileAppending = () =>
        {
            if (ledger.Records.Count == 1)
                rig.Dispatcher.KillSwitch.Engage("now");
        };

        var operation = await rig.Dispatcher.DispatchAsync(approved, Stop);

        Assert.Equal((ActionOutcomeKind.Held, "kill switch"), (operation.Outcome.Kind, operation.Outcome.Guard));
        Assert.Empty(rig.Way.Posts);
    }

    [Fact]
    public async Task ProcessPendingAsync_WrongHostAnswered_TripsABreakerThatOutlivesARestart()
    {
        var ledger = new ListLedger();
        await using var rig = await Rig.StartAsync(face, ledger: ledger);
        rig.Kibana.AddEndpoint("a1");
        rig.Kibana.AddEndpoint("a2");
        rig.Way.OnPost = static (_, _) => ValueTask.FromResult(FaultTransport.Answer(200, """{"data":{"id":"x","command":"isolate","agents":["other"],"comment":""}}"""));
        var wrong = await rig.DispatchAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1"));
        rig.Way.OnPost = null;
        using var second = Second(rig, new ListLedger(ledger.Records));

        var held = await second.DispatchAsync(await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Isolate, "a2")), Stop);
        await second.ResetBreakerAsync(null, "duty", "proxy removed", Stop);
        var sent = await second.DispatchAsync(await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Isolate, "a2")), Stop);

        Assert.Equal(ActionOutcomeKind.Parked, wrong.Outcome.Kind);
        Assert.Equal((ActionOutcomeKind.Held, "breaker"), (held.Outcome.Kind, held.Outcome.Guard));
        Assert.Equal(ActionOutcomeKind.Sent, sent.Outcome.Kind);
    }

    [Theory]
    [InlineData(502, 2)]
    [InlineData(500, 1)]
    public async Task DispatchAsync_ResendAllowed_SendsIdempotentAgainButNeverAfterA500(int status, int posts)
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        rig.Way.OnPost = (request, n) => n == 1 ? ValueTask.FromResult(FaultTransport.Answer(status, "{}")) : rig.Way.PassAsync(request);
        using var dispatcher = Second(rig, rig.Ledger, static o => o with { ResendWhenIdempotent = true });

        var isolate = await dispatcher.DispatchAsync(await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1")), Stop);

        Assert.Equal(posts, rig.Way.Posts.Count);
        Assert.Equal(posts == 2 ? ActionOutcomeKind.Sent : ActionOutcomeKind.Parked, isolate.Outcome.Kind);
    }

    [Fact]
    public async Task DispatchAsync_ResendAllowed_NeverSendsAPidAgain()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        rig.Way.OnPost = static (_, _) => ValueTask.FromResult(FaultTransport.Answer(502, "{}"));
        using var dispatcher = Second(rig, rig.Ledger, static o => o with { ResendWhenIdempotent = true });

        var kill = await dispatcher.DispatchAsync(await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.KillProcess, "a1", "pid", 4242)), Stop);

        Assert.Equal(ActionOutcomeKind.Parked, kill.Outcome.Kind);
        Assert.Single(rig.Way.Posts);
    }

    [Fact]
    public async Task SettleAsync_Parked_EndsItAndNothingElseCan()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        rig.Way.OnPost = static (_, _) => throw new TransportException("cut off");
        var approved = await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.KillProcess, "a1", "entity_id", "e-1"));
        await rig.Dispatcher.DispatchAsync(approved, Stop);

        await Assert.ThrowsAsync<ArgumentException>(async () => await rig.Dispatcher.SettleAsync(approved.Key, ActionOutcomeKind.Sent, "duty", "why", Stop));
        var settled = await rig.Dispatcher.SettleAsync(approved.Key, ActionOutcomeKind.Failed, "duty", "looked at the host: it still runs", Stop);

        Assert.Equal("settled by duty: looked at the host: it still runs", settled.Outcome!.Reason);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await rig.Dispatcher.SettleAsync(approved.Key, ActionOutcomeKind.Confirmed, "duty", "again", Stop));
    }
}

public sealed class RecoveryTestsInMemory() : RecoveryTests(Face.InMemory);

public sealed class RecoveryTestsOnLoopback() : RecoveryTests(Face.Loopback);
