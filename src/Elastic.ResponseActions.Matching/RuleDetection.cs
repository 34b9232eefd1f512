namespace Elastic.ResponseActions.Matching;

/// <summary>What a detector found: one alert of one rule. Immutable; it stays valid after the detector's next call.</summary>
public abstract record RuleDetection
{
    private protected RuleDetection()
    {
    }

    /// <summary>The rule's <c>rule_id</c>.</summary>
    public required string RuleId { get; init; }

    /// <summary>The rule's position in <see cref="DetectorSet.Rules"/>.</summary>
    public required int RuleIndex { get; init; }

    /// <summary>
    /// The ids of the events behind it: of a sequence or sample in the order of the stages, null where a stage is a missing event; of a threshold
    /// the events that reached it, of which the last <see cref="DetectorOptions.MaxGroupEventIds"/> are kept; else the one event at which it was found. The last is
    /// that at which it was found, but for a trailing missing event. An id is the one given to <see cref="RuleDetector.Process"/>, else the event's number in the stream, from 1.
    /// </summary>
    public required IReadOnlyList<string?> EventIds { get; init; }
}

/// <summary>An event of a rule of type <c>query</c>, or of an EQL event query.</summary>
public sealed record EventDetection : RuleDetection;

/// <summary>A complete EQL sequence or sample.</summary>
public sealed record SequenceDetection : RuleDetection
{
    /// <summary>The values of the <c>by</c> keys, in their order; without a text where an optional key's field is missing.</summary>
    public required IReadOnlyList<DetectionTerm> JoinKeys { get; init; }

    /// <summary>
    /// True: it was told because the stream ended, and the time in which an event of a trailing missing stage would rule it out is not over, or not known to be. It is what
    /// Elasticsearch reports, and it may yet turn out to be none.
    /// </summary>
    public bool IsWindowOpen { get; init; }
}

/// <summary>A threshold group that reached its threshold.</summary>
public sealed record ThresholdDetection : RuleDetection
{
    /// <summary>The group's values, in the order of <see cref="ThresholdCriteria.Fields"/>.</summary>
    public required IReadOnlyList<DetectionTerm> Terms { get; init; }

    /// <summary>How many events reached it; at least the threshold. Within a look-back no more than the last 1,024 are counted, unless the threshold is higher.</summary>
    public required long Count { get; init; }

    /// <summary>When the first of them happened; null where the rule does not look at time.</summary>
    public required DateTimeOffset? From { get; init; }
}

/// <summary>A term that was not seen within the history window.</summary>
public sealed record NewTermsDetection : RuleDetection
{
    /// <summary>The new values, in the order of <see cref="NewTermsCriteria.Fields"/>.</summary>
    public required IReadOnlyList<DetectionTerm> NewTerms { get; init; }
}

/// <summary>An event that shares values with indicators.</summary>
public sealed record ThreatMatchDetection : RuleDetection
{
    /// <summary>The indicators, each with the mapping that holds for it; at most 100 are listed.</summary>
    public required IReadOnlyList<MatchedIndicator> Indicators { get; init; }
}

/// <summary>An indicator that an event matches.</summary>
/// <param name="IndicatorId">The id given to <see cref="RuleDetector.AddIndicator"/>, else the indicator's number, from 1.</param>
/// <param name="Mapping">The item of the threat mapping that holds.</param>
public sealed record MatchedIndicator(string IndicatorId, ThreatMapping Mapping);
