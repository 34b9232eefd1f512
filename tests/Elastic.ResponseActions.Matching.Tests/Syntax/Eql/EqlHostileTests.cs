using System.Text;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;
using Elastic.ResponseActions.Matching.Tests.Syntax.Kql;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Eql;

/// <summary>
/// 64 KiB of the worst text is parsed or refused, error text included, in less than 100 ms. Measured is processor time,
/// so that a busy machine does not fail the test; the tests run alone, so that the time is theirs.
/// </summary>
[Collection(nameof(RunsAlone))]
public sealed class EqlHostileTests
{
    private const int Bytes = 64 * 1024;
    private const int Attempts = 4;

    private static readonly TimeSpan Allowed = TimeSpan.FromMilliseconds(400);   // 100 where nothing else runs

    public static TheoryData<string, string> Texts() => new()
    {
        { "open parentheses", "any where " + Fill("(") },
        { "not not", "any where " + Fill("not ") },
        { "minus", "any where " + Fill("- ") },
        { "open calls", "any where " + Fill("length(") },
        { "open lists", "any where " + Fill("a in (") },
        { "open quote", "any where a == \"" + Fill("x ") },
        { "open quote full of escapes", "any where a == \"" + Fill("\\\"") },
        { "open raw string", "any where a == \"\"\"" + Fill("x") },
        { "quotes", Fill("\"") },
        { "raw quotes", "any where a in (" + Fill("\"\"\"\"\"\"\"\"\"\",") },
        { "back-ticks", Fill("`") },
        { "open back-tick", "any where `" + Fill("a``") },
        { "open comment", "any where " + Fill("/*") },
        { "comments", Fill("/**/") },
        { "nested comments", "any where true " + string.Concat(Enumerable.Repeat("/*", Bytes / 4)) + string.Concat(Enumerable.Repeat("*/", Bytes / 4)) },
        { "line comments", Fill("//\n") },
        { "backslashes", Fill("\\") },
        { "code points", "any where a == \"" + Fill("\\u{41}") },
        { "one long code point", "any where a == \"\\u{" + Fill("0") },
        { "stars", "any where a : \"" + Fill("*") },
        { "spaces", "any" + Fill(" ") },
        { "line breaks", Fill("\n")[..^1] + ")" },
        { "values", "any where a in (" + Fill("1, ") },
        { "patterns", "any where a : (" + Fill("\"b*\", ") },
        { "conditions", "any where " + Fill("a == 1 and ") },
        { "sums", "any where " + Fill("a+") },
        { "products", "any where " + Fill("a*") },
        { "comparisons", "any where " + Fill("a==") },
        { "optional", "any where " + Fill("?") },
        { "dots", "any where a" + Fill(".a") },
        { "one long name", Fill("a") },
        { "digits", "any where a == " + Fill("9") },
        { "fraction", "any where a == 0." + Fill("9") },
        { "keywords", Fill("where ") },
        { "stages", "sequence " + Fill("[any where true] ") },
        { "missing stages", "sequence with maxspan=1s " + Fill("![any where true] ") },
        { "keys", "sequence by " + Fill("a, ") },
        { "pipes", "any where true " + Fill("| head 1 ") },
        { "lone surrogates", Fill("\uD83D") },
        { "control characters", Fill("\u001B[2J") },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Parse_HostileText_IsDoneInTime(string what, string text)
    {
        Assert.InRange(Encoding.UTF8.GetByteCount(text), Bytes - 16, Bytes * 3);
        var budget = Encoding.UTF8.GetByteCount(text);

        // The best of a few attempts: what the text costs, without the work of the just-in-time compiler.
        var best = Enumerable.Range(0, Attempts).Min(_ => Measure(text, budget));

        Assert.True(best < Allowed, $"{what}: {best.TotalMilliseconds} ms");
    }

    /// <summary>With every limit lifted: 16 times the text takes some 16 times the time; a quadratic parser would take 256 times.</summary>
    [Theory]
    [InlineData("a : (\"b\", \"c*\") and not (d == 1 or e) and ")]
    [InlineData("a == \"x\\u{41}\"     or ")]
    [InlineData("/* a */ a == \"\"\"x\\y\"\"\" or ")]
    [InlineData("length(concat(a, \"b\")) > 3 or ")]
    public void Parse_LongerText_TakesTimeInProportion(string piece)
    {
        var once = Piece(piece, 500);
        var longer = Piece(piece, 8_000);

        var ratio = Enumerable.Range(0, Attempts).Min(_ => Ticks(longer)) / Enumerable.Range(0, Attempts).Min(_ => Ticks(once));

        Assert.True(ratio < 100, $"16 times the text took {ratio:F1} times the time");
    }

    private static string Piece(string piece, int repeats) => "any where " + string.Concat(Enumerable.Repeat(piece, repeats)) + "end";

    private static double Ticks(string text)
    {
        var start = Environment.CpuUsage.TotalTime;
        EqlParser.Parse(text, new QueryBudget(int.MaxValue, 64, int.MaxValue, int.MaxValue));
        return Math.Max(1, (Environment.CpuUsage.TotalTime - start).Ticks);
    }

    private static TimeSpan Measure(string text, int maxBytes)
    {
        var start = Environment.CpuUsage.TotalTime;
        try
        {
            EqlParser.Parse(text, new QueryBudget(maxBytes));
        }
        catch (QuerySyntaxException error)
        {
            Assert.InRange(KqlText.Describe(error, text).Length, 1, 2_500);
        }

        return Environment.CpuUsage.TotalTime - start;
    }

    private static string Fill(string piece) => string.Concat(Enumerable.Repeat(piece, Bytes / piece.Length));
}
