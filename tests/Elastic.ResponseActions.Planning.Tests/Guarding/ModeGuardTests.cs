using static Elastic.ResponseActions.Planning.Tests.Guarding.GuardCases;

namespace Elastic.ResponseActions.Planning.Tests.Guarding;

public sealed class ModeGuardTests
{
    [Fact]
    public void Review_ModeRules_TheFirstHitWins()
    {
        var policy = ResponsePolicy.Default with
        {
            Modes =
            [
                new ModeRule { RuleId = "r1", Command = ResponseActionCommand.KillProcess, Mode = ActionMode.Approve },
                new ModeRule { Tag = "tag", Mode = ActionMode.Enforce },
                new ModeRule { RuleId = "r1", Mode = ActionMode.DryRun },
            ],
        };

        Assert.Equal((ActionMode.Approve, "mode approve: mode rule 0 of the policy."), Mode(Kill, policy));
        Assert.Equal((ActionMode.Enforce, "mode enforce: mode rule 1 of the policy."), Mode(Isolate, policy));
        Assert.Equal((ActionMode.DryRun, "mode dry-run: mode rule 2 of the policy."), Mode(Isolate with { RuleTags = [] }, policy));
        Assert.Equal((ActionMode.DryRun, "mode dry-run: the policy's default."), Mode(Isolate with { RuleTags = [], RuleId = "r2" }, policy));
    }

    [Fact]
    public void Review_AskedForByHand_IsEnforced() =>
        Assert.Equal((ActionMode.Enforce, "mode enforce: asked for by hand."), Mode(Release, ResponsePolicy.Default));

    [Fact]
    public void Review_Default_IsADryRun() => Assert.Equal(ActionMode.DryRun, Review(Isolate, policy: ResponsePolicy.Default).Mode);

    private static (ActionMode Mode, string Reason) Mode(PlannedAction action, ResponsePolicy policy) =>
        (Review(action, policy: policy).Mode, Step("mode", action, policy: policy).Reason);
}
