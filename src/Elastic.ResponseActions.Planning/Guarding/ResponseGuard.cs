using Elastic.ResponseActions.Guarding;

namespace Elastic.ResponseActions;

/// <summary>Says what happens to a planned action: every guard in its order, over facts that the caller gathered. Only here an <see cref="ApprovedAction"/> is made. Holds no state; share it between threads.</summary>
public sealed class ResponseGuard
{
    // The order is the product's: the first guard that objects gives the verdict.
    private static readonly (string Name, Func<GuardCase, GuardFinding> Check)[] Guards =
    [
        ("mode", ModeGuard.Check),
        ("kill switch", KillSwitchGuard.Check),
        ("applicability", ApplicabilityGuard.Check),
        ("target agreement", TargetAgreementGuard.Check),
        ("protected hosts", ProtectedHostsGuard.Check),
        ("protected processes", ProtectedProcessesGuard.Check),
        ("staleness", StalenessGuard.Check),
        ("process selector", ProcessSelectorGuard.Check),
        ("duplicate", DuplicateGuard.Check),
        ("cool-down", CoolDownGuard.Check),
        ("released by a person", ReleasedByPersonGuard.Check),
        ("offline host", OfflineHostGuard.Check),
        ("caps", CapsGuard.Check),
        ("same process", SameProcessGuard.Check),
        ("rule hosts", RuleHostsGuard.Check),
        ("breaker", BreakerGuard.Check),
        (ApprovalGuard.Name, ApprovalGuard.Check),
        ("privilege", PrivilegeGuard.Check),
    ];

    private readonly ResponsePolicy _policy;
    private readonly IReadOnlyList<(string Name, Func<GuardCase, GuardFinding> Check)> _guards;

    /// <summary>Creates a guard.</summary>
    /// <param name="policy">The policy in force.</param>
    public ResponseGuard(ResponsePolicy policy)
        : this(policy, Guards)
    {
    }

    private ResponseGuard(ResponsePolicy policy, IReadOnlyList<(string Name, Func<GuardCase, GuardFinding> Check)> guards)
    {
        ArgumentNullException.ThrowIfNull(policy);
        _policy = policy;
        _guards = guards;
    }

    /// <summary>The guards' names, in their order.</summary>
    internal static IReadOnlyList<string> Names { get; } = [.. Guards.Select(guard => guard.Name)];

    /// <summary>A guard with a bug: one of its guards was forgotten. The tests have to notice each.</summary>
    internal static ResponseGuard Without(string name, ResponsePolicy policy) => new(policy, [.. Guards.Where(guard => guard.Name != name)]);

    /// <summary>Reviews one action. Every guard is asked in every mode. The first that refuses or holds gives the verdict, else the first that needs Kibana.</summary>
    /// <param name="action">The planned action.</param>
    /// <param name="facts">What is known now. A missing fact never lets an action pass.</param>
    public GuardReview Review(PlannedAction action, GuardFacts facts)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(facts);

        var mode = ModeGuard.Decide(action, _policy);
        var guarded = new GuardCase(action, facts, _policy, mode);
        var steps = _guards.Select(guard => Step(guard.Name, guard.Check(guarded))).ToList();

        var objection = steps.FirstOrDefault(step => step.Outcome is GuardOutcome.Refuse or GuardOutcome.Hold)
            ?? steps.FirstOrDefault(step => step.Outcome != GuardOutcome.Pass);
        var verdict = Verdict(objection, mode.Mode);
        var key = ActionKey.Of(action, facts.Destination);
        return new GuardReview
        {
            Verdict = verdict,
            Guard = (objection ?? steps[0]).Guard,
            Reason = (objection ?? steps[0]).Reason,
            Mode = mode.Mode,
            Steps = steps,
            Approval = ApprovalGuard.State(guarded),
            Approved = verdict == GuardVerdict.Approved ? new ApprovedAction(action, mode.Mode, key) : null,
            Request = mode.Mode != ActionMode.DryRun && steps.All(step => IsNoOtherObjection(step, facts.IsSendTime)) && objection is { Guard: ApprovalGuard.Name, Outcome: GuardOutcome.Hold }
                ? new ApprovalRequest(action, key, objection.Reason)
                : null,
        };
    }

    private static GuardStep Step(string guard, GuardFinding finding) => new(guard, finding.Outcome, finding.Reason);

    // Before the send time Kibana can still be asked.
    private static bool IsNoOtherObjection(GuardStep step, bool isSendTime) =>
        step.Guard == ApprovalGuard.Name || step.Outcome == GuardOutcome.Pass || (step.Outcome == GuardOutcome.NeedsKibana && !isSendTime);

    // No objection in mode approve means that a person has agreed.
    private static GuardVerdict Verdict(GuardStep? objection, ActionMode mode) => objection?.Outcome switch
    {
        null => mode is ActionMode.Enforce or ActionMode.Approve ? GuardVerdict.Approved : GuardVerdict.WouldSend,
        GuardOutcome.Hold => GuardVerdict.Held,
        GuardOutcome.NeedsKibana => GuardVerdict.NeedsKibana,
        _ => GuardVerdict.Refused,
    };
}
