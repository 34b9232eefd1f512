using System.Text;
using CsCheck;
using Elastic.ResponseActions.Matching.Execution.Analysis;

namespace Elastic.ResponseActions.Matching.Tests.Analysis;

public sealed class TextTokenizerTests
{
    [Theory]
    [InlineData("The 2 QUICK Brown-Foxes jumped over the lazy dog's bone.", "the|2|quick|brown|foxes|jumped|over|the|lazy|dog's|bone")]
    [InlineData("", "")]
    [InlineData(" \t-- ", "")]
    [InlineData("IO.Compression.ZipFile", "io.compression.zipfile")]
    [InlineData("file.", "file")]
    [InlineData("a..b", "a|b")]
    [InlineData("4.5 1,000 1.a a.1", "4.5|1,000|1|a|a|1")]
    [InlineData("a:b a::b", "a:b|a|b")]
    [InlineData("10:30", "10|30")]
    [InlineData("under_score _x_ __ 3_4", "under_score|_x_|3_4")]
    [InlineData("O'Neil's 'quoted'", "o'neil's|quoted")]
    [InlineData("rock’n’roll", "rock’n’roll")]
    [InlineData(@"C:\Windows\System32\cmd.exe /c", "c|windows|system32|cmd.exe|c")]
    [InlineData("user@example.com", "user|example.com")]
    [InlineData("$env:TEMP", "env:temp")]
    [InlineData("sekurlsa::logonpasswords", "sekurlsa|logonpasswords")]
    [InlineData("我是中国人", "我|是|中|国|人")]
    [InlineData("ひらがな", "ひ|ら|が|な")]
    [InlineData("カタカナ データ", "カタカナ|データ")]
    [InlineData("カタa", "カタ|a")]
    [InlineData("カ_a", "カ_a")]
    [InlineData("안녕하세요 한글", "안녕하세요|한글")]
    [InlineData("การที่ได้ ว่า", "การที่ได้|ว่า")]
    [InlineData("กa", "ก|a")]
    [InlineData("שלום א\"ב ג'", "שלום|א\"ב|ג'")]
    [InlineData("e\u0301t\u00ADe", "e\u0301t\u00ADe")] // marks and soft hyphens stay inside
    [InlineData("ÀÉÎ", "àéî")]
    [InlineData("İ", "i")]
    [InlineData("𐐀", "𐐨")]
    [InlineData("Ⱥ", "ⱥ")] // two bytes become three
    [InlineData("😀 👍🏽 👩‍👩‍👧‍👧", "😀|👍🏽|👩‍👩‍👧‍👧")]
    [InlineData("🇩🇪🇫🇷🇪", "🇩🇪|🇫🇷")]
    [InlineData("#️⃣ 1️⃣ #", "#️⃣|1️⃣")]
    [InlineData("☺️ ☺︎", "☺️|☺")]
    [InlineData("🏴\U000E0067\U000E0062\U000E007F", "🏴\U000E0067\U000E0062\U000E007F")]
    [InlineData("© ™", "©|™")]
    public void Standard_Text_GivesWords(string text, string expected) => Assert.Equal(expected, string.Join('|', Words(text)));

    [Theory]
    [InlineData("[System.IO.Compression.ZipFile]::Open($a)", "system|io|compression|zipfile|open|a")]
    [InlineData("Invoke-WmiMethod -ComputerName web_01", "invoke-wmimethod|-computername|web_01")]
    [InlineData("0x4e,0x54", "0x4e|0x54")]
    [InlineData("naïve", "na|ve")] // only ASCII makes words
    [InlineData("-- _", "--|_")]
    [InlineData("", "")]
    public void PowerShell_Text_GivesWords(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Words(text, TextAnalyzer.PowerShell)));

    [Fact]
    public void PowerShell_LongWord_IsCutOnce() =>
        Assert.Equal([TextTokenizer.MaxTokenBytes, 1], Words(new string('a', 2000) + " b", TextAnalyzer.PowerShell).Select(word => word.Length));

    [Fact]
    public void Standard_LongWord_IsCutAt255Units()
    {
        Assert.Equal([255, 255, 90], Words(new string('a', 600)).Select(word => word.Length));
        Assert.Equal([254, 46], Words(string.Concat(Enumerable.Repeat("𐐀", 150))).Select(word => word.Length)); // never inside a pair
        Assert.Equal([254, 10], Words(new string('a', 254) + "." + new string('b', 10)).Select(word => word.Length)); // the letter behind the dot is out of sight
    }

    [Fact]
    public void Standard_InvalidUtf8_EndsTheWord()
    {
        byte[] text = [.. "ab"u8, 0xff, .. "c"u8, 0xe4, 0xb8, .. "d"u8, 0xed, 0xa0, 0x80];
        var tokens = new List<string>();
        foreach (var token in new StandardTokenizer(text))
            tokens.Add(Encoding.UTF8.GetString(token));

        Assert.Equal(["ab", "c", "d"], tokens);
    }

    [Fact]
    public void Standard_RandomBytes_GivesTokensInOrderThatFit()
    {
        Gen.Byte.Array[0, 64].Sample(text =>
        {
            var end = 0;
            var tokens = new StandardTokenizer(text);
            while (tokens.MoveNext())
            {
                Assert.True(tokens.Start >= end);
                Assert.InRange(tokens.Current.Length, 1, TextTokenizer.MaxTokenBytes);
                end = tokens.Start + tokens.Current.Length;
            }
        }, iter: 10_000);
    }

    [Fact]
    public void MoveNext_AnyAnalyzer_AllocatesNothing()
    {
        var text = Encoding.UTF8.GetBytes("The 2 QUICK Brown-Foxes ÀÉÎ 我是 👩‍👩‍👧‍👧 " + new string('x', 700));
        Count(text, TextAnalyzer.Standard);
        Count(text, TextAnalyzer.PowerShell);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var standard = Count(text, TextAnalyzer.Standard);
        var powerShell = Count(text, TextAnalyzer.PowerShell);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal((12, 5), (standard, powerShell));
        Assert.Equal(0, allocated);

        static int Count(byte[] text, TextAnalyzer analyzer)
        {
            Span<byte> folded = stackalloc byte[TextTokenizer.MaxTokenBytes];
            var count = 0;
            foreach (var token in new TextTokenizer(analyzer, text))
                count += LowerCase.Fold(token, folded) > 0 ? 1 : 0;
            return count;
        }
    }

    private static List<string> Words(string text, TextAnalyzer analyzer = TextAnalyzer.Standard)
    {
        var words = new List<string>();
        Span<byte> folded = stackalloc byte[TextTokenizer.MaxTokenBytes];
        foreach (var token in new TextTokenizer(analyzer, Encoding.UTF8.GetBytes(text)))
            words.Add(Encoding.UTF8.GetString(folded[..LowerCase.Fold(token, folded)]));
        return words;
    }
}
