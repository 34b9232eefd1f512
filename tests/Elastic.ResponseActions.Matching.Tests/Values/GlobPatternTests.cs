using System.Text;
using CsCheck;
using Elastic.ResponseActions.Matching.Execution.Values;

namespace Elastic.ResponseActions.Matching.Tests.Values;

public sealed class GlobPatternTests
{
    [Theory]
    [InlineData("cmd.exe", "cmd.exe", true)]
    [InlineData("cmd.exe", "CMD.exe", false)]
    [InlineData("cmd.exe", "cmd.exe ", false)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("*", "", true)]
    [InlineData("*", "anything", true)]
    [InlineData("**", "", true)]
    [InlineData("a*", "abc", true)]
    [InlineData("a*", "ba", false)]
    [InlineData("*c", "abc", true)]
    [InlineData("*b*", "abc", true)]
    [InlineData("*b*", "ac", false)]
    [InlineData("a*a", "a", false)]
    [InlineData("a*a", "aa", true)]
    [InlineData("*ab*ab*", "ab", false)]
    [InlineData("*ab*ab*", "abab", true)]
    [InlineData("*aab", "aaab", true)]
    [InlineData("?", "a", true)]
    [InlineData("?", "", false)]
    [InlineData("?", "é", true)]
    [InlineData("?", "😀", true)]
    [InlineData("??", "😀", false)]
    [InlineData("a?c*", "abcd", true)]
    [InlineData("*?", "", false)]
    [InlineData("*?b", "éb", true)]
    [InlineData("*?b?*", "xbb", true)]
    [InlineData("""C:\\*\?.exe""", @"C:\x\?.exe", true)]
    [InlineData("""C:\\*\?.exe""", @"C:\x\y.exe", false)]
    [InlineData("""\*""", "*", true)]
    [InlineData("""\*""", "a", false)]
    [InlineData("""\a""", "a", true)]
    [InlineData("""a\""", @"a\", true)]
    public void IsMatch_QueryDslPattern(string pattern, string value, bool expected) => Assert.Equal(expected, IsMatch(GlobPattern.Parse(pattern), value));

    [Theory]
    [InlineData("*POWERSHELL*", "c:/PowerShell.exe", true)]
    [InlineData("É*", "éa", false)] // only ASCII letters fold
    [InlineData("É*", "Éa", true)]
    [InlineData("*@*", "`", false)] // neighbours of the letters do not
    [InlineData("[", "{", false)]
    [InlineData("?B", "Ab", true)]
    public void IsMatch_Folding_IgnoresAsciiCase(string pattern, string value, bool expected) =>
        Assert.Equal(expected, IsMatch(GlobPattern.Parse(pattern, foldAscii: true), value));

    [Theory]
    [InlineData(new[] { "a?", "" }, "a?b", true)]
    [InlineData(new[] { "a?", "" }, "axb", false)]
    [InlineData(new[] { @"a\", "*" }, @"a\x*", true)]
    public void IsMatch_Parts_TakesMarksLiterally(string[] parts, string value, bool expected) =>
        Assert.Equal(expected, IsMatch(GlobPattern.FromParts(parts), value));

    [Fact]
    public void IsMatch_RandomPatternsAndValues_AgreesWithRecursion()
    {
        var text = Gen.OneOf("a", "A", "b", "*", "?", "é", "😀").Array[0, 10].Select(string.Concat);
        Gen.Select(text, text, Gen.Bool).Sample((pattern, value, fold) =>
        {
            var expected = Recurse([.. Fold(pattern).EnumerateRunes()], [.. Fold(value).EnumerateRunes()]);
            Assert.Equal(expected, IsMatch(GlobPattern.Parse(pattern, fold), value));

            string Fold(string s) => fold ? s.ToLowerInvariant() : s;
        }, iter: 20_000);
    }

    [Theory]
    [InlineData("*a?", 64, "*b*")] // a matcher that goes back to earlier stars would never return
    [InlineData("a", 64, "b*")]
    public void IsMatch_HostilePatternAndValue_Returns(string repeated, int times, string tail)
    {
        var pattern = GlobPattern.Parse("*" + string.Concat(Enumerable.Repeat(repeated, times)) + tail, foldAscii: true);
        var value = Encoding.UTF8.GetBytes(new string('a', 1 << 20));

        Assert.False(pattern.IsMatch(value));
    }

    [Fact]
    public void IsMatch_InvalidUtf8_DoesNotThrow()
    {
        var patterns = new[] { "*?*", "?", "*a?", "?a*" }.Select(pattern => GlobPattern.Parse(pattern, foldAscii: true)).ToArray();
        Gen.Byte.Array[0, 12].Sample(value =>
        {
            foreach (var pattern in patterns)
                _ = pattern.IsMatch(value);
        }, iter: 10_000);
    }

    private static bool IsMatch(GlobPattern pattern, string value) => pattern.IsMatch(Encoding.UTF8.GetBytes(value));

    private static bool Recurse(ReadOnlySpan<Rune> pattern, ReadOnlySpan<Rune> value) =>
        pattern.IsEmpty ? value.IsEmpty
        : pattern[0].Value == '*' ? Recurse(pattern[1..], value) || (!value.IsEmpty && Recurse(pattern, value[1..]))
        : !value.IsEmpty && (pattern[0].Value == '?' || pattern[0] == value[0]) && Recurse(pattern[1..], value[1..]);
}
