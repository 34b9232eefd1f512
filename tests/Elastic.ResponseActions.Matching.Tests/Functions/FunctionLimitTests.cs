using System.Text;
using System.Text.Json;
using Elastic.ResponseActions.Matching.Execution.Functions;
using Elastic.ResponseActions.Matching.Tests.Matching;

namespace Elastic.ResponseActions.Matching.Tests.Functions;

/// <summary>What an expression may do on one event. Past a bound the verdict is unknown, with the reason: never a silent no.</summary>
[Collection(nameof(RunsAlone))]
public sealed class FunctionLimitTests
{
    private static readonly string[] Hundred = [.. Enumerable.Range(0, 100).Select(number => $"x{number}")];

    [Fact]
    public void Match_TenThousandCombinations_AreAllTried()
    {
        Assert.Equal("match", Match("any where concat(a, k) == \"x99x99\"", Event(a: Hundred, k: Hundred)));
        Assert.Equal("no match", Match("any where concat(a, k) == \"y\"", Event(a: Hundred, k: Hundred)));
    }

    [Fact]
    public void Match_MoreCombinations_IsUnknown()
    {
        var more = Hundred.Append("x100").ToArray();

        Assert.Equal(FunctionLimits.Reason, Match("any where concat(a, k) == \"y\"", Event(a: more, k: Hundred)));
        Assert.Equal("match", Match("any where concat(a, k) == \"x0x0\"", Event(a: more, k: Hundred)));
    }

    [Fact]
    public void Match_MoreBytesThanAreLookedAt_IsUnknown()
    {
        var large = Enumerable.Range(0, 30).Select(number => $"{number}" + new string('x', 2_000)).ToArray();

        Assert.Equal("no match", Match("any where startsWith(w, substring(c, 1, 3))", Event(w: large[..5], c: large[..5])));
        Assert.Equal(FunctionLimits.Reason, Match("any where startsWith(w, substring(c, 0, 1900)) == null", Event(w: [.. large, .. large], c: [.. large, .. large])));
    }

    [Fact]
    public void Match_TextThatGrowsTooLong_IsUnknown()
    {
        var text = new string('x', 400_000);

        Assert.Equal("match", Match("any where length(concat(w, w)) == 800000", Event(w: [text])));
        Assert.Equal(FunctionLimits.Reason, Match("any where length(concat(w, w, w)) == 1", Event(w: [text])));
    }

    [Fact]
    public void Compile_MoreFieldsThanAnExpressionMayHave_IsRefused()
    {
        Assert.Equal("no match", Match($"any where concat({string.Join(", ", Enumerable.Repeat("k", 16))}) == \"x\"", Event(k: ["y"])));
        Assert.Contains("more than 16 fields", CaseRunner.Compiled(Rule($"any where concat({string.Join(", ", Enumerable.Repeat("k", 17))}) == \"x\""), "{}"), StringComparison.Ordinal);
    }

    /// <summary>The worst event within the limits: every combination is tried on long texts.</summary>
    [Theory]
    [InlineData("any where stringContains~(w, concat(c, \"!\"))")]
    [InlineData("any where indexOf(w, c, 3) == 7")]
    [InlineData("any where between~(w, c, \"b\", true) == \"z\"")]
    [InlineData("any where concat(w, c, w, c) like (\"*a*a*a*a*b*c\", \"*b*b*b*c\")")]
    public void Match_HostileValues_IsDoneInTime(string query)
    {
        var values = Enumerable.Range(0, 100).Select(number => new string('a', 1_000) + (number % 2 == 0 ? "b" : "a")).ToArray();
        var rules = RuleSet.Compile([Rule(query)], CaseRunner.Options);
        var matcher = rules.CreateMatcher();
        var utf8 = Event(w: values, c: values);

        var best = Enumerable.Range(0, 3).Min(_ =>
        {
            var start = Environment.CpuUsage.TotalTime;
            matcher.Match(utf8);
            return Environment.CpuUsage.TotalTime - start;
        });

        Assert.True(best < TimeSpan.FromMilliseconds(500), $"{best.TotalMilliseconds} ms");
    }

    private static RuleQuery Rule(string query) => new() { RuleId = "r", Language = QueryLanguage.Eql, Query = query };

    private static string Match(string query, byte[] utf8)
    {
        var matches = RuleSet.Compile([Rule(query)], CaseRunner.Options).CreateMatcher().Match(utf8);
        return matches.Count > 0 ? "match" : matches.Unknown.Length > 0 ? matches.Unknown[0].Reason : "no match";
    }

    private static byte[] Event(string[]? a = null, string[]? k = null, string[]? w = null, string[]? c = null) =>
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { a, k, w, c }));
}
