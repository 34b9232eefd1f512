using System.Globalization;
using CsCheck;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Tests.Matching;
using Elastic.ResponseActions.Matching.Tests.Oracle;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Lucene;

/// <summary>Whatever the text, there is a tree or an error with its place. <c>RA_FUZZ</c> asks for more texts.</summary>
public sealed class LucenePropertyTests
{
    private static readonly long Texts = Environment.GetEnvironmentVariable("RA_FUZZ") is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : 10_000;

    /// <summary>Pieces of the language in any order.</summary>
    private static readonly Gen<string> Pieces = Gen.OneOf(
        "k", "a.b", ":", ":", "x", " ", " ", "AND", "OR", "NOT", "&&", "||", "!", "+", "-", "(", ")", "[", "]", "{", "}", " TO ", "*", "?", "\"", "\\", "/", "^", "^2", "~", "~1", ">", "<=",
        "\\u0041", "\\u00", "_exists_", "now-1d/d", "\n", "\u3000", "é", "😀", "\uD83D", "\0").Array[0, 24].Select(string.Concat);

    private static readonly Gen<string> Soup = Gen.OneOf(Gen.Char.Array[0, 40].Select(chars => new string(chars)), Gen.Char[' ', '~'].Array[0, 40].Select(chars => new string(chars)));

    /// <summary>A query with a few characters changed, left out or doubled.</summary>
    private static readonly Gen<string> Damaged = Gen.Select(RandomLucene.Query, Gen.Int[0, 1_000].Array[1, 3], Gen.OneOf("", "\"", "(", ")", ":", "\\", "/", "[", "]", "~", "^", " "), (query, places, insert) =>
        places.Aggregate(query, (text, place) => text.Length == 0 ? text : text.Remove(place % text.Length, place % 2).Insert(place % text.Length == 0 ? 0 : (place % text.Length) - 1, insert)));

    private static readonly Gen<string> Any = Gen.Frequency((4, Pieces), (2, Soup), (3, Damaged), (1, RandomLucene.Query));

    [Fact]
    public void Parse_AnyText_GivesATreeOrAnErrorWithItsPlace() => Any.Sample(
        text =>
        {
            try
            {
                Assert.NotEmpty(LuceneText.Parse(text).ToString());
            }
            catch (QuerySyntaxException error)
            {
                Assert.InRange(error.Span.Start, 0, text.Length);
                Assert.InRange(error.Span.End, error.Span.Start, text.Length);
                Assert.NotEqual(default, error.Span);
            }
        },
        iter: Texts);

    [Fact]
    public void Parse_AnyText_IsReadWhereTheGrammarReadsIt() => Any.Sample(
        text =>
        {
            var refused = LuceneText.Outcome(text).StartsWith("error", StringComparison.Ordinal);
            var reference = Reference(text);
            // Beyond the grammar the reference also knows what cannot be evaluated on the default fields.
            Assert.True(reference is null || refused == reference, $"{(refused ? "refused" : "read")}: {text}");
        },
        iter: Texts / 4);

    [Fact]
    public void Compile_AnyText_ThrowsNothing() => Any.Sample(
        text => Assert.Equal(
            RuleSet.TryCompile([new RuleQuery { RuleId = "r", Language = QueryLanguage.Lucene, Query = text }], CaseRunner.Options, out var usable, out var errors),
            errors.Count == 0 && usable.Rules.Count == 1),
        iter: Texts / 2);

    /// <summary>True: no query by the grammar; null: a query that is refused for what it asks.</summary>
    private static bool? Reference(string text)
    {
        try
        {
            LuceneReference.OfRule(text, new OracleFields(CaseRunner.Options.FieldTypes, DateTimeOffset.UnixEpoch));
            return false;
        }
        catch (OracleRefusalException e) when (e.Message is "slop" or "all words of a prefix")
        {
            return null;
        }
        catch (OracleRefusalException)
        {
            return true;
        }
        catch (QuerySyntaxException)
        {
            return null;   // a regular expression that is none
        }
    }
}
