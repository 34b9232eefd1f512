using static Elastic.ResponseActions.Planning.Tests.Guarding.GuardCases;

namespace Elastic.ResponseActions.Planning.Tests.Guarding;

/// <summary>Approved, denied, timed out, no channel: all apart, and only a yes to exactly this, in time, lets anything pass.</summary>
public sealed class ApprovalGuardTests
{
    private static readonly ResponsePolicy Approving = Policy with { DefaultMode = ActionMode.Approve };

    public static TheoryData<int?, int?, bool, bool, string?, ApprovalState, GuardVerdict> Cases => new()
    {
        // asked and answered so many minutes ago, granted, same content, channel
        { null, null, true, true, null, ApprovalState.NoChannel, GuardVerdict.Held },
        { 1, null, true, true, null, ApprovalState.NoChannel, GuardVerdict.Held },
        { 1, null, true, true, "chat", ApprovalState.Waiting, GuardVerdict.Held },
        { 29, null, true, true, "chat", ApprovalState.Waiting, GuardVerdict.Held },
        { 30, null, true, true, "chat", ApprovalState.TimedOut, GuardVerdict.Refused },
        { 30, null, true, true, null, ApprovalState.TimedOut, GuardVerdict.Refused },
        { 5, 1, true, true, "chat", ApprovalState.Approved, GuardVerdict.Approved },
        { 5, 1, true, true, null, ApprovalState.Approved, GuardVerdict.Approved },
        { 55, 29, true, true, "chat", ApprovalState.Approved, GuardVerdict.Approved },
        { 55, 20, true, true, "chat", ApprovalState.TimedOut, GuardVerdict.Refused },
        { 59, 30, true, true, "chat", ApprovalState.TimedOut, GuardVerdict.Refused },
        { 5, 1, true, false, "chat", ApprovalState.Void, GuardVerdict.Held },
        { 31, 1, true, false, "chat", ApprovalState.TimedOut, GuardVerdict.Refused },
        { 5, 1, false, true, "chat", ApprovalState.Denied, GuardVerdict.Refused },
        { 5, 1, false, false, "chat", ApprovalState.Denied, GuardVerdict.Refused },
        { 500, 499, false, true, "chat", ApprovalState.Denied, GuardVerdict.Refused },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Review_Answer_DecidesAlone(int? askedAgo, int? answeredAgo, bool granted, bool sameContent, string? channel, ApprovalState state, GuardVerdict verdict)
    {
        var review = Review(Isolate, Asked(Isolate, askedAgo, answeredAgo, granted, sameContent, channel), Approving);

        Assert.Equal((state, verdict), (review.Approval, review.Verdict));
        Assert.Equal(verdict == GuardVerdict.Approved, review.Approved is not null);
        Assert.Equal(verdict == GuardVerdict.Held, review.Request is not null);
    }

    public static TheoryData<string> Changes { get; } = [.. AllChanges.Keys];

    private static Dictionary<string, Func<PlannedAction, PlannedAction>> AllChanges => new()
    {
        ["comment"] = a => a with { Comment = "another" },
        ["rule version"] = a => a with { RuleVersion = "2" },
        ["host name"] = a => a with { HostName = "web-02" },
        ["host id of the alert"] = a => a.With(e => e with { HostId = "h2" }),
        ["host name of the alert"] = a => a.With(e => e with { HostName = "other" }),
        ["process"] = a => a.With(e => e with { ProcessName = "other.exe" }),
        ["descendants"] = a => a with { KillDescendants = true },
        ["agents"] = a => a with { AgentIds = [new EndpointId("a1"), new EndpointId("a2")] },
        ["target"] = a => a.On("a2"),
        ["alerts"] = a => a with { AlertIds = ["A", "B"] },
        ["command"] = a => a with { Command = ResponseActionCommand.SuspendProcess },
        ["entity id"] = a => a with { ParameterValue = JsonText.Element("\"e2\"") },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Digest_AnythingChanged_IsAnother(string change) =>
        Assert.NotEqual(Digest(Kill), Digest(AllChanges[change](Kill)));

    [Theory]
    [InlineData("web-*", true)]
    [InlineData("WEB-01.example", true)]
    [InlineData("db-*", false)]
    public void Review_HostThatNeedsApproval_IsHeldInEnforceToo(string pattern, bool held)
    {
        var policy = Policy with { Approval = Policy.Approval with { Hosts = [pattern] } };

        Assert.Equal(held ? GuardVerdict.Held : GuardVerdict.Approved, Review(Isolate, policy: policy).Verdict);
        Assert.Equal(GuardOutcome.Pass, Outcome("approval", Release, policy: policy));
        Assert.Equal(GuardOutcome.Pass, Outcome("approval", Isolate with { RequestId = "by hand", RuleId = null }, policy: policy));
    }

    [Fact]
    public void Review_FirstOfRule_IsHeldUntilOneOfThisVersionWasSent()
    {
        var policy = Policy with { Approval = Policy.Approval with { FirstOfRule = true } };
        var (first, other) = (Isolate with { RuleVersion = "1" }, (Isolate with { RuleVersion = "1", AlertIds = ["B"] }).On("a1"));

        // Another action of the rule that waits too has shown nothing yet.
        var intended = Facts with { History = ActionHistory.Empty.Add(PastAction.Of(Isolate.On("a9") with { RuleVersion = "1" }, "", Now)) };
        var sent = intended with { History = intended.History.AddSent(first) };

        Assert.Equal(GuardVerdict.Held, Review(first, policy: policy).Verdict);
        Assert.Equal(GuardVerdict.Held, Review(other, intended, policy).Verdict);
        Assert.Equal(GuardVerdict.Approved, Review(other, sent, policy).Verdict);
        Assert.Equal(GuardVerdict.Held, Review(other with { RuleVersion = "2" }, sent, policy).Verdict);
    }

    [Fact]
    public void Review_AnotherGuardObjectsToo_AsksNobody()
    {
        var review = Review(Isolate, Facts with { PrivilegeGranted = false }, Approving);

        Assert.Equal((GuardVerdict.Held, "approval"), (review.Verdict, review.Guard));
        Assert.Null(review.Request);
    }

    [Fact]
    public void Review_Approved_PassesNoOtherGuard() =>
        Assert.Equal(GuardVerdict.Held, Review(Isolate, Asked(Isolate, 5, 1, true, true, null) with { KillSwitch = KillSwitchState.Engaged }, Approving).Verdict);

    [Fact]
    public void Review_DryRun_IsNeverAskedAbout()
    {
        var review = Review(Isolate, policy: ResponsePolicy.Default with { Approval = new ApprovalPolicy { Hosts = ["*"] } });

        Assert.Equal((GuardVerdict.WouldSend, ApprovalState.NotNeeded, true), (review.Verdict, review.Approval, review.Request is null));
        Assert.Contains("enforced, a person would have to approve it", review.Steps.Single(step => step.Guard == "approval").Reason, StringComparison.Ordinal);
    }

    private static ApprovalDigest Digest(PlannedAction action) => ApprovalDigest.Of(action, ActionKey.Of(action, Facts.Destination));

    private static GuardFacts Asked(PlannedAction action, int? askedAgo, int? answeredAgo, bool granted, bool sameContent, string? channel) => Facts with
    {
        Approval = new ApprovalFacts
        {
            AskedAt = askedAgo is { } asked ? Now.AddMinutes(-asked) : null,
            Channel = channel,
            Decision = answeredAgo is not { } answered ? null : new Approval
            {
                Key = ActionKey.Of(action, Facts.Destination),
                Digest = sameContent ? Digest(action) : Digest(action with { Comment = "changed" }),
                IsGranted = granted,
                By = "ann",
                Reason = "looked at it",
                At = Now.AddMinutes(-answered),
            },
        },
    };
}
