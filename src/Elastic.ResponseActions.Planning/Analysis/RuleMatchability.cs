using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Elastic.ResponseActions.Analysis;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions;

/// <summary>Says whether a rule can be matched in this process, and if so by which query; if not, why not.</summary>
public static class RuleMatchability
{
    // Wrong in one direction only, on purpose: whatever would make the query match more than the rule (exceptions that are not given, a
    // query or index patterns kept in Kibana) is unsupported, since a match may isolate a host. Alert suppression only makes fewer
    // alerts of the same matches, so a query goes without it; a detector rule has it.

    /// <summary>Makes the query of a rule for matching.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="baseQuery">True: for <c>threshold</c>, <c>new_terms</c> and <c>threat_match</c> rules give the base query, which matches more than the rule alerts on.</param>
    /// <param name="query">The query, where there is one.</param>
    /// <param name="error">Why there is none: <see cref="QueryErrorKind.Unsupported"/> for a sound rule that cannot be matched here, <see cref="QueryErrorKind.Syntax"/> for a broken one.</param>
    /// <param name="exceptions">The lists that rules refer to. A rule of whose lists one is not there has no query.</param>
    public static bool TryCreateQuery(
        DetectionRule rule,
        bool baseQuery,
        [NotNullWhen(true)] out RuleQuery? query,
        [NotNullWhen(false)] out QueryError? error,
        ExceptionLists? exceptions = null)
    {
        ArgumentNullException.ThrowIfNull(rule);
        query = null;
        var lists = RuleExceptions.Find(rule, exceptions, out var missing);
        var obstacle = ByType(rule, baseQuery) ?? ByLanguage(LanguageOf(rule)) ?? ByQuery(rule) ?? missing ?? ByScope(rule);
        error = obstacle?.Of(rule);
        if (error is not null)
        {
            return false;
        }

        var eql = rule as EqlRule;
        query = new RuleQuery
        {
            RuleId = rule.RuleId,
            RuleName = rule.Name,
            Language = LanguageOf(rule),
            Query = rule.Query!,
            IndexPatterns = rule.Index,
            Filters = FiltersOf(rule),
            Exceptions = lists,
            EventCategoryField = NullIfEmpty(eql?.EventCategoryOverride),
            TimestampField = NullIfEmpty(eql?.TimestampField),
            TiebreakerField = NullIfEmpty(eql?.TiebreakerField),
        };
        return true;
    }

    /// <summary>
    /// Makes a rule as a detector takes it: any rule that <see cref="TryCreateQuery"/> knows, those that need more than one event included, with criteria,
    /// suppression and times. Members that Kibana fills in where they are left out have Kibana's values: <c>from</c> is <c>now-6m</c>, <c>interval</c> is <c>5m</c>.
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="detectorRule">The rule for a detector, where there is one.</param>
    /// <param name="error">Why there is none: <see cref="QueryErrorKind.Unsupported"/> for a sound rule that cannot be evaluated here, <see cref="QueryErrorKind.Syntax"/> for a broken one.</param>
    /// <param name="exceptions">The lists that rules refer to. A rule of whose lists one is not there cannot be used.</param>
    public static bool TryCreateDetectorRule(
        DetectionRule rule,
        [NotNullWhen(true)] out DetectorRule? detectorRule,
        [NotNullWhen(false)] out QueryError? error,
        ExceptionLists? exceptions = null)
    {
        detectorRule = null;
        if (!TryCreateQuery(rule, baseQuery: true, out var query, out error, exceptions))
        {
            return false;
        }

        var reader = new DetectorRuleReader(rule);
        var read = reader.Read(query);
        error = reader.Obstacle?.Of(rule);
        detectorRule = error is null ? read : null;
        return error is null;
    }

    /// <summary>
    /// Says which door a rule takes. True: no single event decides it (type <c>threshold</c>, <c>new_terms</c> or <c>threat_match</c>, an EQL sequence or sample, EQL with a pipe), so it
    /// is for a <see cref="RuleDetector"/>. False: a <see cref="RuleSet"/> takes it, or nothing does.
    /// </summary>
    /// <param name="rule">The rule.</param>
    public static bool NeedsDetector(DetectionRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule switch
        {
            ThresholdRule or NewTermsRule or ThreatMatchRule => true,
            EqlRule { Query: { } query } => DetectorSet.IsNeededFor(new RuleQuery { RuleId = rule.RuleId, Language = QueryLanguage.Eql, Query = query }),
            _ => false,
        };
    }

    private static Obstacle? ByType(DetectionRule rule, bool baseQuery) => rule switch
    {
        MachineLearningRule => Obstacle.Unsupported("type `machine_learning` takes its findings from jobs that run only in Elasticsearch; it cannot be matched here."),
        UnknownRule => Obstacle.Unsupported($"type `{rule.Type}` is not known to this version and cannot be matched here."),
        ThresholdRule or NewTermsRule or ThreatMatchRule when !baseQuery =>
            Obstacle.Unsupported($"type `{rule.Type}` needs more than one event, so that no single event decides it. Give it to a RuleDetector, or match its base query alone, which matches more than the rule alerts on."),
        _ => null,
    };

    private static Obstacle? ByLanguage(QueryLanguage language) => language.Name switch
    {
        "kuery" or "eql" or "lucene" => null,
        "esql" => Obstacle.Unsupported("language `esql` runs only in Elasticsearch and cannot be matched here."),
        _ => Obstacle.Unsupported($"language `{language}` is not known to this version; `kuery`, `lucene` and `eql` are."),
    };

    private static Obstacle? ByQuery(DetectionRule rule) => rule switch
    {
        { Query: not null } => null,
        SavedQueryRule saved => Obstacle.Unsupported($"the query is stored in Kibana (`saved_id` '{saved.SavedId}') and not in the rule. Put its text into `query`."),
        _ => Obstacle.Broken("the rule has no `query`; expected query text. To match every event write \"query\": \"\"."),
    };

    private static Obstacle? ByScope(DetectionRule rule) => rule is { DataViewId: { Length: > 0 } view, Index.Count: 0 }
        ? Obstacle.Unsupported($"its index patterns are in the data view '{view}', stored in Kibana; without them it would match events it never sees. Put the patterns into `index`.")
        : null;

    private static QueryLanguage LanguageOf(DetectionRule rule) => rule switch
    {
        { Language: { } language } => language,
        EqlRule => QueryLanguage.Eql,
        EsqlRule => QueryLanguage.Esql,
        _ => QueryLanguage.Kuery,
    };

    // Kibana's forms send an empty text for a field that nobody chose.
    private static string? NullIfEmpty(string? field) => string.IsNullOrEmpty(field) ? null : field;

    // Kibana then looks for events by this field alone, so that those without it are never seen.
    private static IReadOnlyList<JsonElement> FiltersOf(DetectionRule rule) => rule is { TimestampOverride: { Length: > 0 } field, TimestampOverrideFallbackDisabled: true }
        ? [.. rule.Filters, JsonElement.Parse("{\"query\":{\"exists\":{\"field\":\"" + JsonEncodedText.Encode(field) + "\"}}}")]
        : rule.Filters;
}
