using System.Diagnostics.CodeAnalysis;
using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions;

/// <summary>A query over single events (<c>query</c>).</summary>
public sealed record QueryRule : DetectionRule
{
    /// <summary>Creates an empty rule; set at least id, name and query.</summary>
    public QueryRule()
    {
    }

    [SetsRequiredMembers]
    internal QueryRule(JsonMembers rule)
        : base(rule)
    {
    }

    /// <inheritdoc />
    public override RuleType Type => RuleType.Query;
}

/// <summary>A query stored in Kibana (<c>saved_query</c>).</summary>
public sealed record SavedQueryRule : DetectionRule
{
    /// <summary>Creates an empty rule; set at least id, name and saved query.</summary>
    public SavedQueryRule()
    {
    }

    [SetsRequiredMembers]
    internal SavedQueryRule(JsonMembers rule)
        : base(rule) => SavedId = rule.Text("saved_id");

    /// <inheritdoc />
    public override RuleType Type => RuleType.SavedQuery;

    /// <summary>The stored query (<c>saved_id</c>).</summary>
    public string? SavedId { get; init; }

    private protected override void DescribeOwn(MemberImage members) => members.Text("saved_id", SavedId);
}

/// <summary>A rule in Event Query Language (<c>eql</c>).</summary>
public sealed record EqlRule : DetectionRule
{
    /// <summary>Creates an empty rule; set at least id, name, language and query.</summary>
    public EqlRule()
    {
    }

    [SetsRequiredMembers]
    internal EqlRule(JsonMembers rule)
        : base(rule)
    {
        EventCategoryOverride = rule.Text("event_category_override");
        TimestampField = rule.Text("timestamp_field");
        TiebreakerField = rule.Text("tiebreaker_field");
    }

    /// <inheritdoc />
    public override RuleType Type => RuleType.Eql;

    /// <summary>The field that holds the event category; null means <c>event.category</c>.</summary>
    public string? EventCategoryOverride { get; init; }

    /// <summary>The field that orders events; null means <c>@timestamp</c>.</summary>
    public string? TimestampField { get; init; }

    /// <summary>The field that orders events of the same time; null means none.</summary>
    public string? TiebreakerField { get; init; }

    private protected override void DescribeOwn(MemberImage members)
    {
        members.Text("event_category_override", EventCategoryOverride);
        members.Text("timestamp_field", TimestampField);
        members.Text("tiebreaker_field", TiebreakerField);
    }
}

/// <summary>A rule in ES|QL (<c>esql</c>); it runs only in Elasticsearch.</summary>
public sealed record EsqlRule : DetectionRule
{
    /// <summary>Creates an empty rule; set at least id, name, language and query.</summary>
    public EsqlRule()
    {
    }

    [SetsRequiredMembers]
    internal EsqlRule(JsonMembers rule)
        : base(rule)
    {
    }

    /// <inheritdoc />
    public override RuleType Type => RuleType.Esql;
}

/// <summary>A rule over the findings of machine-learning jobs (<c>machine_learning</c>); it runs only in Elasticsearch.</summary>
public sealed record MachineLearningRule : DetectionRule
{
    /// <summary>Creates an empty rule; set at least id, name, jobs and threshold.</summary>
    public MachineLearningRule()
    {
    }

    [SetsRequiredMembers]
    internal MachineLearningRule(JsonMembers rule)
        : base(rule)
    {
        JobIds = rule.TextOrTexts("machine_learning_job_id");
        AnomalyThreshold = rule.Number("anomaly_threshold");
    }

    /// <inheritdoc />
    public override RuleType Type => RuleType.MachineLearning;

    /// <summary>The jobs whose anomalies count (<c>machine_learning_job_id</c>).</summary>
    public IReadOnlyList<string> JobIds { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>The least anomaly score, 0 to 100 (<c>anomaly_threshold</c>).</summary>
    public double? AnomalyThreshold { get; init; }

    private protected override void DescribeOwn(MemberImage members)
    {
        members.Texts("machine_learning_job_id", JobIds);
        members.Number("anomaly_threshold", AnomalyThreshold);
    }
}

/// <summary>A rule of a kind this library does not know. Kept and written back; never matched.</summary>
public sealed record UnknownRule : DetectionRule
{
    private readonly RuleType _type;

    /// <summary>Creates an empty rule; set at least id and name.</summary>
    /// <param name="type">The kind on the wire.</param>
    public UnknownRule(RuleType type) => _type = type;

    [SetsRequiredMembers]
    internal UnknownRule(JsonMembers rule)
        : base(rule) => _type = new RuleType(rule.RequiredText("type"));

    /// <inheritdoc />
    public override RuleType Type => _type;
}
