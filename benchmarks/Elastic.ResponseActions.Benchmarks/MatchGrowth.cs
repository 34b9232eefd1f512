using BenchmarkDotNet.Attributes;
using Elastic.ResponseActions.Benchmarks.Rules;
using Elastic.ResponseActions.Benchmarks.Workloads;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Benchmarks;

/// <summary>The same events against more and more rules: the real ones and copies that ask for other texts.</summary>
[MemoryDiagnoser]
public class MatchGrowth : IEventBenchmark
{
    private EventBlock _events = EventBlock.None;
    private RuleMatcher? _matcher;

    [Params(1_000, 3_000, 10_000, 30_000)]
    public int RuleCount { get; set; } = 1_000;

    [GlobalSetup]
    public void Setup()
    {
        var workload = Workload.Load(WorkloadPaths.FromEnvironment());
        _events = workload.Events;
        _matcher = RuleSet.Compile(RuleReplicas.Grow(workload.Queries, RuleCount), Workload.AnyIndex).CreateMatcher();
    }

    EventBlock IEventBenchmark.EventsOf(string method) => _events;

    /// <returns>The number of tokens.</returns>
    [Benchmark(Baseline = true, Description = "(b) read every token")]
    public int ReadTokens() => EventLoops.ReadTokens(_events);

    /// <returns>The number of matches.</returns>
    [Benchmark(Description = "match")]
    public int Match() => EventLoops.Match(_matcher!, _events);
}
