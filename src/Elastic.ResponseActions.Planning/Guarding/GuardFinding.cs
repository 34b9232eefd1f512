namespace Elastic.ResponseActions.Guarding;

/// <summary>What one guard says of one case.</summary>
internal readonly record struct GuardFinding(GuardOutcome Outcome, string Reason)
{
    public static GuardFinding Pass(string reason) => new(GuardOutcome.Pass, reason);

    public static GuardFinding Hold(string reason) => new(GuardOutcome.Hold, reason);

    public static GuardFinding Refuse(string reason) => new(GuardOutcome.Refuse, reason);

    public static GuardFinding NeedsKibana(string reason) => new(GuardOutcome.NeedsKibana, reason);
}
