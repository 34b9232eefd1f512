using Elastic.ResponseActions.Matching.Syntax;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Lucene;

public sealed class LuceneLimitTests
{
    [Fact]
    public void Parse_BytesPastTheLimit_IsRefused() => AssertLimit(
        "äää",
        new QueryBudget(maxBytes: 5),
        "the query, or a text in its filters, is longer than 5 bytes in UTF-8. Shorten it, or raise RuleSetOptions.MaxQueryBytes.",
        start: 0);

    [Theory]
    [InlineData("a:((b))")]
    [InlineData("((a:b) c:(d))")]
    [InlineData("(a) (b) ((c))")]
    public void Parse_DepthAtTheLimit_IsRead(string query) => Assert.NotNull(LuceneText.Parse(query, new QueryBudget(maxDepth: 2)));

    [Theory]
    [InlineData("a:(((b)))", 4)]
    [InlineData("(((a:b)))", 2)]
    [InlineData("NOT (x -(y +(z)))", 12)]
    public void Parse_DepthPastTheLimit_PointsAtTheBracket(string query, int start) => AssertLimit(
        query, new QueryBudget(maxDepth: 2), "the query nests deeper than 2 levels. Shorten it, or raise RuleSetOptions.MaxQueryDepth.", start);

    [Fact]
    public void Parse_DepthPastTheStack_IsRefusedAsALimit()
    {
        var error = Assert.Throws<QuerySyntaxException>(() => { LuceneText.Parse(new string('(', 200_000), new QueryBudget(maxBytes: int.MaxValue, maxDepth: int.MaxValue)); });

        Assert.Equal(QueryErrorKind.Limit, error.Kind);
    }

    [Fact]
    public void Parse_NodesPastTheLimit_PointsAtTheNode() => AssertLimit(
        "a:b AND c:d AND e:f",
        new QueryBudget(maxNodes: 2),
        "the query and its filters have more than 2 nodes. Shorten it, or raise RuleSetOptions.MaxQueryNodes.",
        start: 18);

    [Fact]
    public void Parse_ConditionsOnManyFields_CountFourTimes()
    {
        var budget = new QueryBudget();

        LuceneText.Parse("a:b c\\*:d e", budget);   // the query, its clauses, and 1 + 4 + 4

        Assert.Equal(11, budget.Nodes);
    }

    [Theory]
    [InlineData("a:*x*")]
    [InlineData("\\*x\\*:a")]
    [InlineData("a:\\*x*y*")]
    public void Parse_WildcardsAtTheLimit_AreRead(string query) => Assert.NotNull(LuceneText.Parse(query, new QueryBudget(maxWildcards: 3)));

    [Theory]
    [InlineData("a:*x*y*", 2)]
    [InlineData("\\*x\\*y\\*:a", 0)]
    public void Parse_WildcardsPastTheLimit_PointsAtThePattern(string query, int start) => AssertLimit(
        query, new QueryBudget(maxWildcards: 2), "the pattern has more than 2 wildcards. Shorten it, or raise RuleSetOptions.MaxPatternWildcards.", start);

    private static void AssertLimit(string query, QueryBudget budget, string message, int start)
    {
        var error = Assert.Throws<QuerySyntaxException>(() => { LuceneText.Parse(query, budget); });

        Assert.Equal(QueryErrorKind.Limit, error.Kind);
        Assert.Equal(message, error.Message);
        Assert.Equal(start, error.Span.Start);
    }
}
