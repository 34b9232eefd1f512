using Elastic.ResponseActions.Matching.Text;

namespace Elastic.ResponseActions.Matching.Tests.Text;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("", "``")]
    [InlineData("process.name", "`process.name`")]
    [InlineData("a\nb", "`a\\u000Ab`")]
    [InlineData("a\u200Bb", "`a\\u200Bb`")]
    [InlineData("0123456789012345678901234567890123456789", "`0123456789012345678901234567890123456789`")]
    [InlineData("0123456789012345678901234567890123456789x", "`0123456789012345678901234567890123456789…`")]
    [InlineData("012345678901234567890123456789012345678😀", "`012345678901234567890123456789012345678…`")]
    public void Excerpt_Text_IsShortSafeAndInBackticks(string text, string expected) => Assert.Equal(expected, VisibleText.Excerpt(text));
}
