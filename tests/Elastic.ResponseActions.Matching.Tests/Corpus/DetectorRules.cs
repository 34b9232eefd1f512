using System.Globalization;
using System.Text.Json;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;

namespace Elastic.ResponseActions.Matching.Tests.Corpus;

/// <summary>The corpus' rules as a detector takes them.</summary>
internal static class DetectorRules
{
    /// <summary>Every rule of the types that a detector evaluates, without look-back and interval: the corpus' events are one window.</summary>
    public static List<DetectorRule> All() => [.. CorpusFiles.Lines("rules", "dev.ndjson").Where(IsDetectable).Select(Read)];

    public static bool IsSequence(DetectorRule rule) =>
        rule.Query.Language == QueryLanguage.Eql && EqlParser.Parse(rule.Query.Query, new QueryBudget()) is EqlSequence or EqlSample;

    private static bool IsDetectable(JsonElement rule) => CorpusFiles.Text(rule, "type") is "query" or "eql" or "threshold" or "new_terms" or "threat_match";

    private static DetectorRule Read(JsonElement rule) => new()
    {
        Query = new RuleQuery
        {
            RuleId = CorpusFiles.Text(rule, "rule_id")!,
            RuleName = CorpusFiles.Text(rule, "name"),
            Language = new QueryLanguage(CorpusFiles.Text(rule, "language")!),
            Query = CorpusFiles.Text(rule, "query")!,
            IndexPatterns = Texts(rule, "index"),
            Filters = CorpusFiles.List(rule, "filters"),
            EventCategoryField = CorpusFiles.Text(rule, "event_category_override"),
            TimestampField = CorpusFiles.Text(rule, "timestamp_field"),
            TiebreakerField = CorpusFiles.Text(rule, "tiebreaker_field"),
        },
        Criteria = Criteria(rule),
        TimestampOverride = CorpusFiles.Text(rule, "timestamp_override"),
    };

    private static RuleCriteria? Criteria(JsonElement rule) => CorpusFiles.Text(rule, "type") switch
    {
        "threshold" => Threshold(rule.GetProperty("threshold")),
        "new_terms" => new NewTermsCriteria { Fields = Texts(rule, "new_terms_fields"), HistoryWindow = Span(CorpusFiles.Text(rule, "history_window_start")!) },
        "threat_match" => new ThreatMatchCriteria
        {
            ThreatQuery = CorpusFiles.Text(rule, "threat_query")!,
            ThreatLanguage = new QueryLanguage(CorpusFiles.Text(rule, "threat_language")!),
            ThreatFilters = CorpusFiles.List(rule, "threat_filters"),
            ThreatIndex = Texts(rule, "threat_index"),
            Mapping = [.. CorpusFiles.List(rule, "threat_mapping").Select(item => new ThreatMapping(
                [.. CorpusFiles.List(item, "entries").Select(entry => new ThreatMappingEntry(CorpusFiles.Text(entry, "field")!, CorpusFiles.Text(entry, "value")!))]))],
        },
        _ => null,
    };

    private static ThresholdCriteria Threshold(JsonElement threshold) => new()
    {
        Fields = Texts(threshold, "field"),
        Value = threshold.GetProperty("value").GetInt32(),
        Cardinality = [.. CorpusFiles.List(threshold, "cardinality").Select(it => new ThresholdCardinality(CorpusFiles.Text(it, "field")!, it.GetProperty("value").GetInt32()))],
    };

    private static string[] Texts(JsonElement json, string name) => [.. CorpusFiles.List(json, name).Select(text => text.GetString()!)];

    // `now-7d`
    private static TimeSpan Span(string relative)
    {
        var count = int.Parse(relative.AsSpan(4, relative.Length - 5), CultureInfo.InvariantCulture);
        return relative[^1] switch { 'd' => TimeSpan.FromDays(count), 'h' => TimeSpan.FromHours(count), 'm' => TimeSpan.FromMinutes(count), _ => TimeSpan.FromSeconds(count) };
    }
}
