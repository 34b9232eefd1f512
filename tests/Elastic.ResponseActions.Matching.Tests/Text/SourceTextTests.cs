using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Tests.Text;

public sealed class SourceTextTests
{
    [Theory]
    [InlineData("", 0, 1, 1)]
    [InlineData("abc", 0, 1, 1)]
    [InlineData("abc", 3, 1, 4)]
    [InlineData("abc", 99, 1, 4)]
    [InlineData("abc", -1, 1, 1)]
    [InlineData("a\nb", 1, 1, 2)]
    [InlineData("a\nb", 2, 2, 1)]
    [InlineData("a\r\nb", 1, 1, 2)]
    [InlineData("a\r\nb", 2, 1, 3)]
    [InlineData("a\r\nb", 3, 2, 1)]
    [InlineData("a\rb", 2, 2, 1)]
    [InlineData("a\r\rb", 3, 3, 1)]
    [InlineData("a\n\rb", 3, 3, 1)]
    [InlineData("a\n", 2, 2, 1)]
    [InlineData("a\r", 2, 2, 1)]
    [InlineData("😀b", 2, 1, 3)]
    [InlineData("a\u2028b", 2, 1, 3)]
    public void PositionAt_Offset_CountsFromOne(string text, int offset, int line, int column) =>
        Assert.Equal(new SourcePosition(line, column), new SourceText(text).PositionAt(offset));

    [Theory]
    [InlineData("abc", 1, "abc")]
    [InlineData("a\nbc\nd", 3, "bc")]
    [InlineData("a\r\nbc\r\nd", 4, "bc")]
    [InlineData("a\r\nbc\r\nd", 1, "a")]
    [InlineData("a\nbc", 4, "bc")]
    [InlineData("a\n", 2, "")]
    public void LineAt_Offset_GivesTheLineWithoutItsBreak(string text, int offset, string line)
    {
        var span = new SourceText(text).LineAt(offset);

        Assert.Equal(line, text.Substring(span.Start, span.Length));
    }
}
