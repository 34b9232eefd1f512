using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Detection.State;

namespace Elastic.ResponseActions.Matching.Compilation.Detectors;

/// <summary>
/// A rule that was checked and is ready to be added: its event queries with what they are for, the kinds of its scopes, and how to make its plan
/// once it is known where the scopes begin. Nothing of a rule that fails is left behind.
/// </summary>
/// <param name="Queries">The event queries in the order in which their matches are used.</param>
/// <param name="Scopes">The rule's own scopes; suppression adds one.</param>
/// <param name="Suppression">How the groups of suppression are keyed; null: no suppression.</param>
/// <param name="IsSequence">The rule is an EQL statement over several events, which has a clock of its own.</param>
/// <param name="NeedsTime">The rule looks at time, suppression aside.</param>
/// <param name="Make">Makes the plan from its common part.</param>
/// <param name="Indicators">The threat query with what it is for; null: none.</param>
internal sealed record RuleDraft(
    IReadOnlyList<QueryDraft> Queries,
    IReadOnlyList<StateKind> Scopes,
    KeyPlan? Suppression,
    bool IsSequence,
    bool NeedsTime,
    Func<RuleCommon, RulePlan> Make,
    IndicatorDraft? Indicators = null);

/// <summary>An event query and the parts of its rule that it is for.</summary>
internal sealed record QueryDraft(Condition Condition, IReadOnlyList<(HitRole Role, int Index, KeyPlan[] Keys)> Uses);

/// <summary>A threat query: the rule that stands for it, and the keys of an indicator.</summary>
internal sealed record IndicatorDraft(RuleQuery Rule, Condition Condition, KeyPlan[] Keys);

/// <summary>Spans of time as plans have them: whole milliseconds, none for no limit.</summary>
internal static class EventSpan
{
    public static long Millis(TimeSpan? span) => span is { } length ? Math.Max(1, (long)length.TotalMilliseconds) : long.MaxValue;
}
