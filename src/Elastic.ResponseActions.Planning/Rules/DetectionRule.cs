using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Elastic.ResponseActions.Json;
using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Rules;

namespace Elastic.ResponseActions;

/// <summary>
/// A detection rule; mirrors the rules API's body and Kibana's export line. Immutable; change it with <c>with</c>.
/// Reading and writing lose nothing: members this library does not know, unknown values, member order and the spelling of
/// numbers survive, also after a <c>with</c>, which changes only what it names. Rules are equal when all their members are.
/// </summary>
public abstract record DetectionRule : IJsonModel
{
    private protected DetectionRule()
    {
    }

    [SetsRequiredMembers]
    private protected DetectionRule(JsonMembers rule)
    {
        Id = rule.Text("id");
        RuleId = rule.RequiredText("rule_id");
        Name = rule.RequiredText("name");
        Language = rule.Text("language") is { } language ? new QueryLanguage(language) : null;
        Query = rule.Text("query");
        Description = rule.Text("description");
        Severity = rule.Text("severity") is { } severity ? new RuleSeverity(severity) : null;
        RiskScore = rule.Number("risk_score");
        Enabled = rule.Flag("enabled");
        Index = rule.Texts("index");
        DataViewId = rule.Text("data_view_id");
        Filters = rule.Elements("filters");
        Tags = rule.Texts("tags");
        ExceptionsList = rule.Elements("exceptions_list");
        MaxSignals = rule.Number("max_signals");
        From = rule.Text("from");
        To = rule.Text("to");
        Interval = rule.Text("interval");
        TimestampOverride = rule.Text("timestamp_override");
        TimestampOverrideFallbackDisabled = rule.Flag("timestamp_override_fallback_disabled");
        AlertSuppression = rule.Object("alert_suppression") is { } suppression ? new RuleAlertSuppression(suppression) : null;
        ResponseActions = RuleReader.ReadResponseActions(rule, RuleId, Name);
        Origin = new JsonOrigin(rule.Json, this);
    }

    /// <summary>The kind of rule (<c>type</c>).</summary>
    public abstract RuleType Type { get; }

    /// <summary>The rule's saved-object id (<c>id</c>); it changes when the rule is imported again. Alerts carry it as <c>kibana.alert.rule.uuid</c>.</summary>
    public string? Id { get; init; }

    /// <summary>The rule's stable signature id (<c>rule_id</c>).</summary>
    public required string RuleId { get; init; }

    /// <summary>The rule's name.</summary>
    public required string Name { get; init; }

    /// <summary>The language of <see cref="Query"/>; null where left out, which means <c>kuery</c> (and nothing for machine learning).</summary>
    public QueryLanguage? Language { get; init; }

    /// <summary>The query text; null where the rule has none.</summary>
    public string? Query { get; init; }

    /// <summary>What the rule detects, for people.</summary>
    public string? Description { get; init; }

    /// <summary>How grave its alerts are.</summary>
    public RuleSeverity? Severity { get; init; }

    /// <summary>The risk of its alerts, 0 to 100 (<c>risk_score</c>).</summary>
    public double? RiskScore { get; init; }

