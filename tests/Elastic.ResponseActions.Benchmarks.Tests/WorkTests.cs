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

    private static readonly Lazy<Workload> Counted = new(() => Tests.Workloads.Samples with { Queries = [.. ReadRules()] });

    public static TheoryData<string> Scenarios() => ["sample events", "sample events, 1,000 rules", .. HostileEvents.Names];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Match_Scenario_DoesWhatWasRecorded(string scenario)
    {
        var workload = Counted.Value;
        var rules = scenario == "sample events" ? workload.Queries : RuleReplicas.Grow(workload.Queries, ManyRules);
        var events = HostileEvents.Names.Contains(scenario) ? EventBlock.Of([new HostileEvents(workload).Make(scenario)]) : workload.Events;
        var matcher = RuleSet.Compile(rules, Workload.AnyIndex).CreateMatcher(vectors: true);

        var matches = EventLoops.Match(matcher, events);

        var found = $"{scenario} ⇶ {string.Join(", ", Counters(matcher.Work))}, Matches {matches}";
        var recorded = Lines("work.cases").SingleOrDefault(line => line.StartsWith($"{scenario} ⇶ ", StringComparison.Ordinal));
        Assert.True(found == recorded, $"Cases/work.cases has\n{recorded ?? "no such line"}\nand now it is\n{found}");
    }

    private static IEnumerable<string> Counters(MatchWork work) => typeof(MatchWork)
        .GetFields(BindingFlags.Instance | BindingFlags.Public)
        .Select(field => string.Create(CultureInfo.InvariantCulture, $"{field.Name} {field.GetValue(work)}"));

    private static IEnumerable<RuleQuery> ReadRules() => Lines("work-rules.cases")
        .Where(line => !line.StartsWith('#'))
        .Select(line => line.Split(" ⇶ "))
        .Select((cells, i) => new RuleQuery { RuleId = $"rule {i + 1}", Language = cells[0] == "eql" ? QueryLanguage.Eql : QueryLanguage.Kuery, Query = cells[1] });

    private static IEnumerable<string> Lines(string file) => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Cases", file));
}
