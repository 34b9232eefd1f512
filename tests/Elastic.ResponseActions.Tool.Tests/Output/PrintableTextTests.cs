using Elastic.ResponseActions.Tool.Output;

namespace Elastic.ResponseActions.Tool.Tests.Output;

public sealed class PrintableTextTests
{
    [Theory]
    [InlineData("cmd.exe", "cmd.exe")]
    [InlineData("Zoë 東京 🙂", "Zoë 東京 🙂")]
    [InlineData("a\r\nb\tc", "a\\u{000D}\\u{000A}b\\u{0009}c")]
    [InlineData("\u001b[31mred", "\\u{001B}[31mred")]
    [InlineData("exe.\u202Egpj", "exe.\\u{202E}gpj")]
    [InlineData("a\u200Bb\u2028c\uFEFF", "a\\u{200B}b\\u{2028}c\\u{FEFF}")]
    [InlineData("\u009B31m", "\\u{009B}31m")]
    [InlineData("[red]x[/]", "[red]x[/]")]
    public void Of_HostileText_CannotMoveReorderOrHide(string text, string expected) => Assert.Equal(expected, PrintableText.Of(text));

    [Fact]
    public void Of_HalfASurrogatePair_IsShownAsBroken() => Assert.Equal("a\\u{FFFD}", PrintableText.Of("a" + '\ud800'));

    [Fact]
    public void Of_EndlessText_IsCut() => Assert.Equal(new string('x', 2_000) + "…", PrintableText.Of(new string('x', 1_000_000)));

    [Fact]
    public void Write_MarkupInACell_IsShownAsWritten()
    {
        var output = new StringWriter();

        new Tables(new ToolConsole { Input = Stream.Null, Output = output, Error = output }).Write("[bold]t[/]", ["[c]"], [["[red]\u001b[31m"]]);

        Assert.Contains("[bold]t[/]", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("[red]\\u{001B}[31m", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output.ToString());
    }
}
