using System.Text;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Kql;

namespace Elastic.ResponseActions.Matching.Tests.Syntax.Kql;

/// <summary>
/// 64 KiB of the worst text is parsed or refused, error text included, in less than 100 ms. Measured is processor time,
/// so that a busy machine does not fail the test; the tests run alone, so that the time is theirs.
/// </summary>
[Collection(nameof(RunsAlone))]
public sealed class KqlHostileTests
{
    private const int Bytes = 64 * 1024;
    private const int Attempts = 4;

    private static readonly TimeSpan Allowed = TimeSpan.FromMilliseconds(100);

    public static TheoryData<string, string> Texts() => new()
    {
        { "open parentheses", Fill("(") },
        { "open braces", Fill("a:{") },
        { "open lists", "a:" + Fill("(") },
        { "not not", Fill("not ") },
        { "nested not", Fill("not (") },
        { "open quote", "a:\"" + Fill("x ") },
        { "open quote full of escapes", "a:\"" + Fill("\\\"") },
        { "quotes", Fill("\"") },
        { "backslashes", Fill("\\") },
        { "stars", Fill("*") },
        { "spaces", "\"a\"" + Fill(" ") },
        { "spaces and a word", "(\"a\"" + Fill(" ")[..^1] + "x" },
        { "line breaks", Fill("\n")[..^1] + ")" },
        { "values", "a:(" + Fill("b or ") },
        { "conditions", Fill("a:b and ") },
        { "half a keyword", Fill(" an") },
        { "unicode escapes", Fill("\\u0041") },
        { "lone surrogates", Fill("\uD83D") },
        { "colons", "a" + Fill(":") },
        { "comparisons", Fill("a<") },
        { "lists closed too often", "a:(b" + Fill(")") },
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
    [InlineData("a:(b or (c and not d)) and ")]
    [InlineData("\"x\"     or ")]
    [InlineData("a:{b:c} or ")]
    [InlineData("x\\u0041* ")]
    public void Parse_LongerText_TakesTimeInProportion(string piece)
    {
        var once = Piece(piece, 500);
        var longer = Piece(piece, 8_000);

        var ratio = Enumerable.Range(0, Attempts).Min(_ => Ticks(longer)) / Enumerable.Range(0, Attempts).Min(_ => Ticks(once));

        Assert.True(ratio < 100, $"16 times the text took {ratio:F1} times the time");
    }

    private static string Piece(string piece, int repeats) => string.Concat(Enumerable.Repeat(piece, repeats)) + "end";

    private static double Ticks(string text)
    {
        var start = Environment.CpuUsage.TotalTime;
        KqlParser.Parse(text, new QueryBudget(int.MaxValue, 64, int.MaxValue, int.MaxValue));
        return Math.Max(1, (Environment.CpuUsage.TotalTime - start).Ticks);
    }

    private static TimeSpan Measure(string text, int maxBytes)
    {
        var start = Environment.CpuUsage.TotalTime;
        try
        {
            KqlParser.Parse(text, new QueryBudget(maxBytes));
        }
        catch (QuerySyntaxException error)
        {
            Assert.InRange(KqlText.Describe(error, text).Length, 1, 2_500);
        }

        return Environment.CpuUsage.TotalTime - start;
    }

    private static string Fill(string piece) => string.Concat(Enumerable.Repeat(piece, Bytes / piece.Length));
}
