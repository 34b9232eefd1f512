using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Kql;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Kql;

public sealed class KqlLimitTests
{
    [Fact]
    public void Parse_BytesAtTheLimit_IsRead() => Assert.Equal("is(-, 'ää')", KqlParser.Parse("ää", new QueryBudget(maxBytes: 4)).ToString());

    [Fact]
    public void Parse_BytesPastTheLimit_IsRefused() => AssertLimit(
        "äää",
        new QueryBudget(maxBytes: 5),
        "the query, or a text in its filters, is longer than 5 bytes in UTF-8. Shorten it, or raise RuleSetOptions.MaxQueryBytes.",
        start: 0);

    [Theory]
    [InlineData("a:((b))")]
    [InlineData("((a:b))")]
    [InlineData("a:{b:{c:d}}")]
    [InlineData("(a:(b))")]
    [InlineData("(a) or (b) or ((c))")]
    public void Parse_DepthAtTheLimit_IsRead(string query) => Assert.NotNull(KqlParser.Parse(query, new QueryBudget(maxDepth: 2)));

    [Theory]
    [InlineData("a:(((b)))", 4)]
    [InlineData("(((a:b)))", 2)]
    [InlineData("a:{b:{c:{d:e}}}", 8)]
    [InlineData("not (x and a:{not (b)})", 18)]
    public void Parse_DepthPastTheLimit_PointsAtTheBracket(string query, int start) => AssertLimit(
        query, new QueryBudget(maxDepth: 2), "the query nests deeper than 2 levels. Shorten it, or raise RuleSetOptions.MaxQueryDepth.", start);

    [Fact]
    public void Parse_DepthPastTheStack_IsRefusedAsALimit()
    {
        var query = new string('(', 200_000);

        var error = Assert.Throws<QuerySyntaxException>(() => { KqlParser.Parse(query, new QueryBudget(maxBytes: int.MaxValue, maxDepth: int.MaxValue)); });

        Assert.Equal(QueryErrorKind.Limit, error.Kind);
    }

    [Fact]
    public void Parse_NodesAtTheLimit_AreCounted()
    {
        // or, and, a, not, b, c
        var budget = new QueryBudget(maxNodes: 6);

        KqlParser.Parse("a and not b or c", budget);

        Assert.Equal(6, budget.Nodes);
    }

    [Fact]
    public void Parse_NodesPastTheLimit_PointsAtTheNode() => AssertLimit(
        "a and not b or c",
        new QueryBudget(maxNodes: 3),
        "the query and its filters have more than 3 nodes. Shorten it, or raise RuleSetOptions.MaxQueryNodes.",
        start: 0);

    [Fact]
    public void Parse_TenThousandNodes_AreTheDefaultLimit()
    {
        Assert.IsType<OrNode>(KqlText.Parse($"a:({string.Join(" or ", Enumerable.Repeat("b", 9_999))})"));

        Assert.Equal(QueryErrorKind.Limit, KqlText.Refuse($"a:({string.Join(" or ", Enumerable.Repeat("b", 10_000))})").Kind);
    }

    [Theory]
    [InlineData("a: *x*")]
    [InlineData("*x*: a")]
    [InlineData("a: \\*x**")]
    [InlineData("a: \"****\"")]
    public void Parse_WildcardsAtTheLimit_AreRead(string query) => Assert.NotNull(KqlParser.Parse(query, new QueryBudget(maxWildcards: 2)));

    [Theory]
    [InlineData("a: *x*y*", 3)]
    [InlineData("*x*y*: a", 0)]
    [InlineData("a > *x*y*", 4)]
    public void Parse_WildcardsPastTheLimit_PointsAtThePattern(string query, int start) => AssertLimit(
        query, new QueryBudget(maxWildcards: 2), "the pattern has more than 2 wildcards. Shorten it, or raise RuleSetOptions.MaxPatternWildcards.", start);

    private static void AssertLimit(string query, QueryBudget budget, string message, int start)
    {
        var error = Assert.Throws<QuerySyntaxException>(() => { KqlParser.Parse(query, budget); });

        Assert.Equal(QueryErrorKind.Limit, error.Kind);
        Assert.Equal(message, error.Message);
        Assert.Equal(start, error.Span.Start);
    }
}
