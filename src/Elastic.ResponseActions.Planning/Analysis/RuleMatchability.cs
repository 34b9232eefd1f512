using System.Diagnostics.CodeAnalysis;
using Elastic.ResponseActions.Analysis;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions;

/// <summary>Says whether a rule can be matched in this process, and if so by which query; if not, why not.</summary>
public static class RuleMatchability
{
    // Wrong in one direction only, on purpose: whatever would make the query match more than the rule (exceptions that are not given, a
    // query or index patterns kept in Kibana) is unsupported, since a match may isolate a host. Alert suppression only makes fewer
    // alerts of the same matches, so it is ignored.

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
        var obstacle = Obstacle(rule, baseQuery) ?? (missing is null ? null : Unsupported(missing)) ?? ByScope(rule);
        error = obstacle is null ? null : new QueryError
        {
            RuleId = rule.RuleId,
            RuleName = rule.Name,
            Kind = obstacle.Kind,
            Message = obstacle.Message,
        };

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
            Filters = rule.Filters,
            Exceptions = lists,
            EventCategoryField = NullIfEmpty(eql?.EventCategoryOverride),
            TimestampField = NullIfEmpty(eql?.TimestampField),
            TiebreakerField = NullIfEmpty(eql?.TiebreakerField),
        };
        return true;
    }

    private static Reason? Obstacle(DetectionRule rule, bool baseQuery) =>
        ByType(rule, baseQuery) ?? ByLanguage(LanguageOf(rule)) ?? ByQuery(rule);

    private static Reason? ByType(DetectionRule rule, bool baseQuery) => rule switch
    {
        MachineLearningRule => Unsupported("type `machine_learning` takes its findings from jobs that run only in Elasticsearch; it cannot be matched here."),
        UnknownRule => Unsupported($"type `{rule.Type}` is not known to this version and cannot be matched here."),
        ThresholdRule or NewTermsRule or ThreatMatchRule when !baseQuery =>
            Unsupported($"type `{rule.Type}` needs more than one event, so that no single event decides it. Give it to a RuleDetector, or match its base query alone, which matches more than the rule alerts on."),
        _ => null,
    };

    private static Reason? ByLanguage(QueryLanguage language) => language.Name switch
    {
        "kuery" or "eql" or "lucene" => null,
        "esql" => Unsupported("language `esql` runs only in Elasticsearch and cannot be matched here."),
        _ => Unsupported($"language `{language}` is not known to this version; `kuery`, `lucene` and `eql` are."),
    };

    private static Reason? ByQuery(DetectionRule rule) => rule switch
    {
        { Query: not null } => null,
        SavedQueryRule saved => Unsupported($"the query is stored in Kibana (`saved_id` '{saved.SavedId}') and not in the rule. Put its text into `query`."),
        _ => new Reason(QueryErrorKind.Syntax, "the rule has no `query`; expected query text. To match every event write \"query\": \"\"."),
    };

    private static Reason? ByScope(DetectionRule rule) => rule is { DataViewId: { Length: > 0 } view, Index.Count: 0 }
        ? Unsupported($"its index patterns are in the data view '{view}', stored in Kibana; without them it would match events it never sees. Put the patterns into `index`.")
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

    private static Reason Unsupported(string message) => new(QueryErrorKind.Unsupported, message);

    private sealed record Reason(QueryErrorKind Kind, string Message);
}
