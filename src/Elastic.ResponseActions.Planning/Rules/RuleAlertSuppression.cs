using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions;

/// <summary>How alerts of a rule are made fewer; mirrors <c>alert_suppression</c>. Immutable; unknown members survive.</summary>
public sealed record RuleAlertSuppression : IJsonModel
{
    /// <summary>Creates suppression without fields.</summary>
    public RuleAlertSuppression()
    {
    }

    internal RuleAlertSuppression(JsonMembers suppression)
    {
        GroupBy = suppression.Texts("group_by");
        Duration = suppression.Object("duration") is { } duration ? new RuleSuppressionDuration(duration) : null;
        MissingFieldsStrategy = suppression.Text("missing_fields_strategy");
        Origin = new JsonOrigin(suppression.Json, this);
    }

    /// <summary>The fields whose values form a group (<c>group_by</c>); empty for threshold rules, whose groups are those of the threshold.</summary>
    public IReadOnlyList<string> GroupBy { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>How long alerts of a group are suppressed; null: within one run of the rule.</summary>
    public RuleSuppressionDuration? Duration { get; init; }

    /// <summary>What happens to alerts that lack one of the fields: <c>suppress</c> or <c>doNotSuppress</c>; null means <c>suppress</c>.</summary>
    public string? MissingFieldsStrategy { get; init; }

    internal JsonOrigin Origin { get; private init; } = JsonOrigin.None;

    JsonOrigin IJsonModel.Origin => Origin;

    /// <inheritdoc />
    public override string ToString() => $"by {(GroupBy.Count == 0 ? "the threshold" : string.Join(", ", GroupBy))} for {Duration?.ToString() ?? "one run"}";

    void IJsonModel.Describe(MemberImage members)
    {
        members.Texts("group_by", GroupBy);
        members.Object("duration", Duration);
        members.Text("missing_fields_strategy", MissingFieldsStrategy);
    }
}

/// <summary>A length of time; mirrors <c>alert_suppression.duration</c>. Immutable; unknown members survive.</summary>
public sealed record RuleSuppressionDuration : IJsonModel
{
    /// <summary>Creates an empty length; set value and unit.</summary>
    public RuleSuppressionDuration()
    {
    }

    internal RuleSuppressionDuration(JsonMembers duration)
    {
        Value = duration.Number("value");
        Unit = duration.Text("unit");
        Origin = new JsonOrigin(duration.Json, this);
    }

    /// <summary>How many units, at least 1.</summary>
    public double? Value { get; init; }

    /// <summary>The unit: <c>s</c>, <c>m</c> or <c>h</c>.</summary>
    public string? Unit { get; init; }

    internal JsonOrigin Origin { get; private init; } = JsonOrigin.None;

    JsonOrigin IJsonModel.Origin => Origin;

    /// <inheritdoc />
    public override string ToString() => $"{Value}{Unit}";

    void IJsonModel.Describe(MemberImage members)
    {
        members.Number("value", Value);
        members.Text("unit", Unit);
    }
}
