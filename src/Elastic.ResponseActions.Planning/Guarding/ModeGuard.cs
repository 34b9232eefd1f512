namespace Elastic.ResponseActions.Guarding;

/// <summary>The mode an action runs in, and who says so.</summary>
internal readonly record struct ModeDecision(ActionMode Mode, string Reason);

/// <summary>Decides the mode: the first mode rule that names the action, else the policy's default. An action by hand is enforced: the call said so.</summary>
internal static class ModeGuard
{
    public static ModeDecision Decide(PlannedAction action, ResponsePolicy policy)
    {
        if (action.IsByHand)
        {
            return new ModeDecision(ActionMode.Enforce, "mode enforce: asked for by hand.");
        }

        if (action.IsAutoRelease)
        {
            return policy.AutoRelease is null
                ? new ModeDecision(ActionMode.DryRun, "mode dry-run: the policy has no `auto_release`.")
                : new ModeDecision(ActionMode.Enforce, "mode enforce: the policy's `auto_release`.");
        }

        for (var index = 0; index < policy.Modes.Count; index++)
        {
            if (Names(policy.Modes[index], action))
            {
                return new ModeDecision(policy.Modes[index].Mode, $"mode {Word(policy.Modes[index].Mode)}: mode rule {index} of the policy.");
            }
        }

        return new ModeDecision(policy.DefaultMode, $"mode {Word(policy.DefaultMode)}: the policy's default.");
    }

    public static GuardFinding Check(GuardCase guarded) => GuardFinding.Pass(guarded.Mode.Reason);

    private static bool Names(ModeRule rule, PlannedAction action) =>
        (rule.RuleId is null || rule.RuleId == action.RuleId)
        && (rule.Tag is null || action.RuleTags.Contains(rule.Tag))
        && (rule.Command is null || rule.Command == action.Command);

    private static string Word(ActionMode mode) => mode switch
    {
        ActionMode.Enforce => "enforce",
        ActionMode.Approve => "approve",
        _ => "dry-run",
    };
}
