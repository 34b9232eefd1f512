namespace Elastic.ResponseActions.Matching;

/// <summary>How alerts of one rule are grouped, so that only the first of a group is reported (<c>alert_suppression</c>). Immutable.</summary>
public sealed record AlertSuppression
{
    /// <summary>
    /// The fields whose values form a group (<c>group_by</c>); empty for threshold rules, whose groups are those of the threshold.
    /// A field with several values makes one group a value in rules of type <c>query</c>; in all others the values together are one.
    /// </summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>How long after a reported alert further ones of its group are suppressed (<c>duration</c>), inclusive. Null: for the rule's <see cref="DetectorRule.Interval"/>.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>What happens to alerts that lack one of the fields (<c>missing_fields_strategy</c>).</summary>
    public MissingFieldsStrategy MissingFieldsStrategy { get; init; } = MissingFieldsStrategy.Suppress;
}

/// <summary>What suppression does with an alert that lacks one of the fields to group by.</summary>
public enum MissingFieldsStrategy
{
    /// <summary>A missing field counts as a value like any other (<c>suppress</c>).</summary>
    Suppress,

    /// <summary>Such an alert is always reported (<c>doNotSuppress</c>).</summary>
    DoNotSuppress,
}
