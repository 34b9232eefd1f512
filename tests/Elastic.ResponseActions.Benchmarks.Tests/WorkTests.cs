using System.Globalization;
using System.Reflection;
using Elastic.ResponseActions.Benchmarks.Hostile;
using Elastic.ResponseActions.Benchmarks.Rules;
using Elastic.ResponseActions.Benchmarks.Workloads;
using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Matching.Execution;

namespace Elastic.ResponseActions.Benchmarks.Tests;

/// <summary>
/// What matching does, counted and compared with what was recorded: the same on every machine, so that a change of a single
/// look-up shows. A change that means to do more or less records it anew: the failed test says the new lines for Cases/work.cases.
/// </summary>
public sealed class WorkTests
{
    private const int ManyRules = 1_000;

    public static TheoryData<string> Scenarios() => ["samples", "samples, 1,000 rules", .. HostileEvents.Names];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Match_Scenario_DoesWhatWasRecorded(string scenario)
    {
        var samples = Tests.Workloads.Samples;
        var rules = scenario == "samples" ? samples.Queries : RuleReplicas.Grow(samples.Queries, ManyRules);
        var events = HostileEvents.Names.Contains(scenario) ? EventBlock.Of([new HostileEvents(samples).Make(scenario)]) : samples.Events;
        var matcher = RuleSet.Compile(rules, Workload.AnyIndex).CreateMatcher(vectors: true);

        var matches = EventLoops.Match(matcher, events);

        var found = $"{scenario} ⇶ {string.Join(", ", Counters(matcher.Work))}, Matches {matches}";
        var recorded = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Cases", "work.cases")).SingleOrDefault(line => line.StartsWith($"{scenario} ⇶ ", StringComparison.Ordinal));
        Assert.True(found == recorded, $"Cases/work.cases has\n{recorded ?? "no such line"}\nand now it is\n{found}");
    }

    private static IEnumerable<string> Counters(MatchWork work) => typeof(MatchWork)
        .GetFields(BindingFlags.Instance | BindingFlags.Public)
        .Select(field => string.Create(CultureInfo.InvariantCulture, $"{field.Name} {field.GetValue(work)}"));
}
