using System.Text;
using Elastic.ResponseActions.Benchmarks.Hostile;
using Elastic.ResponseActions.Benchmarks.Naive;
using Elastic.ResponseActions.Benchmarks.Workloads;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Benchmarks.Tests;

/// <summary>A baseline that finds something else than the rule set would be none.</summary>
public sealed class NaiveMatcherTests(ITestOutputHelper output)
{
    private const int RealEvents = 500;

    [Fact]
    public void Match_Samples_FindsWhatTheRuleSetFinds() => AssertSame(Tests.Workloads.Samples, Tests.Workloads.Samples.Events);

    [Fact]
    public void Match_RealRulesAndEvents_FindsWhatTheRuleSetFinds()
    {
        var workload = Tests.Workloads.Real();
        AssertSame(workload, workload.Events.Where(i => i % (workload.Events.Count / RealEvents) == 0));
    }

    [Fact]
    public void Match_HostileEvents_FindsWhatTheRuleSetFinds()
    {
        var workload = Tests.Workloads.Real();
        var hostile = new HostileEvents(workload);
        AssertSame(workload, EventBlock.Of(HostileEvents.Names.Select(hostile.Make)));
    }

    [Theory]
    [InlineData("any where process.name : \"CMD.exe\"", true)]
    [InlineData("any where process.name in (\"a\", \"b\", \"c\", \"d\", \"cmd.exe\")", true)]
    [InlineData("any where length(process.name) == 7 and process.args : \"/?\"", true)]
    [InlineData("any where concat(process.name, process.args) == \"cmd.exe/c\"", true)]
    [InlineData("any where concat(process.name, process.parent.name) == \"cmd.exe\"", false)]
    [InlineData("any where process.args regex \"/[a-c]\" and process.parent.name == null", true)]
    [InlineData("process where true", false)]
    public void Match_Eql_FindsWhatTheRuleSetFinds(string query, bool expected)
    {
        var rule = new RuleQuery { RuleId = "rule", Language = QueryLanguage.Eql, Query = query };
        var @event = Encoding.UTF8.GetBytes("""{"event":{"category":"file"},"process":{"name":"cmd.exe","args":["x","/c"]}}""");

        Assert.Equal(expected, new NaiveMatcher([rule]).Count(@event) > 0);
        Assert.Equal(expected, RuleSet.Compile([rule]).CreateMatcher().Match(@event).Count > 0);
    }

    private void AssertSame(Workload workload, EventBlock events)
    {
        var matcher = workload.Compile().CreateMatcher();
        var naive = new NaiveMatcher(workload.Queries);
        var (matches, different) = (0, new List<string>());
        for (var i = 0; i < events.Count; i++)
        {
            var expected = new List<string>();
            foreach (var match in matcher.Match(events.Document(i)))
                expected.Add(match.RuleId);
            matches += expected.Count;

            var found = naive.Match(events.Document(i));
            if (!found.ToHashSet().SetEquals(expected))
                different.Add($"event {i}: naive only {string.Join(", ", found.Except(expected))}; rule set only {string.Join(", ", expected.Except(found))}");
        }

        output.WriteLine($"{workload.Queries.Count} rules, {events.Count} events, {matches} matches");
        Assert.Empty(different);
        Assert.True(matches > 0 || events.Count < RealEvents / 2);
    }
}
