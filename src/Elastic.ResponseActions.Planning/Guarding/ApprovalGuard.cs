namespace Elastic.ResponseActions.Guarding;

/// <summary>Holds what a person has to agree to, until one has agreed to exactly this. A no and silence refuse.</summary>
internal static class ApprovalGuard
{
    public const string Name = "approval";

    public static GuardFinding Check(GuardCase guarded)
    {
        if (Need(guarded) is not { } need)
        {
            return LacksClass(guarded)
                ? guarded.Missing($"the class of '{guarded.Action.Target}', needed for `approval.classes`,")
                : GuardFinding.Pass("no approval is asked for.");
        }

        if (guarded.Mode.Mode == ActionMode.DryRun)
        {
            return GuardFinding.Pass($"enforced, a person would have to approve it ({need}).");
        }

        var (facts, expires) = (guarded.Facts.Approval, guarded.Policy.Approval.Expires);
        var state = State(guarded);
        return state switch
        {
            ApprovalState.Approved => GuardFinding.Pass($"{facts.Decision}."),
            ApprovalState.Denied => GuardFinding.Refuse($"{facts.Decision}"),
            ApprovalState.TimedOut => GuardFinding.Refuse($"timed out: nobody agreed within {DurationText.Write(expires)}, and silence refuses ({need})."),
            ApprovalState.Void => GuardFinding.Hold($"void: {facts.Decision!.By} approved other content ({facts.Decision.Digest}) than this ({Digest(guarded)}); it has to be approved again ({need})."),
            ApprovalState.ByAuthor => GuardFinding.Hold($"{facts.Decision!.By} wrote or changed the rule, and on this host somebody else has to approve it ({need})."),
            ApprovalState.Waiting => GuardFinding.Hold($"a person has to approve it ({need}); asked over '{facts.Channel}'."),
            _ => GuardFinding.Hold($"a person has to approve it ({need}), and no approval channel asks anybody: approve or deny it by its key and digest."),
        };
    }

    public static ApprovalState State(GuardCase guarded)
    {
        if (guarded.Mode.Mode == ActionMode.DryRun || Need(guarded) is null)
        {
            return ApprovalState.NotNeeded;
        }

        var (facts, expires) = (guarded.Facts.Approval, guarded.Policy.Approval.Expires);
        return facts switch
        {
            { Decision.IsGranted: false } => ApprovalState.Denied,
            { Decision: { } given } when given.Digest != Digest(guarded) => IsOver(guarded.SteadyNow) ? ApprovalState.TimedOut : ApprovalState.Void,
            { Decision: { } given } when IsByAuthor(guarded, given) => IsOver(guarded.SteadyNow) ? ApprovalState.TimedOut : ApprovalState.ByAuthor,
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

        return guarded.Mode.Mode == ActionMode.Approve ? guarded.Mode.Reason.TrimEnd('.')
            : DelicateHost(guarded) is { } host ? host
            : guarded.Policy.Approval.FirstOfRule && !guarded.Facts.History.HasSent(action) ? $"it is the first action of this version of rule '{action.RuleId}'"
            : null;
    }

    // Why an action on this host wants a second look, whatever rule asks for it.
    private static string? DelicateHost(GuardCase guarded)
    {
        var approval = guarded.Policy.Approval;
        if (NamePattern.FirstMatch(approval.Hosts, HostNames.Every(guarded)) is { } pattern)
        {
            return $"the host matches `{pattern}` of the policy's `approval.hosts`";
        }

        return HostClasses.Of(guarded) is { } hostClass && approval.Classes.Contains(hostClass)
            ? $"the host's class is `{HostClasses.Word(hostClass)}`, which is in the policy's `approval.classes`"
            : null;
    }

    // Of no consequence where the mode holds it anyway, or sends nothing.
    private static bool LacksClass(GuardCase guarded) =>
        guarded is { IsRelease: false, Action: { IsByHand: false, IsAutoRelease: false }, Mode.Mode: ActionMode.Enforce, Policy.Approval.Classes.Count: > 0 }
        && HostClasses.Of(guarded) is null;

    // Where the rule does not tell its author, nobody can be shown to be him.
    private static bool IsByAuthor(GuardCase guarded, Approval given) =>
        DelicateHost(guarded) is not null && guarded.Action.RuleAuthors.Any(author => string.Equals(author.Trim(), given.By.Trim(), StringComparison.OrdinalIgnoreCase));
}
