using BenchmarkDotNet.Attributes;
using Elastic.ResponseActions.Benchmarks.Workloads;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Benchmarks;

/// <summary>All rules on the events of one kind that no rule matches, that one does, and that fifty do.</summary>
[MemoryDiagnoser]
public class MatchByKind : IEventBenchmark
{
    private EventBlock _events = EventBlock.None;
    private RuleMatcher? _matcher;

    [ParamsSource(nameof(Kinds))]
    public string Kind { get; set; } = EventKinds.All;

    public IEnumerable<string> Kinds => EventKinds.Names;

    /// <summary>How many rules match an event. A kind without such an event gives an empty row.</summary>
    [Params(0, 1, 50)]
    public int Hits { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var workload = Workload.Load(WorkloadPaths.FromEnvironment());
        var kind = EventKinds.Take(workload.Events, Kind);
        var all = workload.Compile().CreateMatcher();
        _events = kind.Where(i => all.Match(kind.Document(i)).Count == Math.Min(Hits, 1));
        _matcher = Hits <= 1 ? all : RuleSet.Compile([.. workload.Queries, .. Repeated(workload, all)], Workload.AnyIndex).CreateMatcher();
    }

    EventBlock IEventBenchmark.EventsOf(string method) => _events;

    /// <returns>The number of tokens.</returns>
    [Benchmark(Baseline = true, Description = "(b) read every token")]
    public int ReadTokens() => EventLoops.ReadTokens(_events);

    /// <returns>The number of matches.</returns>
    [Benchmark(Description = "match")]
    public int Match() => EventLoops.Match(_matcher!, _events);

    // The rules that match some of the events, as often as it takes.
    private IEnumerable<RuleQuery> Repeated(Workload workload, RuleMatcher all)
    {
        var matching = new HashSet<string>();
        for (var i = 0; i < _events.Count; i++)
        {
            foreach (var match in all.Match(_events.Document(i)))
                matching.Add(match.RuleId);
        }

        return workload.Queries.Where(rule => matching.Contains(rule.RuleId))
            .SelectMany(rule => Enumerable.Range(2, Hits - 1).Select(copy => rule with { RuleId = $"{rule.RuleId}, again {copy}" }));
    }
}
