using System.Text.Json;

namespace Elastic.ResponseActions.Matching;

/// <summary>
/// Rule type <c>threat_match</c>: an event that shares values with an indicator. Indicators are given to the detector as events
/// (<see cref="RuleDetector.AddIndicator"/>); those that the threat query, its filters and index patterns let through count. Immutable.
/// </summary>
public sealed record ThreatMatchCriteria : RuleCriteria
{
    /// <summary>Which indicators count (<c>threat_query</c>); empty text lets every indicator through in <c>kuery</c>.</summary>
    public string ThreatQuery { get; init; } = "*:*";

    /// <summary>The language of <see cref="ThreatQuery"/> (<c>threat_language</c>).</summary>
    public QueryLanguage ThreatLanguage { get; init; } = QueryLanguage.Kuery;

    /// <summary>Kibana filters on indicators (<c>threat_filters</c>); all have to hold.</summary>
    public IReadOnlyList<JsonElement> ThreatFilters { get; init; } = [];

    /// <summary>Index patterns of the indicators (<c>threat_index</c>). Empty: every indicator is seen.</summary>
    public IReadOnlyList<string> ThreatIndex { get; init; } = [];

    /// <summary>Which event field is compared with which indicator field (<c>threat_mapping</c>). One item has to hold as a whole.</summary>
    public required IReadOnlyList<ThreatMapping> Mapping { get; init; }
}

/// <summary>One item of a threat mapping: all of its entries have to hold for the same indicator. Immutable.</summary>
/// <param name="Entries">At least one entry; at least one that is not negated.</param>
public sealed record ThreatMapping(IReadOnlyList<ThreatMappingEntry> Entries);

/// <summary>One comparison of a threat mapping. Immutable.</summary>
/// <param name="Field">The event's field.</param>
/// <param name="Value">The indicator's field whose value is looked for, for example <c>threat.indicator.ip</c>.</param>
/// <param name="Negate">"Does not match": the event must not have the indicator's value; where the indicator has none, the event must have some value.</param>
public sealed record ThreatMappingEntry(string Field, string Value, bool Negate = false);
