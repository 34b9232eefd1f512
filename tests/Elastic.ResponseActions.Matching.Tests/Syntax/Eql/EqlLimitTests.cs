using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Eql;

public sealed class EqlLimitTests
{
    [Fact]
    public void Parse_BytesAtTheLimit_AreRead() => Assert.NotNull(EqlParser.Parse("any where a == \"ää\"", new QueryBudget(maxBytes: 21)));

    [Fact]
    public void Parse_BytesPastTheLimit_AreRefused() => AssertLimit(
        "any where a == \"ää\"",
        new QueryBudget(maxBytes: 20),
        "the query, or a text in its filters, is longer than 20 bytes in UTF-8. Shorten it, or raise RuleSetOptions.MaxQueryBytes.",
        start: 0);

    [Theory]
    [InlineData("any where ((a))")]
    [InlineData("any where not not a")]
    [InlineData("any where not (a)")]
    [InlineData("any where length(length(a)) == 1")]
    [InlineData("any where a in ((1))")]
    [InlineData("any where - -a == 1")]
    [InlineData("any where (a) == (b) or (not c)")]
    [InlineData("sequence [any where (a)] [any where ((a))]")]
    public void Parse_DepthAtTheLimit_IsRead(string query) => Assert.NotNull(EqlParser.Parse(query, new QueryBudget(maxDepth: 2)));

    [Theory]
    [InlineData("any where (((a)))", 12)]
    [InlineData("any where not not not a", 18)]
    [InlineData("any where not (not a or (b))", 15)]
    [InlineData("any where length((length(a))) == 1", 24)]
    [InlineData("any where a in (((1)))", 17)]
    [InlineData("any where - - -a == 1", 14)]
    [InlineData("any where a + b + c + d == 1", 20)]
    [InlineData("any where a * b * c * d == 1", 20)]
    [InlineData("sequence [any where true] [any where (((a)))]", 39)]
    public void Parse_DepthPastTheLimit_PointsAtThePlace(string query, int start) => AssertLimit(
        query, new QueryBudget(maxDepth: 2), "the query nests deeper than 2 levels. Shorten it, or raise RuleSetOptions.MaxQueryDepth.", start);

    [Theory]
    [InlineData("(")]
    [InlineData("not ")]
    [InlineData("- ")]
    [InlineData("length(")]
    public void Parse_DepthPastTheStack_IsRefusedAsALimit(string piece)
    {
        var query = "any where " + string.Concat(Enumerable.Repeat(piece, 200_000));

        var error = Assert.Throws<QuerySyntaxException>(() => { EqlParser.Parse(query, new QueryBudget(maxBytes: int.MaxValue, maxDepth: int.MaxValue)); });

        Assert.Equal(QueryErrorKind.Limit, error.Kind);
    }

    [Fact]
    public void Parse_NodesAtTheLimit_AreCounted()
    {
        // or, and, ==, a, 1, not, b, :, c, "d", in, e, 2
        var budget = new QueryBudget(maxNodes: 13);

        EqlParser.Parse("any where a == 1 and not b or c : \"d\" or e in (2)", budget);

        Assert.Equal(13, budget.Nodes);
    }

    [Fact]
    public void Parse_NodesPastTheLimit_AreRefused() => AssertLimit(
        "any where a == 1 and b == 2",
        new QueryBudget(maxNodes: 4),
        "the query and its filters have more than 4 nodes. Shorten it, or raise RuleSetOptions.MaxQueryNodes.",
        start: 26);

    [Fact]
    public void Parse_NodesOfAllStages_CountTogether() => AssertLimit(
        "sequence [any where a == 1] [any where a == 1]",
        new QueryBudget(maxNodes: 5),
        "the query and its filters have more than 5 nodes. Shorten it, or raise RuleSetOptions.MaxQueryNodes.",
        start: 39);

    [Theory]
    [InlineData("any where a : \"*x*\"")]
    [InlineData("any where a like (\"*x*\", \"**\")")]
    [InlineData("any where a == \"****\"")]
    [InlineData("any where a : \"????\"")]
    public void Parse_WildcardsAtTheLimit_AreRead(string query) => Assert.NotNull(EqlParser.Parse(query, new QueryBudget(maxWildcards: 2)));

    [Theory]
    [InlineData("any where a : \"*x*y*\"", 14)]
    [InlineData("any where a like (\"x\", \"***\")", 23)]
    [InlineData("any where concat(a, b) like~ \"*x*y*\"", 29)]
    public void Parse_WildcardsPastTheLimit_PointsAtThePattern(string query, int start) => AssertLimit(
        query, new QueryBudget(maxWildcards: 2), "the pattern has more than 2 wildcards. Shorten it, or raise RuleSetOptions.MaxPatternWildcards.", start);

    /// <summary>The constant of these functions is a pattern on the field.</summary>
    [Theory]
    [InlineData("endsWith(a, \"*x*\")", true)]
    [InlineData("stringContains~(a, \"*x*\")", true)]
    [InlineData("startsWith(a, \"****\")", true)]
    [InlineData("endsWith(a, \"*x*y*\")", false)]
    [InlineData("stringContains~(a, \"*x*y*\")", false)]
    public void Compile_WildcardsOfAFunction_AreLimitedToo(string condition, bool isRead)
    {
        var rule = new RuleQuery { RuleId = "r", Language = QueryLanguage.Eql, Query = $"any where {condition}" };

        RuleSet.TryCompile([rule], RuleSetOptions.Default with { MaxPatternWildcards = 2 }, out _, out var errors);

        Assert.Equal(isRead ? [] : [(QueryErrorKind.Limit, 11)], errors.Select(error => (error.Kind, error.Column)));
    }

    private static void AssertLimit(string query, QueryBudget budget, string message, int start)
    {
        var error = Assert.Throws<QuerySyntaxException>(() => { EqlParser.Parse(query, budget); });

        Assert.Equal(QueryErrorKind.Limit, error.Kind);
        Assert.Equal(message, error.Message);
        Assert.Equal(start, error.Span.Start);
    }
}
