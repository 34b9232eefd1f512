using Elastic.ResponseActions.Tests.Support;
using Elastic.ResponseActions.Testing;

namespace Elastic.ResponseActions.Tests.Dispatching;

/// <summary>What needs a person waits in the ledger, is asked about, and is sent for a yes to exactly this and for nothing else.</summary>
public abstract class ApprovalTests(Face face)
{
    private static readonly ResponsePolicy Approving = Rig.Enforcing with { DefaultMode = ActionMode.Approve };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_Approved_IsSentOnce()
    {
        await using var desk = await Desk.OpenAsync(face);
        var entry = await desk.AskAsync();
        var postsBefore = desk.Rig.Way.Posts.Count;

        await desk.Dispatcher.Approvals.ApproveAsync(entry.Key, entry.Digest, "ann", "seen on the host", Stop);
        await desk.Dispatcher.ProcessPendingAsync(Stop);
        await desk.Dispatcher.ProcessPendingAsync(Stop);

        Assert.Equal(0, postsBefore);
        Assert.Single(desk.Rig.Way.Posts);
        var sent = await desk.FindAsync(entry.Key);
        Assert.Equal((ActionState.Sent, "ann"), (sent.State, sent.Approval!.By));
        Assert.Empty(await desk.Dispatcher.Approvals.ListAsync(Stop));
    }

    [Fact]
    public async Task Ask_NoChannel_SaysSoAndStaysHeld()
    {
        await using var desk = await Desk.OpenAsync(face, channel: null);
        var entry = await desk.AskAsync();

        await desk.Dispatcher.ProcessPendingAsync(Stop);

        Assert.Equal(entry.Key, Assert.Single(await desk.Dispatcher.Approvals.ListAsync(Stop)).Key);
        Assert.Contains("no approval channel asks anybody", entry.Outcome!.Reason, StringComparison.Ordinal);
        Assert.Empty(desk.Rig.Way.Posts);
    }

    [Fact]
    public async Task Ask_Denied_EndsRefusedAndCanNoMoreBeApproved()
    {
        await using var desk = await Desk.OpenAsync(face);
        var entry = await desk.AskAsync();

        var denied = await desk.Dispatcher.Approvals.DenyAsync(entry.Key, "ann", "a drill", Stop);
        await desk.Dispatcher.ProcessPendingAsync(Stop);

        Assert.Equal((ActionOutcomeKind.Refused, "approval"), (denied.Outcome!.Kind, denied.Outcome.Guard));
        Assert.Contains("denied by ann", denied.Outcome.Reason, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await desk.Dispatcher.Approvals.ApproveAsync(entry.Key, entry.Digest, "bob", "no", Stop));
        Assert.Empty(desk.Rig.Way.Posts);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(90)]
    public async Task Ask_Silence_Refuses(int minutes)
    {
        await using var desk = await Desk.OpenAsync(face);
        var entry = await desk.AskAsync();

        desk.Rig.Time.Advance(TimeSpan.FromMinutes(minutes) + TimeSpan.FromSeconds(1));
        await desk.Dispatcher.ProcessPendingAsync(Stop);

        var ended = await desk.FindAsync(entry.Key);
        Assert.Equal((ActionOutcomeKind.Refused, "approval"), (ended.Outcome!.Kind, ended.Outcome.Guard));
        Assert.StartsWith("timed out", ended.Outcome.Reason, StringComparison.Ordinal);
        Assert.Empty(desk.Rig.Way.Posts);

        // Nothing was done to the host, so the next alert is asked about and not taken for a repetition.
        Assert.True((await desk.AskAsync("another alert")).AwaitsApproval);
    }

    [Fact]
    public async Task Approve_AnotherDigest_IsVoid()
    {
        await using var desk = await Desk.OpenAsync(face);
        var entry = await desk.AskAsync();
        var shown = ApprovalDigest.Of(entry.Action with { Comment = "what was shown" }, entry.Key);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await desk.Dispatcher.Approvals.ApproveAsync(entry.Key, shown, "ann", "fine", Stop));
        await desk.Dispatcher.ProcessPendingAsync(Stop);

