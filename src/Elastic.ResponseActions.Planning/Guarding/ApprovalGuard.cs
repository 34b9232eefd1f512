namespace Elastic.ResponseActions.Guarding;

/// <summary>Holds what a person has to agree to, until one has agreed to exactly this. A no and silence refuse.</summary>
internal static class ApprovalGuard
{
    public const string Name = "approval";

    public static GuardFinding Check(GuardCase guarded)
    {
        if (Need(guarded) is not { } need)
        {
            return GuardFinding.Pass("no approval is asked for.");
        }

        var (facts, expires) = (guarded.Facts.Approval, guarded.Policy.Approval.Expires);
        var state = State(guarded);
        return state switch
        {
            ApprovalState.Approved => GuardFinding.Pass($"{facts.Decision}."),
            ApprovalState.Denied => GuardFinding.Refuse($"{facts.Decision}"),
            ApprovalState.TimedOut => GuardFinding.Refuse($"timed out: nobody agreed within {DurationText.Write(expires)}, and silence refuses ({need})."),
            ApprovalState.Void => GuardFinding.Hold($"void: {facts.Decision!.By} approved other content ({facts.Decision.Digest}) than this ({Digest(guarded)}); it has to be approved again ({need})."),
            ApprovalState.Waiting => GuardFinding.Hold($"a person has to approve it ({need}); asked over '{facts.Channel}'."),
            _ => GuardFinding.Hold($"a person has to approve it ({need}), and no approval channel asks anybody: approve or deny it by its key and digest."),
        };
    }

    public static ApprovalState State(GuardCase guarded)
    {
        if (Need(guarded) is null)
        {
            return ApprovalState.NotNeeded;
        }

        var (facts, expires) = (guarded.Facts.Approval, guarded.Policy.Approval.Expires);
        return facts switch
        {
            { Decision.IsGranted: false } => ApprovalState.Denied,
            { Decision: { } given } when given.Digest != Digest(guarded) => IsOver(guarded.SteadyNow) ? ApprovalState.TimedOut : ApprovalState.Void,
            { Decision: { } given } => IsOver(given.At) || guarded.SteadyNow - given.At >= expires ? ApprovalState.TimedOut : ApprovalState.Approved,
            _ when IsOver(guarded.SteadyNow) => ApprovalState.TimedOut,
            { Channel: null } => ApprovalState.NoChannel,
            _ => ApprovalState.Waiting,
        };

        bool IsOver(DateTimeOffset at) => facts.AskedAt is { } asked && at - asked >= expires;
    }

    private static ApprovalDigest Digest(GuardCase guarded) =>
        ApprovalDigest.Of(guarded.Action, guarded.Facts.OwnIntent ?? ActionKey.Of(guarded.Action, guarded.Facts.Destination));

    // What a person asked for, and what takes an isolation back, a person has agreed to.
    private static string? Need(GuardCase guarded)
    {
        var action = guarded.Action;
        if (action.IsByHand || action.IsAutoRelease || guarded.IsRelease)
        {
            return null;
        }

        if (guarded.Mode.Mode == ActionMode.Approve)
        {
            return guarded.Mode.Reason.TrimEnd('.');
        }

        if (NamePattern.FirstMatch(guarded.Policy.Approval.Hosts, HostNames.Every(guarded)) is { } pattern)
        {
            return $"the host matches `{pattern}` of the policy's `approval.hosts`";
        }

        return guarded.Policy.Approval.FirstOfRule && !guarded.Facts.History.HasSent(action)
            ? $"it is the first action of this version of rule '{action.RuleId}'"
            : null;
    }
}
