using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;

namespace Elastic.ResponseActions.Benchmarks.Rules;

/// <summary>What a detection rule asks of single events: its query, or each step of its sequence or sample.</summary>
internal static class EventQueries
{
    /// <summary>Empty for what runs in Elasticsearch only.</summary>
    public static IEnumerable<RuleQuery> Of(DetectionRule rule)
    {
        if (rule is EqlRule { Query: { } text } eql && EqlParser.Parse(text, Budget()) is var statement and not EqlEventQuery)
            return Filters(statement).Select((filter, step) => Query(eql, filter, step));
        return RuleMatchability.TryCreateQuery(rule, baseQuery: true, out var query, out _) ? [query] : [];
    }

    /// <summary>The benchmark reads rules that are trusted, so the default limits are fine.</summary>
    public static QueryBudget Budget() => new();

    private static IEnumerable<EqlEventFilter> Filters(EqlStatement statement) => statement switch
    {
        EqlSequence sequence => sequence.Stages.Append(sequence.Until).OfType<EqlStage>().Select(stage => stage.Filter),
        EqlSample sample => sample.Stages.Select(stage => stage.Filter),
        _ => [],
    };

    private static RuleQuery Query(EqlRule rule, EqlEventFilter filter, int step) => new()
    {
        RuleId = $"{rule.RuleId}, step {step + 1}",
        RuleName = rule.Name,
        Language = QueryLanguage.Eql,
        Query = rule.Query!.Substring(filter.Span.Start, filter.Span.Length),
        IndexPatterns = rule.Index,
        Filters = rule.Filters,
        EventCategoryField = rule.EventCategoryOverride,
        TimestampField = rule.TimestampField,
        TiebreakerField = rule.TiebreakerField,
    };
}
