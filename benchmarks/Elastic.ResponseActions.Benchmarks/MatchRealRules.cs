using BenchmarkDotNet.Attributes;
using Elastic.ResponseActions.Benchmarks.Naive;
using Elastic.ResponseActions.Benchmarks.Rules;
using Elastic.ResponseActions.Benchmarks.Workloads;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Benchmarks;

/// <summary>
/// Real rules on real events, one thread, against the least that any matcher can do in .NET: reading every token of the same
/// events once. The ratio is what counts; it moves little from machine to machine.
/// </summary>
[MemoryDiagnoser]
public class MatchRealRules : IEventBenchmark
{
    private const int NaiveEvents = 250;   // the naive rows run over some of the events; compare ns/event

    private EventBlock _events = EventBlock.None;
    private EventBlock _some = EventBlock.None;
    private RuleMatcher? _vectors;
    private RuleMatcher? _portable;
    private NaiveMatcher? _naive;

    /// <summary>How many rules; 0 stands for all.</summary>
    [Params(100, 1_000, 0)]
    public int RuleCount { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var workload = Workload.Load(WorkloadPaths.FromEnvironment());
        var rules = RuleCount == 0 ? workload.Queries : RuleReplicas.Grow(workload.Queries, Math.Min(RuleCount, workload.Queries.Count));
        var set = RuleSet.Compile(rules, Workload.AnyIndex);
        _events = workload.Events;
        _some = _events.Where(i => i % Math.Max(1, _events.Count / NaiveEvents) == 0);
        _vectors = set.CreateMatcher(vectors: true);
        _portable = set.CreateMatcher(vectors: false);
        _naive = new NaiveMatcher(rules);
        Console.WriteLine($"// {rules.Count} rules, {_events.Count} events, of which the naive rows take {_some.Count}");
    }

    EventBlock IEventBenchmark.EventsOf(string method) => method is nameof(MatchSome) or nameof(MatchSomeNaively) ? _some : _events;

    /// <returns>The number of tokens.</returns>
    [Benchmark(Baseline = true, Description = "(b) read every token")]
    public int ReadTokens() => EventLoops.ReadTokens(_events);

    /// <returns>The number of matches.</returns>
    [Benchmark(Description = "match")]
    public int Match() => EventLoops.Match(_vectors!, _events);

    /// <returns>The number of matches.</returns>
    [Benchmark(Description = "match without vector instructions")]
    public int MatchPortable() => EventLoops.Match(_portable!, _events);

    /// <returns>The number of matches.</returns>
    [Benchmark(Description = "match some events")]
    public int MatchSome() => EventLoops.Match(_vectors!, _some);

    /// <returns>The number of matches.</returns>
    [Benchmark(Description = "naive closures on some events")]
    public int MatchSomeNaively() => EventLoops.Match(_naive!, _some);
}
