using System.Text;
using Elastic.ResponseActions.Matching.Execution.Predicates;
using Elastic.ResponseActions.Matching.Execution.Regex;

namespace Elastic.ResponseActions.Matching.Tests.Regexes;

/// <summary>What a regular expression becomes on each type of field.</summary>
public sealed class RegexTestFactoryTests
{
    [Theory]
    [InlineData(FieldType.Keyword, false)]
    [InlineData(FieldType.Wildcard, true)]
    [InlineData(FieldType.ConstantKeyword, true)]
    [InlineData(FieldType.Version, true)]
    [InlineData(FieldType.Flattened, true)]
    public void Compile_ValueBeyondIgnoreAbove_FitsWhereItIsIndexed(FieldType type, bool expected)
    {
        Assert.Equal(expected, RegexCases.Passes(RegexCases.Compile("a+", type: type), new string('a', 1_025)));
        Assert.True(RegexCases.Passes(RegexCases.Compile("a+", type: type), new string('a', 1_024)));
    }

    [Theory]
    [InlineData(FieldType.Keyword, true)]
    [InlineData(FieldType.Wildcard, false)] // Elasticsearch answers it with no document
    public void Compile_EmptyExpression_FitsTheEmptyValue(FieldType type, bool expected) =>
        Assert.Equal(expected, RegexCases.Passes(RegexCases.Compile("", type: type), ""));

    [Theory]
    [InlineData("power[a-z]+", "The PowerShell, it ran", true)] // words are in lower case
    [InlineData("Power[a-z]+", "The PowerShell, it ran", false)] // the expression is not
    [InlineData("the .*", "The PowerShell, it ran", false)] // no word has a space
    [InlineData("r.n", "The PowerShell, it ran", true)]
    [InlineData("r.", "The PowerShell, it ran", false)] // a word as a whole
    [InlineData("@", "", false)] // no word at all
    public void Compile_AnalysedText_HasToFitOneWord(string pattern, string value, bool expected) =>
        Assert.Equal(expected, RegexCases.Passes(RegexCases.Compile(pattern, type: FieldType.Text), value));

    [Theory]
    [InlineData(FieldType.Long)]
    [InlineData(FieldType.Double)]
    [InlineData(FieldType.Boolean)]
    [InlineData(FieldType.Date)]
    [InlineData(FieldType.Ip)]
    public void Compile_OtherTypes_AreRefusedAsElasticsearchDoes(FieldType type) =>
        Assert.Equal("a regular expression needs a keyword, wildcard or text field", RegexCases.Compile("a", type: type).Refusal);

    [Fact]
    public void Compile_NestedField_NeverFits() => Assert.Equal("never", RegexCases.Compile("a", type: FieldType.Nested).Key);

    [Fact]
    public void Compile_TypeNotEvaluatedHere_IsUndecided() => Assert.NotNull(RegexCases.Compile("a", type: FieldType.Other).Unknown);

    [Theory]
    [InlineData("""C:\\.*\\x.exe""", """wildcard False C:\\*\\x?exe""")]
    [InlineData(""".+"a*b"@""", """wildcard False ?*a\*b*""")]
    [InlineData("abc", "wildcard False abc")]
    public void Compile_NothingButStarsAndDots_IsAWildcardPattern(string pattern, string key)
    {
        var test = RegexCases.Compile(pattern);

        Assert.IsType<GlobTest>(test.Test);
        Assert.Equal(key, test.Key);
    }

    [Fact]
    public void Compile_SeveralExpressions_AreOneAutomaton()
    {
        var test = RegexCases.Compile(["[a-c]+", "x{2}", ".*[0-9]"]);

        Assert.IsType<RegexTest>(test.Test);
        Assert.All(["abc", "xx", "q7"], value => Assert.True(RegexCases.Passes(test, value)));
        Assert.All(["", "x", "7q"], value => Assert.False(RegexCases.Passes(test, value)));
    }

    [Fact]
    public void Compile_SeveralThatTogetherAreTooMuch_StayApart()
    {
        string[] patterns = [.. Enumerable.Range('a', 8).Select(c => $".*{(char)c}[0-9]{{3}}(x|y){(char)c}.*")];
        var test = RegexCases.Compile(patterns, limits: new(MaxStates: 40));

        Assert.IsType<AnyOfTest>(test.Test);
        Assert.True(RegexCases.Passes(test, "__d123xd__"));
        Assert.False(RegexCases.Passes(test, "__d123xe__"));
    }

    [Fact]
    public void Compile_SameExpressionsInAnotherOrder_AreTheSameTest() =>
        Assert.Equal(RegexCases.Compile(["a+", "b+"]).Key, RegexCases.Compile(["b+", "a+"]).Key);

    [Fact]
    public void IsMatch_HitOrMiss_AllocatesNothing()
    {
        var automaton = RegexCases.Automaton(RegexCases.Parse(".*[0-9]{1,3}\\.[0-9]{1,3}(x|é).*"))!;
        var (hit, miss) = (Encoding.UTF8.GetBytes("ping 10.20é "), Encoding.UTF8.GetBytes("ping 10.20 é"));
        Assert.True(automaton.IsMatch(hit));
        Assert.False(automaton.IsMatch(miss));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            _ = automaton.IsMatch(hit) | automaton.IsMatch(miss);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
