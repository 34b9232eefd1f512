using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions;

/// <summary>What one pass found, planned, judged and did. Nothing of it is silent. Immutable.</summary>
public sealed record ResponseReport
{
    /// <summary>The report of a pass that found nothing.</summary>
    public static ResponseReport Empty { get; } = new();

    /// <summary>Which rule matched which event, in the order of the events.</summary>
    public IReadOnlyList<EventMatch> Matches { get; init; } = [];

    /// <summary>What was found over several events: sequences, samples, thresholds.</summary>
    public IReadOnlyList<RuleDetection> Detections { get; init; } = [];

    /// <summary>What the pass's detector held, and what it had to give up: then sequences or thresholds may be missing. All zero where no rule needs several events.</summary>
    public DetectorStatistics DetectorStatistics { get; init; }

    /// <summary>What Kibana would do, rule by rule, with what it would drop and why.</summary>
    public IReadOnlyList<RulePlan> Plans { get; init; } = [];

    /// <summary>Every planned action with the guards' review and its outcome, in the order of the plans.</summary>
    public IReadOnlyList<ActionResult> Actions { get; init; } = [];

    /// <summary>Rules that may match an event, where only Elasticsearch can tell, or only later events: the window of a missing event is still open.</summary>
    public IReadOnlyList<UnknownMatch> Unknown { get; init; } = [];

    /// <summary>Events that could not be read whole. Nothing was done about them.</summary>
    public IReadOnlyList<BrokenEvent> BrokenEvents { get; init; } = [];

    /// <summary>The counts.</summary>
    public override string ToString() => $"{Matches.Count + Detections.Count} matches, {Actions.Count} actions, {Unknown.Count} unknown, {BrokenEvents.Count} broken events";
}

/// <summary>One rule that matched one event. Immutable.</summary>
/// <param name="RuleId">The rule's <c>rule_id</c>.</param>
/// <param name="EventId">The event's id.</param>
/// <param name="EventIndex">The event's position in the pass, from 0.</param>
public sealed record EventMatch(string RuleId, string EventId, int EventIndex);

/// <summary>One rule's plan. Immutable.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Plan">What Kibana would do for its alerts of this pass.</param>
public sealed record RulePlan(DetectionRule Rule, ResponsePlan Plan)
{
    /// <summary>Rule and counts.</summary>
    public override string ToString() => $"{Rule.RuleId}: {Plan}";
}

/// <summary>One rule whose verdict on one event cannot be given. Immutable.</summary>
/// <param name="RuleId">The rule's <c>rule_id</c>.</param>
/// <param name="EventId">The event's id.</param>
/// <param name="EventIndex">The event's position in the pass, from 0.</param>
/// <param name="Reason">What cannot be decided here, and why.</param>
public sealed record UnknownMatch(string RuleId, string EventId, int EventIndex, string Reason);

/// <summary>One event that could not be read whole. Immutable.</summary>
/// <param name="EventId">The event's id.</param>
/// <param name="EventIndex">The event's position in the pass, from 0.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record BrokenEvent(string EventId, int EventIndex, string Reason);

/// <summary>One planned action, what the guards said, and how it ended or stands. Immutable.</summary>
public sealed record ActionResult
{
    /// <summary>The planned action.</summary>
    public required PlannedAction Action { get; init; }

    /// <summary>What the guards said when the pass was reviewed.</summary>
    public required GuardReview Review { get; init; }

    /// <summary>How it ended or stands.</summary>
    public required ActionOutcome Outcome { get; init; }

    /// <summary>Kibana's id of the action; null where it was not sent, or where the id is not known.</summary>
    public string? ActionId { get; init; }

    /// <summary>Action and outcome.</summary>
    public override string ToString() => $"{Action.Command} on '{Action.Target}': {Outcome.Kind}";
}
