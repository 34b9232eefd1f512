using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Analysis;

/// <summary>Reads what threshold, new-terms and threat-match rules ask for beyond their query. Null, and an obstacle, where that cannot be used.</summary>
internal sealed class CriteriaReader
{
    public Obstacle? Obstacle { get; private set; }

    public ThresholdCriteria? Threshold(ThresholdRule rule)
    {
        if (rule.Threshold is not { } threshold)
            return Fail<ThresholdCriteria>(Obstacle.Broken("the rule has no `threshold`; expected one with `field` and `value`."));

        var criteria = new ThresholdCriteria
        {
            Fields = threshold.Fields,
            Value = Count(threshold.Value, "threshold.value"),
            Cardinality = [.. threshold.Cardinality.Select(Cardinality)],
        };
        return Obstacle is null ? criteria : null;
    }

    public NewTermsCriteria? NewTerms(NewTermsRule rule)
    {
        if (rule.NewTermsFields.Count == 0)
            return Fail<NewTermsCriteria>(Obstacle.Broken("the rule has no `new_terms_fields`; expected one to three fields."));
        if (rule.HistoryWindowStart is not { } start)
            return Fail<NewTermsCriteria>(Obstacle.Broken("the rule has no `history_window_start`; expected date math, for example `now-7d`."));

        return RelativeTime.TryRead(start, out var offset) && offset < TimeSpan.Zero
            ? new NewTermsCriteria { Fields = rule.NewTermsFields, HistoryWindow = -offset }
            : Fail<NewTermsCriteria>(Obstacle.Unsupported($"its `history_window_start` is `{start}`; evaluated is {RelativeTime.Allowed}."));
    }

    public ThreatMatchCriteria? ThreatMatch(ThreatMatchRule rule)
    {
        if (rule.ThreatMapping.Count == 0)
            return Fail<ThreatMatchCriteria>(Obstacle.Broken("the rule has no `threat_mapping`; expected which event field is compared with which indicator field."));

        var criteria = new ThreatMatchCriteria
        {
            ThreatQuery = rule.ThreatQuery ?? "",
            ThreatLanguage = rule.ThreatLanguage ?? QueryLanguage.Kuery,
            ThreatFilters = rule.ThreatFilters,
            ThreatIndex = rule.ThreatIndex,
            Mapping = [.. rule.ThreatMapping.Select(item => new ThreatMapping([.. item.Entries.Select(Entry)]))],
        };
        return Obstacle is null ? criteria : null;
    }

    private ThresholdCardinality Cardinality(RuleThresholdCardinality cardinality) =>
        new(Field(cardinality.Field, "threshold.cardinality.field"), Count(cardinality.Value, "threshold.cardinality.value"));

    private ThreatMappingEntry Entry(RuleThreatMappingEntry entry)
    {
        if (entry.Type is not (null or "mapping"))
            Obstacle ??= Obstacle.Unsupported($"an entry of its `threat_mapping` is of type `{entry.Type}`; evaluated is `mapping`.");
        return new ThreatMappingEntry(Field(entry.Field, "threat_mapping.entries.field"), Field(entry.Value, "threat_mapping.entries.value"), entry.Negate == true);
    }

    private string Field(string? name, string member)
    {
        if (string.IsNullOrEmpty(name))
            Obstacle ??= Obstacle.Broken($"`{member}` is missing; expected the name of a field.");
        return name ?? "";
    }

    private int Count(double? value, string member)
    {
        if (value is >= 1 and <= int.MaxValue && double.IsInteger(value.Value))
            return (int)value.Value;

        Obstacle ??= Obstacle.Broken($"`{member}` is {value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "missing"}; expected a whole number, at least 1.");
        return 1;
    }

    private T? Fail<T>(Obstacle obstacle)
        where T : class
    {
        Obstacle ??= obstacle;
        return null;
    }
}
