using Elastic.ResponseActions.Kibana;

namespace Elastic.ResponseActions.Tests.Kibana;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("plain ü 😀", "plain ü 😀")]
    [InlineData("a\r\nb\tc\0", "a\\u{d}\\u{a}b\\u{9}c\\u{0}")]
    [InlineData("\u001b[2J", "\\u{1b}[2J")]
    [InlineData("\u202eexe.txt", "\\u{202e}exe.txt")]
    [InlineData("a\u2028b", "a\\u{2028}b")]
    [InlineData("\u0085", "\\u{85}")]
    public void Of_Text_ShowsOnOneLineWhatItHas(string text, string expected) => Assert.Equal(expected, VisibleText.Of(text));

    [Fact]
    public void ToString_HostileAgentId_StaysOnOneLine() =>
        Assert.Equal("isolate on 'a\\u{a}b'", new AskedAction(ResponseActionCommand.Isolate, new EndpointId("a\nb")).ToString());

    [Fact]
    public void Of_LongText_IsCut() => Assert.Equal(new string('x', 10) + "…", VisibleText.Of(new string('x', 1000), 10));
}
