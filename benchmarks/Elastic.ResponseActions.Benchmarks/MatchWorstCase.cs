using BenchmarkDotNet.Attributes;
using Elastic.ResponseActions.Benchmarks.Hostile;
using Elastic.ResponseActions.Benchmarks.Workloads;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Benchmarks;

/// <summary>All rules on one event that somebody made who knows the rules.</summary>
[MemoryDiagnoser]
public class MatchWorstCase : IEventBenchmark
{
    private EventBlock _event = EventBlock.None;
    private RuleMatcher? _matcher;

    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = HostileEvents.Names[0];

    public IEnumerable<string> Names => HostileEvents.Names;

    [GlobalSetup]
    public void Setup()
    {
        var workload = Workload.Load(WorkloadPaths.FromEnvironment());
        _event = EventBlock.Of([new HostileEvents(workload).Make(Name)]);
        _matcher = workload.Compile().CreateMatcher();
    }

    EventBlock IEventBenchmark.EventsOf(string method) => _event;

    /// <returns>The number of tokens.</returns>
    [Benchmark(Baseline = true, Description = "(b) read every token")]
    public int ReadTokens() => EventLoops.ReadTokens(_event);

    /// <returns>The number of matches.</returns>
    [Benchmark(Description = "match")]
    public int Match() => EventLoops.Match(_matcher!, _event);
}
