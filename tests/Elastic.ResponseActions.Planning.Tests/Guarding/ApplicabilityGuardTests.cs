using static Elastic.ResponseActions.Planning.Tests.Guarding.GuardCases;

namespace Elastic.ResponseActions.Planning.Tests.Guarding;

public sealed class ApplicabilityGuardTests
{
    [Fact]
    public void Review_FailedAtOnce_IsRefusedWithKibanasText()
    {
        var review = Review(Isolate with { Error = "The host does not have Elastic Defend integration installed", AgentIds = [] });

        Assert.Equal((GuardVerdict.Refused, "applicability", "The host does not have Elastic Defend integration installed"), (review.Verdict, review.Guard, review.Reason));
    }

    public static TheoryData<PlannedAction, string> Refused { get; } = new()
    {
        { Isolate with { AgentIds = [] }, "the action names 0 agents () for the target 'a1'; expected exactly that one." },
        { Isolate with { AgentIds = [new("a1"), new("a2")] }, "the action names 2 agents (a1, a2) for the target 'a1'; expected exactly that one." },
        { Isolate with { AgentIds = [new("a2")] }, "the action names 1 agents (a2) for the target 'a1'; expected exactly that one." },
        { Isolate.On(" "), "the action names 1 agents ( ) for the target ' '; expected exactly that one." },
        { Isolate with { Command = new ResponseActionCommand("reboot") }, "this library does not send `reboot`." },
        { Release with { RequestId = null, RuleId = "r1" }, "a rule cannot release a host; only a person or the policy's `auto_release` can." },
        { Kill with { ParameterName = null }, "`kill-process` names no process." },
        { Kill with { ParameterValue = null }, "`kill-process` names no process." },
        { Kill with { ParameterName = "process_name" }, "`kill-process` names no process." },
        { Isolate with { Command = ResponseActionCommand.RunScript }, "`runscript` names no script." },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void Review_CanOnlyFail_IsRefused(PlannedAction action, string reason)
    {
        Assert.Equal(new GuardStep("applicability", GuardOutcome.Refuse, reason), Step("applicability", action));
        Assert.NotEqual(GuardVerdict.Approved, Review(action).Verdict);
    }

    [Fact]
    public void Review_Capabilities_AreNeededWhereTheAgentTellsThem()
    {
        var without = Facts.With(metadata => metadata with { Capabilities = [EndpointCapability.Isolation] });

        Assert.Equal("the agent on 'a1' lacks the capability `kill_process`. Upgrade Elastic Defend there.", Step("applicability", Kill, without).Reason);
        Assert.Equal(GuardOutcome.Pass, Outcome("applicability", Isolate, without));
        Assert.Equal(GuardOutcome.Pass, Outcome("applicability", Kill, Facts.With(metadata => metadata with { Capabilities = [] })));
    }

    [Fact]
    public void Review_RunScript_PassesWithAScript()
    {
        var action = Isolate with { Command = ResponseActionCommand.RunScript, Script = new RunScript { ScriptId = "s" } };

        Assert.Equal(GuardVerdict.Approved, Review(action).Verdict);
    }
}
