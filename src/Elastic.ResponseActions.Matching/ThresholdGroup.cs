namespace Elastic.ResponseActions.Matching;

/// <summary>A group of a threshold rule as it stands.</summary>
public sealed record ThresholdGroup
{
    /// <summary>The group's values, in the order of <see cref="ThresholdCriteria.Fields"/>.</summary>
    public required IReadOnlyList<DetectionTerm> Terms { get; init; }

    /// <summary>The ids of its events, the newest last; of no more than the last <see cref="DetectorOptions.MaxGroupEventIds"/>.</summary>
    public required IReadOnlyList<string> EventIds { get; init; }

    /// <summary>Its events: all of them where the rule has no look-back; else those within it before the newest, of which no more than the last 1,024 are counted, unless the threshold is higher.</summary>
    public required long Count { get; init; }

    /// <summary>The distinct values of each field of <see cref="ThresholdCriteria.Cardinality"/>, counted up to the number that the rule asks for.</summary>
    public required IReadOnlyList<int> Cardinality { get; init; }

    /// <summary>The group has alerted and rests.</summary>
    public required bool Alerted { get; init; }
}