    /// <summary>Whether Kibana runs the rule; null where left out, which means no.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The index patterns whose events the rule sees. Empty: every event.</summary>
    public IReadOnlyList<string> Index { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>A data view stored in Kibana that stands for the index patterns (<c>data_view_id</c>).</summary>
    public string? DataViewId { get; init; }

    /// <summary>Kibana filters that narrow the query; all have to hold.</summary>
    public IReadOnlyList<JsonElement> Filters { get; init => field = ValueList<JsonElement>.Of(value); } = ValueList<JsonElement>.Empty;

    /// <summary>The rule's tags.</summary>
    public IReadOnlyList<string> Tags { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>Exception lists stored in Kibana: events on them make no alert (<c>exceptions_list</c>).</summary>
    public IReadOnlyList<JsonElement> ExceptionsList { get; init => field = ValueList<JsonElement>.Of(value); } = ValueList<JsonElement>.Empty;

    /// <summary>Most alerts of one run (<c>max_signals</c>); null where left out, which means 100.</summary>
    public double? MaxSignals { get; init; }

    /// <summary>Since when a run looks at events, in date math (<c>from</c>); null where left out, which means <c>now-6m</c>.</summary>
    public string? From { get; init; }

    /// <summary>Until when a run looks at events, in date math (<c>to</c>); null where left out, which means <c>now</c>.</summary>
    public string? To { get; init; }

    /// <summary>How often the rule runs (<c>interval</c>), for example <c>5m</c>; null where left out, which means that.</summary>
    public string? Interval { get; init; }

    /// <summary>The field that says when an event happened (<c>timestamp_override</c>); null means <c>@timestamp</c>.</summary>
    public string? TimestampOverride { get; init; }

    /// <summary>An event without <see cref="TimestampOverride"/> is not looked at; else its <c>@timestamp</c> counts. Null means false.</summary>
    public bool? TimestampOverrideFallbackDisabled { get; init; }

    /// <summary>How its alerts are made fewer (<c>alert_suppression</c>); null: not at all.</summary>
    public RuleAlertSuppression? AlertSuppression { get; init; }

    /// <summary>What the rule asks for when it makes alerts (<c>response_actions</c>).</summary>
    public IReadOnlyList<RuleResponseAction> ResponseActions { get; init => field = ValueList<RuleResponseAction>.Of(value); } = ValueList<RuleResponseAction>.Empty;

    internal JsonOrigin Origin { get; private init; } = JsonOrigin.None;

    JsonOrigin IJsonModel.Origin => Origin;

    /// <summary>Reads one rule.</summary>
    /// <param name="utf8Json">One JSON object in UTF-8.</param>
    /// <exception cref="JsonException">Not one JSON object, a member twice, <c>rule_id</c>, <c>name</c> or <c>type</c> missing, or a member of the wrong kind; the text says which.</exception>
    public static DetectionRule Parse(ReadOnlySpan<byte> utf8Json) => RuleReader.Read(utf8Json);

    /// <summary>Writes the rule: untouched members as they were read, changed ones in place, new ones last.</summary>
    /// <param name="writer">Where to write.</param>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        JsonOrigin.Write(writer, this);
    }

    /// <summary>Checks the response actions by the server's rules, before any call. Empty: nothing to object to.</summary>
    public IReadOnlyList<RuleProblem> Validate() => ResponseActionValidation.Check(this);

    /// <summary>The rule as people name it.</summary>
    public sealed override string ToString() => $"{Name} ({RuleId}, {Type})";

    void IJsonModel.Describe(MemberImage members)
    {
        members.Text("id", Id);
        members.Text("rule_id", RuleId);
        members.Text("name", Name);
        members.Text("type", Type.Name);
        members.Text("language", Language?.Name);
        members.Text("query", Query);
        members.Text("description", Description);
        members.Text("severity", Severity?.Name);
        members.Number("risk_score", RiskScore);
        members.Flag("enabled", Enabled);
        members.Texts("index", Index);
        members.Text("data_view_id", DataViewId);
        members.Elements("filters", Filters);
        members.Texts("tags", Tags);
        members.Elements("exceptions_list", ExceptionsList);
        members.Number("max_signals", MaxSignals);
        members.Text("from", From);
        members.Text("to", To);
        members.Text("interval", Interval);
        members.Text("timestamp_override", TimestampOverride);
        members.Flag("timestamp_override_fallback_disabled", TimestampOverrideFallbackDisabled);
        members.Object("alert_suppression", AlertSuppression);
        DescribeOwn(members);
        members.Objects("response_actions", ResponseActions);
    }

    /// <summary>Lists the members that only this kind of rule has.</summary>
    private protected virtual void DescribeOwn(MemberImage members)
    {
    }
}
