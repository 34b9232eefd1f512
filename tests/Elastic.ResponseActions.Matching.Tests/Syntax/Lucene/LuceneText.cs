using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Lucene;
using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Lucene;

/// <summary>Parses Lucene queries for tests.</summary>
internal static class LuceneText
{
    public static QueryNode Parse(string query, QueryBudget? budget = null) => LuceneParser.Parse(query, budget ?? new QueryBudget());

    /// <summary>The tree, or the error with its place.</summary>
    public static string Outcome(string query)
    {
        try
        {
            return Parse(query).ToString();
        }
        catch (QuerySyntaxException error)
        {
            var place = new SourceText(query).PositionAt(error.Span.Start);
            return FormattableString.Invariant($"error {place.Line}:{place.Column} {error.Message}");
        }
    }
}
