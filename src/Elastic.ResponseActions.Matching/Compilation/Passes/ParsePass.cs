using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;
using Elastic.ResponseActions.Matching.Syntax.Exceptions;
using Elastic.ResponseActions.Matching.Syntax.Filters;
using Elastic.ResponseActions.Matching.Syntax.Kql;
using Elastic.ResponseActions.Matching.Syntax.Lucene;

namespace Elastic.ResponseActions.Matching.Compilation.Passes;

/// <summary>
/// Parses a rule's query and filters, all of which have to hold, and takes its exceptions along, none of which may.
/// In: text. Out: one tree. Throws on syntax, on limits, and on languages that are not evaluated here.
/// </summary>
internal static class ParsePass
{
    public static QueryNode Run(RuleQuery rule, RuleSetOptions options)
    {
        var budget = BudgetOf(options);
        return Narrowed(ParseQuery(rule, budget), ParseNarrowing(rule, options, budget));
    }

    /// <summary>An EQL statement of any kind, for a detector, and what each of its events has to fulfil besides.</summary>
    public static (EqlStatement Statement, IReadOnlyList<QueryNode> Filters) RunStatement(RuleQuery rule, RuleSetOptions options)
    {
        var budget = BudgetOf(options);
        return (EqlParser.Parse(rule.Query, budget), ParseNarrowing(rule, options, budget));
    }

    /// <summary>A query and everything that has to hold besides.</summary>
    public static QueryNode Narrowed(QueryNode query, IReadOnlyList<QueryNode> filters) =>
        filters.Count == 0 ? query : new AndNode([query, .. filters], query.Span);

    private static QueryBudget BudgetOf(RuleSetOptions options) =>
        new(options.MaxQueryBytes, options.MaxQueryDepth, options.MaxQueryNodes, options.MaxPatternWildcards);

    private static List<QueryNode> ParseNarrowing(RuleQuery rule, RuleSetOptions options, QueryBudget budget)
    {
        var all = new List<QueryNode>(rule.Filters.Count + rule.Exceptions.Count);
        for (var i = 0; i < rule.Filters.Count; i++)
            all.Add(FilterParser.Parse(rule.Filters[i], i, budget));
        CheckExceptions(rule, options);
        foreach (var list in rule.Exceptions)
            all.Add(new NotNode(new ExceptionsNode(list, options, default), default));
        return all;
    }

    private static void CheckExceptions(RuleQuery rule, RuleSetOptions options)
    {
        var items = rule.Exceptions.Sum(list => (long)list.Items.Count);
        if (items > options.MaxExceptionItems)
        {
            var message = FormattableString.Invariant($"the rule has {items:N0} exception items, the limit is {options.MaxExceptionItems:N0}");
            throw new QuerySyntaxException($"{message}. Remove some, or raise RuleSetOptions.{nameof(RuleSetOptions.MaxExceptionItems)}.", default, QueryErrorKind.Limit);
        }
    }

    private static QueryNode ParseQuery(RuleQuery rule, QueryBudget budget)
    {
        if (rule.Language == QueryLanguage.Kuery)
            return KqlParser.Parse(rule.Query, budget);
        if (rule.Language == QueryLanguage.Eql)
            return ParseEql(rule, budget);
        if (rule.Language == QueryLanguage.Lucene)
            return LuceneParser.Parse(rule.Query, budget);

        var why = rule.Language == QueryLanguage.Esql
            ? "runs only in Elasticsearch and cannot be matched here"
            : "is not known here; expected `kuery`, `lucene` or `eql`";
        throw new QuerySyntaxException($"language `{rule.Language}` {why}", default, QueryErrorKind.Unsupported);
    }

    // A rule set looks at one event at a time.
    private static EqlEventNode ParseEql(RuleQuery rule, QueryBudget budget) => EqlParser.Parse(rule.Query, budget) switch
    {
        EqlEventQuery { Pipes: [] } query => new EqlEventNode(query.Filter, rule.EventCategoryField),
        EqlEventQuery { Pipes: [var pipe, ..] } => throw EqlErrors.Unsupported(pipe.Span, "a pipe cuts a list of results, and a rule matches each event by itself; leave it out."),
        EqlSample => throw EqlErrors.Unsupported(default, "a sample relates events to one another, and a rule set looks at each event by itself; give the rule to a RuleDetector."),
        _ => throw EqlErrors.Unsupported(default, "a sequence relates events to one another, and a rule set looks at each event by itself; give the rule to a RuleDetector."),
    };
}
