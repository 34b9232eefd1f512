using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Filters;
using Elastic.ResponseActions.Matching.Syntax.Kql;
using Elastic.ResponseActions.Matching.Syntax.Lucene;

namespace Elastic.ResponseActions.Matching.Compilation.Passes;

/// <summary>
/// Parses a rule's query and filters; all of them have to hold.
/// In: text. Out: one tree. Throws on syntax, on limits, and on languages that are not evaluated here.
/// </summary>
internal static class ParsePass
{
    public static QueryNode Run(RuleQuery rule, RuleSetOptions options)
    {
        CheckLanguage(rule.Language);
        var budget = new QueryBudget(options.MaxQueryBytes, options.MaxQueryDepth, options.MaxQueryNodes, options.MaxPatternWildcards);
        var query = rule.Language == QueryLanguage.Lucene ? LuceneParser.Parse(rule.Query, budget) : KqlParser.Parse(rule.Query, budget);
        if (rule.Filters.Count == 0)
            return query;

        var all = new List<QueryNode>(rule.Filters.Count + 1) { query };
        for (var i = 0; i < rule.Filters.Count; i++)
            all.Add(FilterParser.Parse(rule.Filters[i], i, budget));
        return new AndNode(all, query.Span);
    }

    private static void CheckLanguage(QueryLanguage language)
    {
        if (language == QueryLanguage.Kuery || language == QueryLanguage.Lucene)
            return;

        var why = language == QueryLanguage.Esql
            ? "runs only in Elasticsearch and cannot be matched here"
            : language == QueryLanguage.Eql
                ? "is not evaluated by this version"
                : "is not known here; expected `kuery` or `lucene`";
        throw new QuerySyntaxException($"language `{language}` {why}", default, QueryErrorKind.Unsupported);
    }
}
