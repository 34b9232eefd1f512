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
        if (RuleMatchability.TryCreateQuery(rule, baseQuery: true, out var query, out _))
            return [query];
        return rule is EqlRule { Query: { } text } eql ? Filters(EqlParser.Parse(text, Budget())).Select((filter, i) => Query(eql, filter, i)) : [];
    }

    /// <summary>The benchmark reads rules that are trusted, so the default limits are fine.</summary>
    public static QueryBudget Budget() => new();

    private static IEnumerable<EqlEventFilter> Filters(EqlStatement statement) => statement switch
    {
        EqlEventQuery query => [query.Filter],
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
