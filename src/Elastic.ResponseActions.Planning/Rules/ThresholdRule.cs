using System.Diagnostics.CodeAnalysis;
using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions;

/// <summary>A count over groups of events (<c>threshold</c>). Only the group-by fields are in its alerts.</summary>
public sealed record ThresholdRule : DetectionRule
{
    /// <summary>Creates an empty rule; set at least id, name, query and threshold.</summary>
    public ThresholdRule()
    {
    }

    [SetsRequiredMembers]
    internal ThresholdRule(JsonMembers rule)
        : base(rule) => Threshold = rule.Object("threshold") is { } threshold ? new RuleThreshold(threshold) : null;

    /// <inheritdoc />
    public override RuleType Type => RuleType.Threshold;

    /// <summary>What is counted, and up to where.</summary>
    public RuleThreshold? Threshold { get; init; }

    private protected override void DescribeOwn(MemberImage members) => members.Object("threshold", Threshold);
}

/// <summary>What a threshold rule counts; mirrors <c>threshold</c>. Immutable; unknown members survive.</summary>
public sealed record RuleThreshold : IJsonModel
{
    /// <summary>Creates an empty threshold.</summary>
    public RuleThreshold()
    {
    }

    internal RuleThreshold(JsonMembers threshold)
    {
        Fields = threshold.TextOrTexts("field");
        Value = threshold.Number("value");
        Cardinality = ValueList<RuleThresholdCardinality>.Of(threshold.Objects("cardinality").Select(cardinality => new RuleThresholdCardinality(cardinality)));
        Origin = new JsonOrigin(threshold.Json, this);
    }

    /// <summary>The group-by fields (<c>field</c>). Empty: all events are one group.</summary>
    public IReadOnlyList<string> Fields { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>The least number of events of a group that makes an alert.</summary>
    public double? Value { get; init; }

    /// <summary>How many distinct values a group needs of further fields (<c>cardinality</c>); all have to be reached. Kibana's form takes one.</summary>
    public IReadOnlyList<RuleThresholdCardinality> Cardinality { get; init => field = ValueList<RuleThresholdCardinality>.Of(value); } = ValueList<RuleThresholdCardinality>.Empty;

    internal JsonOrigin Origin { get; private init; } = JsonOrigin.None;

    JsonOrigin IJsonModel.Origin => Origin;

    /// <inheritdoc />
    public override string ToString() => $"at least {Value} by {(Fields.Count == 0 ? "nothing" : string.Join(", ", Fields))}";

    void IJsonModel.Describe(MemberImage members)
    {
        members.Texts("field", Fields);
        members.Number("value", Value);
        members.Objects("cardinality", Cardinality);
    }
}

/// <summary>How many distinct values of a field a threshold group needs; mirrors an item of <c>threshold.cardinality</c>. Immutable; unknown members survive.</summary>
public sealed record RuleThresholdCardinality : IJsonModel
{
    /// <summary>Creates an empty count; set field and value.</summary>
    public RuleThresholdCardinality()
    {
    }

    internal RuleThresholdCardinality(JsonMembers cardinality)
    {
        Field = cardinality.Text("field");
        Value = cardinality.Number("value");
        Origin = new JsonOrigin(cardinality.Json, this);
    }

    /// <summary>The field.</summary>
    public string? Field { get; init; }

    /// <summary>The least number of distinct values.</summary>
    public double? Value { get; init; }

    internal JsonOrigin Origin { get; private init; } = JsonOrigin.None;

    JsonOrigin IJsonModel.Origin => Origin;

    /// <inheritdoc />
    public override string ToString() => $"at least {Value} distinct values of {Field}";

    void IJsonModel.Describe(MemberImage members)
    {
        members.Text("field", Field);
        members.Number("value", Value);
    }
}
