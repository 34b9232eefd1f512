using System.Text;
using CsCheck;
using Elastic.ResponseActions.Matching.Execution.Analysis;

namespace Elastic.ResponseActions.Matching.Tests.Analysis;

public sealed class StandardTokenizerTests
{
    // One code point of each combination of classes, and the plain space.
    private static readonly string[] Alphabet = [.. Enumerable.Range(0, WordClassData.Combinations.Length)
        .Select(kind => char.ConvertFromUtf32(WordClassData.Starts[WordClassData.Kinds.IndexOf((byte)kind)])).Append(" ")];

    [Fact]
    public void MoveNext_RandomText_AgreesWithGrammar()
    {
        Gen.Int[0, Alphabet.Length - 1].Array[0, 9].Select(kinds => string.Concat(kinds.Select(kind => Alphabet[kind])))
            .Sample(AssertAgrees, iter: 5_000);
    }

    [Theory]
    [InlineData("אאאב\"':.")]
    [InlineData("aא1カ_.:,'\u0301")]
    [InlineData("😀👍🏽\u200D\uFE0F\uFE0E©a")]
    [InlineData("#1*\uFE0F\u20E3\u200D🏽")]
    [InlineData("🏴\uFE0F\U000E0067\U000E007F\u200D")]
    public void MoveNext_RandomTextOfOneRule_AgreesWithGrammar(string alphabet)
    {
        var runes = alphabet.EnumerateRunes().Select(rune => rune.ToString()).ToArray();
        Gen.Int[0, runes.Length - 1].Array[0, 10].Select(picks => string.Concat(picks.Select(pick => runes[pick])))
            .Sample(AssertAgrees, iter: 2_000);
    }

    [Fact]
    public void MoveNext_WordsAroundTheLimit_AgreesWithGrammar()
    {
        Gen.Select(Gen.Int[248, 256], Gen.OneOf("a", "1", "_", "😀", "𐐀"), Gen.OneOf(".a", "\u0301b", "𐐀x", "\u200D😀", "_", ",1", " c"))
            .Sample((length, repeated, tail) => AssertAgrees(string.Concat(Enumerable.Repeat(repeated, length / repeated.Length)) + tail), iter: 60);
    }

    private static void AssertAgrees(string text)
    {
        var tokens = new List<string>();
        foreach (var token in new StandardTokenizer(Encoding.UTF8.GetBytes(text)))
            tokens.Add(Encoding.UTF8.GetString(token));

        Assert.Equal(TokenGrammar.Tokenize(text), tokens);
    }
}
