using System.Text;
using CsCheck;
using Elastic.ResponseActions.Matching.Execution.Regex;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Regex;
using Elastic.ResponseActions.Matching.Tests.Oracle;

namespace Elastic.ResponseActions.Matching.Tests.Regexes;

/// <summary>The automaton against the meaning of the tree, on random expressions and values.</summary>
public sealed class RegexAgainstOracleTests
{
    [Fact]
    public void IsMatch_RandomTrees_AgreesWithTheirMeaning()
    {
        var (run, refused) = (0, 0);
        Gen.Select(RandomRegexes.Tree, RandomRegexes.Value.Array[1, 12], Gen.Bool).Sample((node, values, ignoreCase) =>
        {
            if (!TryCompile(node, ignoreCase, out var automaton))
            {
                Interlocked.Increment(ref refused);
                return;
            }

            Interlocked.Increment(ref run);
            foreach (var value in values)
                Assert.Equal(RegexSemantics.IsMatch(node, value, ignoreCase), automaton?.IsMatch(Encoding.UTF8.GetBytes(value)) ?? false);
        }, iter: 20_000);

        Assert.True(refused * 50 < run, $"{refused} trees were too large, {run} ran");
    }

    [Fact]
    public void Compile_RandomTexts_ParseOrAreRefusedAndMeanTheSame() =>
        Gen.Select(RandomRegexes.Text, RandomRegexes.Value.Array[1, 8], Gen.Bool).Sample((pattern, values, ignoreCase) =>
        {
            if (!TryParse(pattern, out var node))
                return;
            var test = RegexCases.Compile(pattern, ignoreCase);
            foreach (var value in values)
                Assert.Equal(RegexSemantics.IsMatch(node, value, ignoreCase), RegexCases.Passes(test, value));
        }, iter: 20_000);

    [Fact]
    public void Compile_SeveralTexts_FitsWhatAnyFits() =>
        Gen.Select(RandomRegexes.Text.Array[1, 4], RandomRegexes.Value.Array[1, 8]).Sample((patterns, values) =>
        {
            var good = patterns.Where(pattern => TryParse(pattern, out _)).ToArray();
            if (good.Length == 0)
                return;
            var test = RegexCases.Compile(good);
            foreach (var value in values)
                Assert.Equal(good.Any(pattern => RegexSemantics.IsMatch(RegexCases.Parse(pattern), value)), RegexCases.Passes(test, value));
        }, iter: 5_000);

    [Fact]
    public void IsMatch_BytesThatAreNoUtf8_DoesNotThrow() =>
        Gen.Select(RandomRegexes.Tree, Gen.Byte.Array[0, 12]).Sample((node, value) =>
        {
            if (TryCompile(node, ignoreCase: false, out var automaton))
                automaton?.IsMatch(value);
        }, iter: 5_000);

    private static bool TryCompile(RegexNode node, bool ignoreCase, out RegexAutomaton? automaton)
    {
        automaton = null;
        try
        {
            automaton = RegexCases.Automaton(node, ignoreCase);
            return true;
        }
        catch (QuerySyntaxException error) when (error.Kind == QueryErrorKind.Limit)
        {
            return false;
        }
    }

    private static bool TryParse(string pattern, out RegexNode node)
    {
        node = RegexNode.Empty;
        try
        {
            node = RegexCases.Parse(pattern);
            return true;
        }
        catch (QuerySyntaxException)
        {
            return false;
        }
    }
}
