using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Kql;
using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Kql;

/// <summary>Parses for tests: a tree, or an error with its place.</summary>
internal static class KqlText
{
    public static QueryNode Parse(string query) => KqlParser.Parse(query, new QueryBudget());

    public static QuerySyntaxException Refuse(string query) => Assert.Throws<QuerySyntaxException>(() => { Parse(query); });

    public static SourcePosition PlaceOf(QuerySyntaxException error, string query) => new SourceText(query).PositionAt(error.Span.Start);

    /// <summary>The error as a user reads it: place, message, and the caret below.</summary>
    public static string Describe(QuerySyntaxException error, string query)
    {
        var place = PlaceOf(error, query);
        var caret = CaretRenderer.Render(new SourceText(query), error.Span);
        return FormattableString.Invariant($"{place.Line}:{place.Column} {error.Message}\n{caret}");
    }
}
