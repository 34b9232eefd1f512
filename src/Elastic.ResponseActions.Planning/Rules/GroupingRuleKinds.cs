using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
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

/// <summary>What a threshold rule counts; mirrors <c>threshold</c>. Immutable; <c>cardinality</c> and unknown members survive.</summary>
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
        Origin = new JsonOrigin(threshold.Json, this);
    }

    /// <summary>The group-by fields (<c>field</c>). Empty: all events are one group.</summary>
    public IReadOnlyList<string> Fields { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>The least number of events of a group that makes an alert.</summary>
    public double? Value { get; init; }

    internal JsonOrigin Origin { get; private init; } = JsonOrigin.None;

    JsonOrigin IJsonModel.Origin => Origin;

    /// <inheritdoc />
    public override string ToString() => $"at least {Value} by {(Fields.Count == 0 ? "nothing" : string.Join(", ", Fields))}";

    void IJsonModel.Describe(MemberImage members)
    {
        members.Texts("field", Fields);
        members.Number("value", Value);
    }
}

/// <summary>Values that were not seen before (<c>new_terms</c>).</summary>
public sealed record NewTermsRule : DetectionRule
{
    /// <summary>Creates an empty rule; set at least id, name, query, fields and history.</summary>
    public NewTermsRule()
    {
    }

    [SetsRequiredMembers]
    internal NewTermsRule(JsonMembers rule)
        : base(rule)
    {
        NewTermsFields = rule.Texts("new_terms_fields");
        HistoryWindowStart = rule.Text("history_window_start");
    }

    /// <inheritdoc />
    public override RuleType Type => RuleType.NewTerms;

    /// <summary>The fields whose values, taken together, have to be new (<c>new_terms_fields</c>).</summary>
    public IReadOnlyList<string> NewTermsFields { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>How far back values count as known, in date math (<c>history_window_start</c>).</summary>
    public string? HistoryWindowStart { get; init; }

    private protected override void DescribeOwn(MemberImage members)
    {
        members.Texts("new_terms_fields", NewTermsFields);
        members.Text("history_window_start", HistoryWindowStart);
    }
}

/// <summary>Events that match threat indicators (<c>threat_match</c>).</summary>
public sealed record ThreatMatchRule : DetectionRule
{
    /// <summary>Creates an empty rule; set at least id, name, query and the threat members.</summary>
    public ThreatMatchRule()
    {
    }

    [SetsRequiredMembers]
    internal ThreatMatchRule(JsonMembers rule)
        : base(rule)
    {
        ThreatQuery = rule.Text("threat_query");
        ThreatIndex = rule.Texts("threat_index");
        ThreatMapping = rule.Elements("threat_mapping");
    }

    /// <inheritdoc />
    public override RuleType Type => RuleType.ThreatMatch;

    /// <summary>The query over the indicators (<c>threat_query</c>).</summary>
    public string? ThreatQuery { get; init; }

    /// <summary>The index patterns of the indicators (<c>threat_index</c>).</summary>
    public IReadOnlyList<string> ThreatIndex { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>Which event field is compared with which indicator field (<c>threat_mapping</c>).</summary>
    public IReadOnlyList<JsonElement> ThreatMapping { get; init => field = ValueList<JsonElement>.Of(value); } = ValueList<JsonElement>.Empty;

    private protected override void DescribeOwn(MemberImage members)
    {
        members.Text("threat_query", ThreatQuery);
        members.Texts("threat_index", ThreatIndex);
        members.Elements("threat_mapping", ThreatMapping);
    }
}
