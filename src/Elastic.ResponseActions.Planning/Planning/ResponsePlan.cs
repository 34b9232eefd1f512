using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions;

/// <summary>What Kibana would do for one pass of a rule: the actions, those that fail at once included, and what it would drop without a word.</summary>
public sealed record ResponsePlan
{
    /// <summary>The actions, response action by response action, hosts in order of their first alert.</summary>
    public IReadOnlyList<PlannedAction> Actions { get; init => field = ValueList<PlannedAction>.Of(value); } = ValueList<PlannedAction>.Empty;

    /// <summary>Alerts and response actions that lead to nothing, each with the reason.</summary>
    public IReadOnlyList<PlanNote> Notes { get; init => field = ValueList<PlanNote>.Of(value); } = ValueList<PlanNote>.Empty;

    /// <inheritdoc />
    public override string ToString() => $"{Actions.Count} actions, {Notes.Count} notes";
}
