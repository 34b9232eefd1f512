using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Dispatching;

/// <summary>What a rule has isolated is released again when its time is over, and only where nobody else wants it otherwise.</summary>
public abstract class LeaseTests(Face face)
{
    private static readonly ResponsePolicy Releasing = Rig.Enforcing with { AutoRelease = new AutoReleasePolicy() };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ProcessPendingAsync_LeaseIsOver_ReleasesOnceAndEndsIt()
    {
        await using var rig = await Rig.StartAsync(face, policy: Releasing);
        var host = await IsolatedAsync(rig, "rule-1");

        await PassAsync(rig.Dispatcher, rig, TimeSpan.FromHours(23.9));
        var before = host.IsIsolated;
        await PassAsync(rig.Dispatcher, rig, TimeSpan.FromMinutes(10));
        await PassAsync(rig.Dispatcher, rig, TimeSpan.FromMinutes(2));
        await PassAsync(rig.Dispatcher, rig, TimeSpan.FromMinutes(2));

        Assert.True(before);
        Assert.False(host.IsIsolated);
        Assert.Equal(2, rig.Way.Posts.Count);
        Assert.Empty(await rig.Ledger.ReadLeasesAsync(Stop));
        Assert.Empty(await rig.Ledger.ReadUnsettledAsync(Stop));
    }

    [Fact]
    public async Task ProcessPendingAsync_AfterARestart_ReleasesWhatTheProcessBeforeHasIsolated()
    {
        var ledger = new ListLedger();
        await using var rig = await Rig.StartAsync(face, policy: Releasing, ledger: ledger);
        var host = await IsolatedAsync(rig, "rule-1");

        var stored = new ListLedger(ledger.Records);
        using var second = new ActionDispatcher(rig.Client, Releasing, stored, new DispatchOptions { Rights = rig.Rights });
        await PassAsync(second, rig, TimeSpan.FromHours(25));
        await PassAsync(second, rig, TimeSpan.FromMinutes(2));

        Assert.False(host.IsIsolated);
        Assert.Equal(2, rig.Way.Posts.Count);
    }

    [Fact]
    public async Task ProcessPendingAsync_ClockADayAheadAfterARestart_ReleasesNobodyEarly()
    {
        var ledger = new ListLedger();
        await using var rig = await Rig.StartAsync(face, policy: Releasing, ledger: ledger);
        var host = await IsolatedAsync(rig, "rule-1");
        var ahead = new ResponseActionsClient(rig.Way, rig.Options, new ClockAhead(rig.Time, TimeSpan.FromDays(1)));

        using var second = new ActionDispatcher(ahead, Releasing, new ListLedger(ledger.Records), new DispatchOptions { Rights = rig.Rights });
        await PassAsync(second, rig, TimeSpan.FromMinutes(10));
        var early = rig.Way.Posts.Count;
        await PassAsync(second, rig, TimeSpan.FromHours(25));
        await PassAsync(second, rig, TimeSpan.FromMinutes(2));

        Assert.Equal(1, early);
        Assert.False(host.IsIsolated);
    }

