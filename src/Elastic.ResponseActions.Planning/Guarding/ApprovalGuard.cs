namespace Elastic.ResponseActions.Guarding;

/// <summary>Holds what a person has to agree to.</summary>
internal static class ApprovalGuard
{
    public static GuardFinding Check(GuardCase guarded) => guarded.Mode.Mode == ActionMode.Approve
        ? GuardFinding.Hold("a person has to approve it, and this version takes no approvals. Do it by hand, or set the mode to enforce.")
        : GuardFinding.Pass("no approval is asked for.");
}
