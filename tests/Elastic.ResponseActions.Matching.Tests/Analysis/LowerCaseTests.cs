using System.Text;
using CsCheck;
using Elastic.ResponseActions.Matching.Execution.Analysis;

namespace Elastic.ResponseActions.Matching.Tests.Analysis;

public sealed class LowerCaseTests
{
    [Theory]
    [InlineData("PowerShell.EXE", "powershell.exe")]
    [InlineData("ÀÉß", "àéß")]
    [InlineData("ẞ", "ß")]
    [InlineData("ΣΑΣ", "σασ")] // no final sigma: one code point at a time
    [InlineData("İ", "i")] // Java's simple mapping; no combining dot
    [InlineData("ı", "ı")]
    [InlineData("K", "k")] // Kelvin sign
    [InlineData("ǅ", "ǆ")]
    [InlineData("Ⱥa", "ⱥa")]
    [InlineData("𐐀", "𐐨")]
    [InlineData("Ა", "ა")]
    public void Fold_SimpleMappings(string text, string expected) => Assert.Equal(expected, Encoding.UTF8.GetString(Fold(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void Fold_InvalidBytes_AreCopied() =>
        Assert.Equal([.. "a"u8, 0xff, .. "b"u8, 0xe4, 0xb8], Fold([.. "A"u8, 0xff, .. "B"u8, 0xe4, 0xb8]));

    [Fact]
    public void Fold_AnyText_FitsTheLimitAndIsDone()
    {
        var text = Gen.OneOf(Gen.Int[0, 0x2ff], Gen.Int[0, 0xd7ff], Gen.Int[0xe000, 0x10ffff]).Array[0, 20].Select(runes => string.Concat(runes.Select(char.ConvertFromUtf32)));
        text.Sample(value =>
        {
            var once = Fold(Encoding.UTF8.GetBytes(value));
            Assert.Equal(once, Fold(once));
        }, iter: 10_000);
    }

    private static byte[] Fold(byte[] utf8)
    {
        var folded = new byte[LowerCase.MaxFoldedBytes(utf8.Length)];
        return folded[..LowerCase.Fold(utf8, folded)];
    }
}