    [Fact]
    public async Task ProcessPendingAsync_AnotherRuleStillHoldsTheHost_ReleasesOnlyAfterTheLast()
    {
        await using var rig = await Rig.StartAsync(face, policy: Releasing);
        var host = await IsolatedAsync(rig, "rule-1");
        rig.Time.Advance(TimeSpan.FromHours(10));

        var second = await rig.Dispatcher.EnqueueAsync(await ApprovedAsync(rig, host, "rule-2"), Stop);
        await PassAsync(rig.Dispatcher, rig, TimeSpan.FromHours(15));
        var afterTheFirst = host.IsIsolated;
        await PassAsync(rig.Dispatcher, rig, TimeSpan.FromHours(10));
        await PassAsync(rig.Dispatcher, rig, TimeSpan.FromMinutes(2));

        Assert.Null(second.Entry);
        Assert.True(afterTheFirst);
        Assert.False(host.IsIsolated);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ProcessPendingAsync_APersonActedInKibana_LeavesTheHostToThem(bool isStillIsolated)
    {
        await using var rig = await Rig.StartAsync(face, policy: Releasing);
        var host = await IsolatedAsync(rig, "rule-1");
        rig.Time.Advance(TimeSpan.FromHours(1));
        using var person = new ActionDispatcher(rig.Client, Rig.Enforcing, new InMemoryActionLedger(), new DispatchOptions { Rights = rig.Rights });
        await (await person.DispatchAsync(await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Unisolate, "a1")), Stop)).WaitForCompletionAsync(cancellationToken: Stop);
        if (isStillIsolated)
            await (await person.DispatchAsync(await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1")), Stop)).WaitForCompletionAsync(cancellationToken: Stop);
        var posts = rig.Way.Posts.Count;

        await PassAsync(rig.Dispatcher, rig, TimeSpan.FromHours(25));
        await PassAsync(rig.Dispatcher, rig, TimeSpan.FromMinutes(2));

        Assert.Equal(isStillIsolated, host.IsIsolated);
        Assert.Equal(posts, rig.Way.Posts.Count);
        Assert.Empty(await rig.Ledger.ReadLeasesAsync(Stop));
    }

    [Fact]
    public async Task EndLeasesAsync_APersonKeepsTheHost_ReleasesNothing()
    {
        await using var rig = await Rig.StartAsync(face, policy: Releasing);
        var host = await IsolatedAsync(rig, "rule-1");

        await rig.Dispatcher.EndLeasesAsync(new EndpointId(host.AgentId), "duty", "not clean yet", Stop);
        await PassAsync(rig.Dispatcher, rig, TimeSpan.FromHours(48));

        Assert.Single(rig.Way.Posts);
    }

    [Fact]
    public async Task ProcessPendingAsync_HostIsOffline_ReleasesWhenItIsBack()
    {
        await using var rig = await Rig.StartAsync(face, policy: Releasing);
        var host = await IsolatedAsync(rig, "rule-1");

        host.GoOffline();
        await PassAsync(rig.Dispatcher, rig, TimeSpan.FromHours(30));
        var whileOffline = rig.Way.Posts.Count;
        host.ComeOnline();
        await PassAsync(rig.Dispatcher, rig, TimeSpan.FromMinutes(2));
        await PassAsync(rig.Dispatcher, rig, TimeSpan.FromMinutes(2));

        Assert.Equal(1, whileOffline);
        Assert.False(host.IsIsolated);
    }

    [Fact]
    public async Task ProcessPendingAsync_BeforeTheEnd_RemindsOnce()
    {
        List<LeaseNotice> told = [];
        await using var rig = await Rig.StartAsync(face, policy: Releasing);
        var host = await IsolatedAsync(rig, "rule-1");
        using var dispatcher = new ActionDispatcher(rig.Client, Releasing, rig.Ledger, new DispatchOptions { Rights = rig.Rights, LeaseNotice = told.Add });

        await PassAsync(dispatcher, rig, TimeSpan.FromHours(19.9));
        Assert.Empty(told);
        await PassAsync(dispatcher, rig, TimeSpan.FromMinutes(10));
        await PassAsync(dispatcher, rig, TimeSpan.FromMinutes(10));

        var reminder = Assert.Single(told);
        Assert.False(reminder.NeedsPerson);
        Assert.Equal("a1", reminder.Host.Value);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task ProcessPendingAsync_NoLease_ReleasesNothing(bool hasPolicy, bool isByHand)
    {
        await using var rig = await Rig.StartAsync(face, policy: hasPolicy ? Releasing : Rig.Enforcing);
        var host = rig.Kibana.AddEndpoint("a1");
        await rig.Dispatcher.EnqueueAsync(isByHand ? await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1")) : await ApprovedAsync(rig, host, "rule-1"), Stop);
        await PassAsync(rig.Dispatcher, rig, TimeSpan.FromMinutes(2));

        await PassAsync(rig.Dispatcher, rig, TimeSpan.FromDays(3));

        Assert.True(host.IsIsolated);
        Assert.Empty(await rig.Ledger.ReadLeasesAsync(Stop));
    }

    [Fact]
    public async Task Release_ByItsLease_IsNoReleaseByAPerson()
    {
        await using var rig = await Rig.StartAsync(face, policy: Releasing);
        var host = await IsolatedAsync(rig, "rule-1");
        await PassAsync(rig.Dispatcher, rig, TimeSpan.FromHours(25));
        await PassAsync(rig.Dispatcher, rig, TimeSpan.FromMinutes(2));

        var again = await rig.Dispatcher.EnqueueAsync(await ApprovedAsync(rig, host, "rule-1"), Stop);
        await PassAsync(rig.Dispatcher, rig, TimeSpan.FromMinutes(2));

        Assert.NotNull(again.Entry);
        Assert.True(host.IsIsolated);
    }

    /// <summary>A wall clock that is set wrong; the time that passes is right.</summary>
    private sealed class ClockAhead(TimeProvider time, TimeSpan by) : TimeProvider
    {
        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + by;

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(callback, state, dueTime, period);
    }

    private static async Task<FakeEndpoint> IsolatedAsync(Rig rig, string rule)
    {
        var host = rig.Kibana.AddEndpoint("a1");
        await rig.Dispatcher.EnqueueAsync(await ApprovedAsync(rig, host, rule), Stop);
        await rig.Dispatcher.ProcessPendingAsync(Stop);
        await PassAsync(rig.Dispatcher, rig, TimeSpan.FromMinutes(1));
        Assert.True(host.IsIsolated);
        Assert.Single(await rig.Ledger.ReadLeasesAsync(Stop));
        return host;
    }

    private static async Task PassAsync(ActionDispatcher dispatcher, Rig rig, TimeSpan time)
    {
        rig.Time.Advance(time);
        await dispatcher.ProcessPendingAsync(Stop);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await dispatcher.ProcessPendingAsync(Stop);
    }

    private static Task<ApprovedAction> ApprovedAsync(Rig rig, FakeEndpoint host, string rule)
    {
        var alert = $"alert of {rule} at {rig.Time.GetUtcNow():O}";
        return rig.ApproveAsync(new PlannedAction
        {
            Command = ResponseActionCommand.Isolate,
            Target = new EndpointId(host.AgentId),
            AgentIds = [new EndpointId(host.AgentId)],
            AlertIds = [alert],
            Evidence = [new AlertEvidence { AlertId = alert, AgentType = AgentType.Endpoint, HostId = host.HostId, HostName = host.Name, HostOsType = "linux" }],
            RuleId = rule,
            EventTime = rig.Time.GetUtcNow(),
        });
    }
}

public sealed class LeaseTestsInMemory() : LeaseTests(Face.InMemory);

public sealed class LeaseTestsOnLoopback() : LeaseTests(Face.Loopback);
