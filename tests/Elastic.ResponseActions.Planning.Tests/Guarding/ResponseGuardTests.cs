using static Elastic.ResponseActions.Planning.Tests.Guarding.GuardCases;

namespace Elastic.ResponseActions.Planning.Tests.Guarding;

public sealed class ResponseGuardTests
{
    private static readonly string[] Order =
    [
        "mode", "kill switch", "applicability", "target agreement", "protected hosts", "protected processes", "staleness", "process selector",
        "duplicate", "cool-down", "released by a person", "offline host", "caps", "same process", "rule hosts", "breaker", "approval", "privilege",
    ];

    [Fact]
    public void Review_NothingAgainstIt_IsApprovedWithItsKey()
    {
        foreach (var action in new[] { Isolate, Kill, KillPid, Release })
        {
            var review = Review(action);

            Assert.Equal(GuardVerdict.Approved, review.Verdict);
            Assert.Equal((action, ActionMode.Enforce, ActionKey.Of(action, "https://kibana")), (review.Approved!.Action, review.Approved.Mode, review.Approved.Key));
            Assert.All(review.Steps, step => Assert.Equal(GuardOutcome.Pass, step.Outcome));
        }
    }

    [Fact]
    public void Review_Steps_StandInTheProductsOrder() => Assert.Equal(Order, Review(Isolate).Steps.Select(step => step.Guard));

    [Fact]
    public void Review_EverythingAgainstIt_TheFirstGuardGivesTheVerdict()
    {
        // Every guard that can object to one kill objects; removing objections one by one walks down the order.
        var history = Facts.History;
        for (var host = 0; host < 120; host++)
        {
            history = history.Add(PastAction.Of(WithPid("4001").On($"h{host}"), "https://kibana", Now.AddMinutes(-1)));
        }

        var action = WithPid("4001") with { Error = "failed at once", EventTime = Now.AddDays(-3), AgentIds = [new EndpointId("a1")] };
        action = action.With(alert => alert with { ProcessName = "lsass.exe", HostId = "other" });
        var facts = Facts.After(action, TimeSpan.FromMinutes(1)) with { KillSwitch = KillSwitchState.Engaged, PrivilegeGranted = false };
        facts = facts with { History = history.Add(facts.History.Actions.Single()) };
        facts = facts.With(metadata => metadata with { HostStatus = HostStatus.Offline });
        var policy = Policy with { DefaultMode = ActionMode.Approve, ProtectedHosts = ["web-*"], AllowPid = false };

        var seen = new List<string>();
        void Look() => seen.Add(Review(action, facts, policy).Guard);

        Look();
        facts = facts with { KillSwitch = KillSwitchState.Released };
        Look();
        action = action with { Error = null };
        Look();
        action = action.With(alert => alert with { HostId = "h1" });
        Look();
        policy = policy with { ProtectedHosts = [] };
        Look();
        action = action.With(alert => alert with { ProcessName = "evil.exe" });
        Look();
        action = action with { EventTime = Now };
        Look();
        policy = policy with { AllowPid = true };
        action = action with { ParameterValue = JsonText.Element("4000") };
        facts = facts.After(action, TimeSpan.FromMinutes(1));
        Look();
        action = action with { AlertIds = ["B"] };
        Look();
        action = action with { ParameterValue = JsonText.Element("4004") };
        Look();
        facts = facts.With(metadata => metadata with { HostStatus = HostStatus.Healthy });
        Look();
        policy = policy with { Caps = CapPolicy.Default with { PerRule = Uncapped, Overall = Uncapped } };
        facts = facts with { Now = Now.AddMinutes(2) };
        Look();
        policy = policy with { Caps = policy.Caps with { SameProcess = new Cap(1000, TimeSpan.FromMinutes(10)) } };
        Look();
        facts = facts with { History = ActionHistory.Empty, Trips = [new BreakerTrip { Reason = "drill.", At = Now }] };
        Look();
        facts = facts with { Trips = [] };
        Look();
        policy = policy with { DefaultMode = ActionMode.Enforce };
        Look();

        Assert.Equal(
            Order.Skip(1).Where(guard => guard != "released by a person"),
            seen);
    }

    [Fact]
    public void Review_DryRun_AsksEveryGuardAndApprovesNothing()
    {
        var dryRun = ResponsePolicy.Default;

        Assert.Equal(GuardVerdict.WouldSend, Review(Isolate, policy: dryRun).Verdict);
        Assert.Null(Review(Isolate, policy: dryRun).Approved);
        Assert.Equal("mode dry-run: the policy's default.", Review(Isolate, policy: dryRun).Reason);
        Assert.Equal((GuardVerdict.Refused, "protected hosts"), Summary(Review(Isolate, policy: dryRun with { ProtectedHosts = ["*"] })));
        Assert.Equal(Order.Length, Review(Isolate, policy: dryRun with { ProtectedHosts = ["*"] }).Steps.Count);
    }

    [Fact]
    public void Review_DryRunWithoutServer_NeedsKibanaUnlessSomethingElseObjects()
    {
        var facts = new GuardFacts { Now = Now };

        var review = Review(Isolate, facts, ResponsePolicy.Default);
        Assert.Equal((GuardVerdict.NeedsKibana, "target agreement"), Summary(review));
        Assert.Equal("needs Kibana: the endpoint metadata of 'a1' is not known.", review.Reason);
        Assert.Equal(
            ["target agreement", "offline host", "privilege"],
            review.Steps.Where(step => step.Outcome == GuardOutcome.NeedsKibana).Select(step => step.Guard));
        Assert.Equal((GuardVerdict.Refused, "protected hosts"), Summary(Review(Isolate, facts, ResponsePolicy.Default with { ProtectedHosts = ["web-01"] })));
        Assert.Equal((GuardVerdict.Refused, "target agreement"), Summary(Review(Isolate, facts with { IsSendTime = true })));
    }

    [Fact]
    public void Review_AnyFactMissingAtSendTime_IsNotApproved()
    {
        Assert.Equal((GuardVerdict.Refused, "target agreement"), Summary(Review(Isolate, Facts with { Endpoint = null })));
        Assert.Equal((GuardVerdict.Refused, "offline host"), Summary(Review(Isolate, Facts.With(metadata => metadata with { HostStatus = null }))));
        Assert.Equal((GuardVerdict.Refused, "privilege"), Summary(Review(Isolate, Facts with { PrivilegeGranted = null })));
        Assert.Equal((GuardVerdict.Held, "kill switch"), Summary(Review(Isolate, Facts with { KillSwitch = KillSwitchState.Unreadable })));
    }

    [Fact]
    public void Review_SecondTimeBeforeTheSend_DoesNotCountItsOwnIntent()
    {
        var policy = Policy with { Caps = CapPolicy.Default with { PerRule = OnlyOne, Overall = OnlyOne } };
        var intended = Facts.After(Isolate, TimeSpan.FromSeconds(1));

        Assert.Equal((GuardVerdict.Refused, "duplicate"), Summary(Review(Isolate, intended, policy)));
        Assert.Equal(GuardVerdict.Approved, Review(Isolate, intended with { OwnIntent = ActionKey.Of(Isolate, Facts.Destination) }, policy).Verdict);
    }

    private static Dictionary<ResponseActionCommand, IReadOnlyList<Cap>> Uncapped => [];

    private static Dictionary<ResponseActionCommand, IReadOnlyList<Cap>> OnlyOne => new() { [ResponseActionCommand.Isolate] = [new Cap(1, TimeSpan.FromHours(1))] };

    private static (GuardVerdict Verdict, string Guard) Summary(GuardReview review) => (review.Verdict, review.Guard);
}
