using System.Text;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Regex;

namespace Elastic.ResponseActions.Matching.Tests.Regexes;

/// <summary>
/// The worst expressions are compiled or refused in less than 100 ms, and run in one look-up a byte. Measured is processor
/// time; the tests run alone.
/// </summary>
[Collection(nameof(RunsAlone))]
public sealed class RegexHostileTests
{
    private const int Bytes = 64 * 1024;
    private const int Attempts = 4;

    private static readonly TimeSpan Allowed = TimeSpan.FromMilliseconds(400);   // 100 where nothing else runs

    public static TheoryData<string, string> Texts() => new()
    {
        { "counts of counts", "(a{1000}){1000}" },
        { "counts of nothing", "(((){2147483647}){2147483647}){2147483647}" },
        { "a huge count", "a{2147483647}" },
        { "up to a huge count", "a{0,2147483647}" },
        { "huge count of any character", ".{2147483647,}" },
        { "exponential for a deterministic automaton", ".*a.{14}" },
        { "exponential, as many as fit", ".*a.{11}" },
        { "exponential over many classes", ".*[a-z].{12}" },
        { "exponential below a complement", "~(.*a.{14})" },
        { "exponential product", "(.*a.{9}&.*b.{9}&.*c.{9})" },
        { "exponential for backtracking", "(a*)*(a*)*(a*)*b" },
        { "nested stars", Nest("(", ")*", 60) },
        { "nested complements", Nest("~(b", ")", 60) },
        { "nested intersections", Nest("(a.*&.*", ")", 60) },
        { "optional many times", string.Concat(Enumerable.Repeat("a?", 500)) },
        { "optional groups", "(a?){900}" },
        { "all of Unicode many times", string.Concat(Enumerable.Repeat("[^a]", 250)) },
        { "a class of many ranges", "[" + string.Concat(Enumerable.Range(0, 490).Select(i => (char)(0x4E00 + (i * 3)) + "-")) + "\uFFFF]*" },
        { "many classes that overlap", string.Concat(Enumerable.Range(0, 120).Select(i => $"[{(char)(0x100 + i)}-\uFFFF]*")) },
        { "many choices", string.Join('|', Enumerable.Range(0, 240).Select(i => $"x{i}")) },
        { "many choices anywhere", ".*(" + string.Join('|', Enumerable.Range(0, 200).Select(i => $"x{i}")) + ").*" },
        { "many loops", string.Concat(Enumerable.Range(0, 160).Select(i => $".*{(char)('a' + (i % 26))}")) },
        { "many numbers", string.Concat(Enumerable.Repeat("<0-999999>", 95)) },
        { "open parentheses", Fill("(") },
        { "open brackets", Fill("[") },
        { "escapes", Fill("\\\\") },
        { "complements", Fill("~") + "a" },
        { "bars", Fill("|") },
        { "question marks", "a" + Fill("?") },
        { "counts", "a" + Fill("{2}") },
        { "quotes", Fill("\"") },
        { "lone surrogates", Fill("\uD83D") },
        { "letters", Fill("ab") },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Compile_HostileText_IsDoneInTime(string what, string pattern)
    {
        var limits = new RegexLimits(MaxLength: Math.Max(1_000, pattern.Length));

        var best = Enumerable.Range(0, Attempts).Min(_ => Measure(pattern, limits));

        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {best.TotalMilliseconds} ms");
        Assert.True(best < Allowed, $"{what}: {best.TotalMilliseconds} ms");
    }

    [Theory]
    [InlineData("(a*)*(a*)*(a*)*b")]
    [InlineData(".*a.{11}")]
    [InlineData("(.*b.*&.*a.{8})|~(.*a)")]
    public void IsMatch_LongerValue_TakesTimeInProportion(string pattern)
    {
        var automaton = RegexCases.Automaton(RegexCases.Parse(pattern))!;
        var longer = Encoding.UTF8.GetBytes(new string('a', 8 << 20));

        var once = Enumerable.Range(0, Attempts).Min(_ => Ticks(() => automaton.IsMatch(longer.AsSpan(0, 1 << 20))));
        var eightTimes = Enumerable.Range(0, Attempts).Min(_ => Ticks(() => automaton.IsMatch(longer)));

        Assert.True(eightTimes / once < 24, $"8 times the value took {eightTimes / once:F1} times the time");
    }

    private static string Nest(string open, string close, int times) =>
        string.Concat(Enumerable.Repeat(open, times)) + "a" + string.Concat(Enumerable.Repeat(close, times));

    private static string Fill(string piece) => string.Concat(Enumerable.Repeat(piece, Bytes / piece.Length));

    private static TimeSpan Measure(string pattern, RegexLimits limits)
    {
        var start = Environment.CpuUsage.TotalTime;
        try
        {
            RegexCases.Compile(pattern, limits: limits);
        }
        catch (QuerySyntaxException error)
        {
            Assert.InRange(error.Message.Length, 1, 500);
        }

        return Environment.CpuUsage.TotalTime - start;
    }

    private static double Ticks(Action action)
    {
        var start = Environment.CpuUsage.TotalTime;
        action();
        return Math.Max(1, (Environment.CpuUsage.TotalTime - start).Ticks);
    }
}
