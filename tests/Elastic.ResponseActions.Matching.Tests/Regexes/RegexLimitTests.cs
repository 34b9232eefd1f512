using Elastic.ResponseActions.Matching.Compilation;
using Elastic.ResponseActions.Matching.Execution.Analysis;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Regex;
using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Tests.Regexes;

public sealed class RegexLimitTests
{
    [Fact]
    public void Compile_LengthAtElasticsearchsLimit_IsRead()
    {
        Assert.NotNull(RegexCases.Compile(new string('a', 1_000)).Test);

        AssertLimit(
            new string('a', 1_001),
            null,
            "the regular expression `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…` is longer than 1,000 characters. Simplify it, or raise RuleSetOptions.MaxRegexLength.");
    }

    [Theory]
    [InlineData("((a))", true)]
    [InlineData("(((a)))", false)]
    [InlineData("a{2}{2}{2}{2}{2}{2}{2}", true)]
    [InlineData("a{2}{2}{2}{2}{2}{2}{2}{2}{2}{2}", false)]
    public void Compile_Depth_IsLimited(string pattern, bool fits)
    {
        var limits = new RegexLimits(MaxDepth: 2);
        if (fits) Assert.NotNull(RegexCases.Compile(pattern, limits: limits).Test);
        else AssertLimit(pattern, limits, $"the regular expression `{pattern}` nests deeper than 2 levels. Simplify it, or raise RuleSetOptions.MaxQueryDepth.");
    }

    [Fact]
    public void Compile_DepthPastTheStack_IsRefusedAsALimit() =>
        Assert.Equal(QueryErrorKind.Limit, RegexCases.Refuse(new string('(', 200_000), new RegexLimits(int.MaxValue, int.MaxValue)).Kind);

    [Fact]
    public void Compile_States_AreLimited()
    {
        Assert.NotNull(RegexCases.Compile("[ab]{20}", limits: new RegexLimits(MaxStates: 50)).Test);

        AssertLimit(
            "[ab]{60}",
            new RegexLimits(MaxStates: 50),
            "the regular expression `[ab]{60}` needs an automaton of more than 50 states. Simplify it, or raise RuleSetOptions.MaxRegexStates.");
    }

    [Theory]
    [InlineData("(a{1000}){1000}")]
    [InlineData("(((){2147483647}){2147483647}){2147483647}")]
    [InlineData(".*a.{20}")]
    [InlineData("~(.*a.{20})")]
    [InlineData("a{2147483647}")]
    public void Compile_FarTooLarge_IsRefused(string pattern) => Assert.Equal(QueryErrorKind.Limit, RegexCases.Refuse(pattern).Kind);

    [Fact]
    public void Compile_MoreStatesThanTheTablesCanNumber_CountAsThatMany() =>
        Assert.Equal(65_000, RegexLimits.Of(new RuleSetOptions { MaxRegexStates = int.MaxValue }).MaxStates);

    [Theory]
    [InlineData("a.{11}")] // what Elasticsearch compiles, with 10,000 as its limit of work
    [InlineData("(a|b)*a(a|b){11}")]
    [InlineData(".*[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}:[0-9]{1,5}:[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}:[0-9]{1,5}.*")]
    public void Compile_LargeButUseful_FitsTheDefaults(string pattern) => Assert.NotNull(RegexCases.Compile(pattern).Test);

    [Fact]
    public void Compile_ErrorInVerbatimText_PointsAtTheCharacter()
    {
        var text = new RegexText("a[z-a]", new SourceSpan(10, 12), VerbatimStart: 13);
        var error = Assert.Throws<QuerySyntaxException>(() => { RegexTestFactory.Compile(FieldType.Keyword, [text], false, TextAnalyzer.Standard, new RegexLimits()); });

        Assert.Equal(new SourceSpan(15, 3), error.Span);
    }

    [Fact]
    public void Compile_ErrorInEscapedText_PointsAtTheLiteral()
    {
        var text = new RegexText("a[z-a]", new SourceSpan(10, 12));
        var error = Assert.Throws<QuerySyntaxException>(() => { RegexTestFactory.Compile(FieldType.Keyword, [text], false, TextAnalyzer.Standard, new RegexLimits()); });

        Assert.Equal(new SourceSpan(10, 12), error.Span);
    }

    private static void AssertLimit(string pattern, RegexLimits? limits, string message)
    {
        var error = RegexCases.Refuse(pattern, limits);

        Assert.Equal(QueryErrorKind.Limit, error.Kind);
        Assert.Equal(message, error.Message);
    }
}
