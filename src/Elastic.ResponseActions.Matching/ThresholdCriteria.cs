namespace Elastic.ResponseActions.Matching;

/// <summary>Rule type <c>threshold</c>: so many events of one group, and so many distinct values among them. Immutable.</summary>
public sealed record ThresholdCriteria : RuleCriteria
{
    /// <summary>
    /// The fields that group the events (<c>threshold.field</c>). An event without one of them does not count; one with several values
    /// counts in each group. Empty: all events are one group.
    /// </summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>How many events a group needs (<c>threshold.value</c>), at least 1.</summary>
    public required int Value { get; init; }

    /// <summary>How many distinct values a group needs of further fields (<c>threshold.cardinality</c>); all have to be reached. Counted exactly.</summary>
    public IReadOnlyList<ThresholdCardinality> Cardinality { get; init; } = [];
}

/// <summary>How many distinct values of a field a threshold group needs.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">The number of distinct values, at least 1.</param>
public readonly record struct ThresholdCardinality(string Field, int Value);
