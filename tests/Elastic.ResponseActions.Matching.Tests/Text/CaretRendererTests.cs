using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Tests.Text;

public sealed class CaretRendererTests
{
    [Theory]
    [InlineData("abc", 1, 1, "  abc\n   ^")]
    [InlineData("abc", 0, 3, "  abc\n  ^^^")]
    [InlineData("abc", 3, 0, "  abc\n     ^")]
    [InlineData("", 0, 0, "  \n  ^")]
    [InlineData("one\ntwo\nthree", 5, 1, "  two\n   ^")]
    [InlineData("one\r\ntwo\r\nthree", 6, 1, "  two\n   ^")]
    [InlineData("one\ntwo", 1, 5, "  one\n   ^^")]
    [InlineData("one\n", 4, 0, "  \n  ^")]
    public void Render_Span_PutsCaretsBelowIt(string text, int start, int length, string expected) =>
        Assert.Equal(expected, Render(text, start, length));

    [Theory]
    [InlineData("\tx", 1, 1, "      x\n      ^")]
    [InlineData("田中x", 2, 1, "  田中x\n      ^")]
    [InlineData("田中x", 0, 2, "  田中x\n  ^^^^")]
    [InlineData("😀x", 2, 1, "  😀x\n    ^")]
    [InlineData("e\u0301x", 2, 1, "  e\u0301x\n   ^")]
    public void Render_TabsAndWideText_StayAligned(string text, int start, int length, string expected) =>
        Assert.Equal(expected, Render(text, start, length));

    [Theory]
    [InlineData("\u001B[2Jx", 4, 1, "  \\u001B[2Jx\n           ^")]
    [InlineData("\u202Ex", 1, 1, "  \\u202Ex\n        ^")]
    [InlineData("\0\u0085\u2028\uE000x", 4, 1, "  \\u0000\\u0085\\u2028\\uE000x\n                          ^")]
    [InlineData("\U000E0001x", 2, 1, "  \\U000E0001x\n            ^")]
    public void Render_HostileCharacters_AreEscaped(string text, int start, int length, string expected) =>
        Assert.Equal(expected, Render(text, start, length));

    // Not as InlineData: attributes cannot hold half of a surrogate pair.
    [Fact]
    public void Render_LoneSurrogate_IsEscaped() => Assert.Equal("  \\uD83Dx\n  ^^^^^^", Render("\uD83Dx", 0, 1));

    [Fact]
    public void Render_LongLine_IsCutAroundTheCaret()
    {
        var text = new string('a', 500) + "!" + new string('b', 500);

        var expected = $"  …{new string('a', 60)}!{new string('b', 59)}…\n  {new string(' ', 61)}^";

        Assert.Equal(expected, Render(text, 500, 1));
    }

    [Fact]
    public void Render_LongSpan_IsCutAtTheWindow() =>
        Assert.Equal($"  {new string('a', 60)}…\n  {new string('^', 60)}", Render(new string('a', 500), 0, 500));

    [Fact]
    public void Render_CutInsideASurrogatePair_KeepsThePairWhole()
    {
        var text = string.Concat(Enumerable.Repeat("😀", 100));

        var rendered = Render("x" + text, 101, 2);

        Assert.DoesNotContain("\\u", rendered, StringComparison.Ordinal);
    }

    private static string Render(string text, int start, int length) => CaretRenderer.Render(new SourceText(text), new SourceSpan(start, length));
}
