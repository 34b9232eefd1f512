using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Kql;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Filters;

public sealed class FilterLimitTests
{
    [Fact]
    public void Parse_DepthAtTheLimit_IsRead() => Assert.Equal("exists(a)", FilterText.Parse(Nest(3), new QueryBudget(maxDepth: 3)).ToString());

    [Fact]
    public void Parse_DepthPastTheLimit_IsRefused() => AssertLimit(Nest(4), new QueryBudget(maxDepth: 3), "RuleSetOptions.MaxQueryDepth");

    [Fact]
    public void Parse_CombinedFiltersPastTheDepth_AreRefused()
    {
        const string inner = """{"meta":{"type":"combined","relation":"AND","params":[{"meta":{"type":"combined","relation":"AND","params":[]}}]}}""";

        Assert.Equal("all", FilterText.Parse(inner, new QueryBudget(maxDepth: 2)).ToString());
        AssertLimit(inner, new QueryBudget(maxDepth: 1), "RuleSetOptions.MaxQueryDepth");
    }

    [Fact]
    public void Parse_NodesOfQueryAndFilters_AreCountedTogether()
    {
        var budget = new QueryBudget(maxNodes: 4);
        KqlParser.Parse("a and b", budget);
        FilterText.Parse("""{"query":{"match_all":{}}}""", budget);

        AssertLimit("""{"query":{"match_all":{}}}""", budget, "RuleSetOptions.MaxQueryNodes");
    }

    [Fact]
    public void Parse_OptionalShould_IsCountedToo() => AssertLimit(
        """{"query":{"bool":{"filter":{"match_all":{}},"should":[{"match_all":{}},{"match_all":{}}]}}}""",
        new QueryBudget(maxNodes: 2),
        "RuleSetOptions.MaxQueryNodes");

    [Fact]
    public void Parse_WildcardsAtTheLimit_AreRead() =>
        Assert.NotNull(FilterText.Parse("""{"query":{"wildcard":{"a":"*x\\*y??????*"}}}""", new QueryBudget(maxWildcards: 2)));

    [Fact]
    public void Parse_WildcardsPastTheLimit_AreRefused() =>
        AssertLimit("""{"query":{"wildcard":{"a":"*x*y\\\\*"}}}""", new QueryBudget(maxWildcards: 2), "RuleSetOptions.MaxPatternWildcards");

    [Fact]
    public void Parse_TextPastTheBytes_IsRefused() =>
        AssertLimit("""{"query":{"match_phrase":{"a":"123456"}}}""", new QueryBudget(maxBytes: 5), "RuleSetOptions.MaxQueryBytes");

    private static string Nest(int depth)
    {
        var query = """{"exists":{"field":"a"}}""";
        for (var i = 0; i < depth; i++) query = $$$"""{"bool":{"filter":{{{query}}}}}""";
        return $$"""{"query":{{query}}}""";
    }

    private static void AssertLimit(string json, QueryBudget budget, string option)
    {
        var error = FilterText.Refuse(json, budget);

        Assert.Equal(QueryErrorKind.Limit, error.Kind);
        Assert.Contains(option, error.Message, StringComparison.Ordinal);
    }
}
