using System.Text.Json;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Filters;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Filters;

/// <summary>Parses filters for tests.</summary>
internal static class FilterText
{
    public static QueryNode Parse(string json, QueryBudget? budget = null)
    {
        using var document = JsonDocument.Parse(json);
        return FilterParser.Parse(document.RootElement, 0, budget ?? new QueryBudget());
    }

    public static QuerySyntaxException Refuse(string json, QueryBudget? budget = null) =>
        Assert.Throws<QuerySyntaxException>(() => { Parse(json, budget); });

    public static void AssertRefused(string json, QueryErrorKind kind, string message)
    {
        var error = Refuse(json);

        Assert.Equal(message, error.Message);
        Assert.Equal(kind, error.Kind);
        Assert.Equal(default, error.Span);
    }
}
