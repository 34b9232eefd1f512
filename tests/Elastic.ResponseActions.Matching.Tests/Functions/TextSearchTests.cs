using System.Text;
using CsCheck;
using Elastic.ResponseActions.Matching.Execution.Functions;

namespace Elastic.ResponseActions.Matching.Tests.Functions;

/// <summary>Searches and positions agree with .NET's on strings; long searches over few letters take no more than linear time.</summary>
public sealed class TextSearchTests
{
    // Long enough that a product of the lengths passes the bound of the plain search.
    private static readonly Gen<string> LongText = Gen.Select(Gen.OneOf("a", "b", "ab", "aab", "é").Array[1, 5].Select(string.Concat), Gen.Int[200, 1_500], Gen.OneOf("", "a", "b", "é"), (piece, times, end) =>
        string.Concat(Enumerable.Repeat(piece, times)) + end);

    private static readonly Gen<string> ShortText = Gen.String[Gen.Char["abé€"], 0, 6];

    [Fact]
    public void IndexOf_AnyTexts_AgreesWithNet() => Gen.Select(Gen.OneOf(LongText, ShortText), Gen.OneOf(LongText, ShortText)).Sample((text, wanted) =>
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var part = Encoding.UTF8.GetBytes(wanted);

        Assert.Equal(InBytes(text, text.IndexOf(wanted, StringComparison.Ordinal)), TextSearch.IndexOf(utf8, part));
        Assert.Equal(InBytes(text, wanted.Length == 0 ? text.Length : text.LastIndexOf(wanted, StringComparison.Ordinal)), TextSearch.LastIndexOf(utf8, part));
    });

    [Fact]
    public void IndexOf_LongPeriodicTexts_FindsThePart()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(new string('a', 999) + "b", 40)) + new string('a', 1_000) + "b");
        var wanted = Encoding.UTF8.GetBytes(new string('a', 1_000) + "b");

        Assert.Equal(40_000, TextSearch.IndexOf(text, wanted));
        Assert.Equal(40_000, TextSearch.LastIndexOf(text, wanted));
        Assert.Equal(-1, TextSearch.IndexOf(wanted, text));
    }

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("abc", 2, 2)]
    [InlineData("abc", 9, 3)]
    [InlineData("aéb", 2, 3)]
    [InlineData("a€b", 2, 4)]
    [InlineData("a😀b", 3, 5)]
    [InlineData("a😀b", 2, 5)]
    public void ByteAt_Position_CountsUtf16Units(string text, int position, int expected) =>
        Assert.Equal(expected, TextSearch.ByteAt(Encoding.UTF8.GetBytes(text), position));

    [Theory]
    [InlineData("a😀b", 2, 1)]
    [InlineData("a😀b", 3, 5)]
    [InlineData("😀", 1, 0)]
    public void ByteAt_InsideAPair_CanGoBefore(string text, int position, int expected) =>
        Assert.Equal(expected, TextSearch.ByteAt(Encoding.UTF8.GetBytes(text), position, before: true));

    private static int InBytes(string text, int position) => position < 0 ? -1 : Encoding.UTF8.GetByteCount(text.AsSpan(0, position));
}
