using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;

namespace Elastic.ResponseActions.Benchmarks.Rules;

/// <summary>What a detection rule asks of single events: its query, or each step of its sequence or sample.</summary>
internal static class EventQueries
{
    /// <summary>The rule as a whole where it is a sequence; null where it is not.</summary>
    public static RuleQuery? SequenceOf(DetectionRule rule) =>
        rule is EqlRule { Query: { } text } eql && EqlParser.Parse(text, Budget()) is EqlSequence
            ? Query(eql, text, eql.RuleId)
            : null;

    /// <summary>Each step of a sequence as a rule of its own.</summary>
    public static IEnumerable<RuleQuery> StepsOf(RuleQuery sequence) =>
        Filters(EqlParser.Parse(sequence.Query, Budget())).Select((filter, step) => Step(sequence, filter, step));

    /// <summary>Empty for what runs in Elasticsearch only.</summary>
    public static IEnumerable<RuleQuery> Of(DetectionRule rule)
    {
        if (rule is EqlRule { Query: { } text } eql && EqlParser.Parse(text, Budget()) is not EqlEventQuery)
            return StepsOf(Query(eql, text, eql.RuleId));
        return RuleMatchability.TryCreateQuery(rule, baseQuery: true, out var query, out _) ? [query] : [];
    }

    /// <summary>The benchmark reads rules that are trusted, so the default limits are fine.</summary>
    public static QueryBudget Budget() => new();

    /// <summary>What each step asks of an event, <c>until</c> last.</summary>
    public static IEnumerable<EqlEventFilter> Filters(EqlStatement statement) => statement switch
    {
        EqlEventQuery query => [query.Filter],
        EqlSequence sequence => sequence.Stages.Append(sequence.Until).OfType<EqlStage>().Select(stage => stage.Filter),
        EqlSample sample => sample.Stages.Select(stage => stage.Filter),
        _ => throw new InvalidOperationException($"{statement.GetType().Name} has no steps."),
    };

    private static RuleQuery Query(EqlRule rule, string text, string id) => new()
    {
        RuleId = id,
        RuleName = rule.Name,
        Language = QueryLanguage.Eql,
        Query = text,
        IndexPatterns = rule.Index,
        Filters = rule.Filters,
        EventCategoryField = rule.EventCategoryOverride,
        TimestampField = rule.TimestampField,
        TiebreakerField = rule.TiebreakerField,
    };

    private static RuleQuery Step(RuleQuery sequence, EqlEventFilter filter, int step) => sequence with
    {
        RuleId = $"{sequence.RuleId}, step {step + 1}",
        Query = sequence.Query.Substring(filter.Span.Start, filter.Span.Length),
    };
}
