using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Elastic.ResponseActions.Json;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions;

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
        ThreatLanguage = rule.Text("threat_language") is { } language ? new QueryLanguage(language) : null;
        ThreatFilters = rule.Elements("threat_filters");
        ThreatIndex = rule.Texts("threat_index");
        ThreatMapping = ValueList<RuleThreatMapping>.Of(rule.Objects("threat_mapping").Select(item => new RuleThreatMapping(item)));
        ThreatIndicatorPath = rule.Text("threat_indicator_path");
    }

    /// <inheritdoc />
    public override RuleType Type => RuleType.ThreatMatch;

    /// <summary>The query over the indicators (<c>threat_query</c>).</summary>
    public string? ThreatQuery { get; init; }

    /// <summary>The language of <see cref="ThreatQuery"/> (<c>threat_language</c>); null means <c>kuery</c>.</summary>
    public QueryLanguage? ThreatLanguage { get; init; }

    /// <summary>Kibana filters that narrow the indicators (<c>threat_filters</c>); all have to hold.</summary>
    public IReadOnlyList<JsonElement> ThreatFilters { get; init => field = ValueList<JsonElement>.Of(value); } = ValueList<JsonElement>.Empty;

    /// <summary>The index patterns of the indicators (<c>threat_index</c>).</summary>
    public IReadOnlyList<string> ThreatIndex { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>Which event field is compared with which indicator field (<c>threat_mapping</c>). One item has to hold as a whole.</summary>
    public IReadOnlyList<RuleThreatMapping> ThreatMapping { get; init => field = ValueList<RuleThreatMapping>.Of(value); } = ValueList<RuleThreatMapping>.Empty;

    /// <summary>Where indicators hold what alerts are enriched with (<c>threat_indicator_path</c>); no part in matching. Null means <c>threat.indicator</c>.</summary>
    public string? ThreatIndicatorPath { get; init; }

    private protected override void DescribeOwn(MemberImage members)
    {
        members.Text("threat_query", ThreatQuery);
        members.Text("threat_language", ThreatLanguage?.Name);
        members.Elements("threat_filters", ThreatFilters);
        members.Texts("threat_index", ThreatIndex);
        members.Objects("threat_mapping", ThreatMapping);
        members.Text("threat_indicator_path", ThreatIndicatorPath);
    }
}