        Assert.StartsWith("The approval is void", error.Message, StringComparison.Ordinal);
        Assert.Empty(desk.Rig.Way.Posts);
    }

    [Fact]
    public async Task Process_ApprovalOfOtherContentInTheLedger_IsHeldAsVoid()
    {
        await using var desk = await Desk.OpenAsync(face);
        var entry = await desk.AskAsync();
        var other = ApprovalDigest.Of(entry.Action with { Comment = "other" }, entry.Key);
        await desk.Ledger.AddApprovalAsync(new Approval { Key = entry.Key, Digest = other, IsGranted = true, By = "ann", Reason = "fine", At = desk.Rig.Time.GetUtcNow() }, Stop);

        await desk.Dispatcher.ProcessPendingAsync(Stop);

        Assert.True((await desk.FindAsync(entry.Key)).AwaitsApproval);
        Assert.Empty(desk.Rig.Way.Posts);
    }

    [Fact]
    public async Task Ask_AgainWithOtherContent_VoidsWhatWasApproved()
    {
        await using var desk = await Desk.OpenAsync(face);
        var entry = await desk.AskAsync();
        await desk.Dispatcher.Approvals.ApproveAsync(entry.Key, entry.Digest, "ann", "fine", Stop);

        var again = await desk.Dispatcher.AskAsync(await desk.RequestAsync("alert", ruleVersion: "2"), Stop);
        await desk.Dispatcher.ProcessPendingAsync(Stop);

        Assert.Equal(ActionOutcomeKind.Refused, again.Outcome.Kind);
        Assert.Equal(ActionOutcomeKind.Superseded, (await desk.FindAsync(entry.Key)).Outcome!.Kind);
        Assert.Empty(desk.Rig.Way.Posts);
    }

    [Fact]
    public async Task Approve_AfterARestart_IsSent()
    {
        await using var desk = await Desk.OpenAsync(face);
        var entry = await desk.AskAsync();
        await new ActionApprovals(desk.Ledger, desk.Rig.Time).ApproveAsync(entry.Key, entry.Digest, "ann", "fine", Stop);

        var stored = new ListLedger(desk.Ledger.Records);
        using var second = desk.Dispatch(stored);
        await second.ProcessPendingAsync(Stop);

        Assert.Single(desk.Rig.Way.Posts);
        Assert.Equal(ActionState.Sent, (await stored.FindAsync(entry.Key, Stop))!.State);
    }

    [Fact]
    public async Task Approve_WhileAnotherGuardObjects_SendsNothing()
    {
        await using var desk = await Desk.OpenAsync(face);
        var entry = await desk.AskAsync();
        await desk.Dispatcher.Approvals.ApproveAsync(entry.Key, entry.Digest, "ann", "fine", Stop);
        desk.Dispatcher.KillSwitch.Engage("drill");

        await desk.Dispatcher.ProcessPendingAsync(Stop);

        Assert.Equal("kill switch", (await desk.FindAsync(entry.Key)).Outcome!.Guard);
        Assert.Empty(desk.Rig.Way.Posts);
    }

    [Fact]
    public async Task Channel_IsAskedOnceAProcessWithWhatIsApproved()
    {
        var channel = new Channel();
        await using var desk = await Desk.OpenAsync(face, channel);
        var entry = await desk.AskAsync();
        for (var i = 0; i < 3; i++)
        {
            desk.Rig.Time.Advance(TimeSpan.FromMinutes(2));
            await desk.Dispatcher.ProcessPendingAsync(Stop);
        }

        var question = Assert.Single(channel.Questions);
        Assert.Equal((entry.Key, entry.Digest, entry.IntendedAt.AddMinutes(30)), (question.Entry.Key, question.Digest, question.Until));
        Assert.Contains("asked over 'chat'", entry.Outcome!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Channel_Fails_IsAskedAgainAndStopsNothing()
    {
        var channel = new Channel { Failures = 2 };
        await using var desk = await Desk.OpenAsync(face, channel);
        var entry = await desk.AskAsync();
        for (var i = 0; i < 5; i++)
        {
            desk.Rig.Time.Advance(TimeSpan.FromMinutes(2));
            await desk.Dispatcher.ProcessPendingAsync(Stop);
        }

        Assert.Single(channel.Questions);
        Assert.Equal(3, channel.Asked);
        Assert.True((await desk.FindAsync(entry.Key)).AwaitsApproval);
    }

    [Fact]
    public async Task Approve_NothingWaits_SaysSo()
    {
        await using var desk = await Desk.OpenAsync(face);
        var key = new ActionKey(new string('a', 64));

        await Assert.ThrowsAsync<KeyNotFoundException>(async () => await desk.Dispatcher.Approvals.ApproveAsync(key, default, "ann", "x", Stop));
        await Assert.ThrowsAsync<ArgumentException>(async () => await desk.Dispatcher.Approvals.DenyAsync(key, " ", "x", Stop));
    }

    private sealed class Channel : IApprovalChannel
    {
        public List<ApprovalQuestion> Questions { get; } = [];

        public int Failures { get; set; }

        public int Asked { get; private set; }

        public string Name => "chat";

        public ValueTask AskAsync(ApprovalQuestion question, CancellationToken cancellationToken)
        {
            Asked++;
            if (Failures-- > 0)
                throw new InvalidOperationException("the chat is down");

            Questions.Add(question);
            return ValueTask.CompletedTask;
        }
    }

    [Fact]
    public async Task Ask_AuthorOfTheRuleApprovesOnADelicateHost_CountsForNothingUntilSomebodyElseDoes()
    {
        await using var desk = await Desk.OpenAsync(face, policy: Rig.Enforcing with { Approval = new ApprovalPolicy { FirstOfRule = false } });
        var request = await desk.RequestAsync("alert", author: "Ann");
        await desk.Dispatcher.AskAsync(request, Stop);

        await desk.Dispatcher.Approvals.ApproveAsync(request.Key, request.Digest, "ann", "I know my rule", Stop);
        await desk.Dispatcher.ProcessPendingAsync(Stop);
        var records = desk.Ledger.Records.Count;
        for (var look = 0; look < 5; look++)
            await desk.Dispatcher.ProcessPendingAsync(Stop);
        var waiting = Assert.Single(await desk.Dispatcher.Approvals.ListAsync(Stop));
        var (posts, grown) = (desk.Rig.Way.Posts.Count, desk.Ledger.Records.Count - records);
        await desk.Dispatcher.Approvals.ApproveAsync(request.Key, request.Digest, "bob", "seen on the host", Stop);
        await desk.Dispatcher.ProcessPendingAsync(Stop);

        Assert.Contains("ann wrote or changed the rule", waiting.Outcome!.Reason, StringComparison.Ordinal);
        Assert.Equal((0, 0), (posts, grown));
        Assert.Single(desk.Rig.Way.Posts);
    }

    /// <summary>A dispatcher whose rules need approval, and a host.</summary>
    private sealed class Desk : IAsyncDisposable
    {
        private readonly IApprovalChannel? _channel;
        private readonly FakeEndpoint _host;

        private Desk(Rig rig, ListLedger ledger, IApprovalChannel? channel)
        {
            (Rig, Ledger, _channel) = (rig, ledger, channel);
            _host = rig.Kibana.AddEndpoint("a1");
            Dispatcher = Dispatch(ledger);
        }

        public Rig Rig { get; }

        public ListLedger Ledger { get; }

        public ActionDispatcher Dispatcher { get; }

        public static async Task<Desk> OpenAsync(Face face, IApprovalChannel? channel = null, ResponsePolicy? policy = null)
        {
            var ledger = new ListLedger();
            return new Desk(await Rig.StartAsync(face, policy ?? Approving, ledger), ledger, channel);
        }

        public ActionDispatcher Dispatch(IActionLedger ledger) => new(Rig.Client, Rig.Policy, ledger, new DispatchOptions { Rights = Rig.Rights, ApprovalChannel = _channel });

        public async Task<LedgerEntry> AskAsync(string alert = "alert")
        {
            var request = await RequestAsync(alert);
            var operation = await Dispatcher.AskAsync(request, Stop);
            Assert.Equal((ActionOutcomeKind.Held, "approval"), (operation.Outcome.Kind, operation.Outcome.Guard));
            return await FindAsync(request.Key);
        }

        public async Task<LedgerEntry> FindAsync(ActionKey key) => (await Ledger.FindAsync(key, Stop))!;

        public async Task<ApprovalRequest> RequestAsync(string alert, string ruleVersion = "1", string? author = null)
        {
            var action = new PlannedAction
            {
                Command = ResponseActionCommand.Isolate,
                Target = new EndpointId(_host.AgentId),
                AgentIds = [new EndpointId(_host.AgentId)],
                AlertIds = [alert],
                Evidence = [new AlertEvidence { AlertId = alert, AgentType = AgentType.Endpoint, HostId = _host.HostId, HostName = _host.Name, HostOsType = "linux" }],
                RuleId = "rule-1",
                RuleVersion = ruleVersion,
                RuleAuthors = author is null ? [] : [author],
                EventTime = Rig.Time.GetUtcNow(),
            };
            var review = new ResponseGuard(Rig.Policy).Review(action, new GuardFacts
            {
                Now = Rig.Time.GetUtcNow(),
                Destination = Rig.Client.Destination,
                KillSwitch = KillSwitchState.Released,
                Endpoint = new EndpointFacts { Metadata = await Rig.Client.Endpoints.GetAsync(action.Target), FetchedAt = Rig.Time.GetUtcNow() },
                PrivilegeGranted = true,
            });
            return review.Request ?? throw new InvalidOperationException($"Nobody is asked: {review}");
        }

        public async ValueTask DisposeAsync()
        {
            Dispatcher.Dispose();
            await Rig.DisposeAsync();
        }
    }
}

public sealed class ApprovalTestsInMemory() : ApprovalTests(Face.InMemory);

public sealed class ApprovalTestsOnLoopback() : ApprovalTests(Face.Loopback);
