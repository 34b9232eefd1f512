using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using Elastic.ResponseActions.Benchmarks.Workloads;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Benchmarks;

/// <summary>Matching while the rule set is swapped for a newly compiled one again and again; how long single events take is printed at the end.</summary>
[MemoryDiagnoser]
public class SwapRules : IEventBenchmark
{
    private const int EventsBetweenSwaps = 500;

    private readonly LatencyHistogram _steady = new();
    private readonly LatencyHistogram _swapping = new();
    private readonly RuleSet[] _sets = new RuleSet[2];
    private EventBlock _events = EventBlock.None;
    private RuleMatcher? _matcher;

    [GlobalSetup]
    public void Setup()
    {
        var workload = Workload.Load(WorkloadPaths.FromEnvironment());
        _events = workload.Events;
        for (var i = 0; i < _sets.Length; i++)
            _sets[i] = workload.Compile();
        _matcher = _sets[0].CreateMatcher();
    }

    [GlobalCleanup]
    public void Report()
    {
        Console.WriteLine($"// steady:   {_steady}");
        Console.WriteLine($"// swapping: {_swapping}");
    }

    EventBlock IEventBenchmark.EventsOf(string method) => _events;

    /// <returns>The number of tokens.</returns>
    [Benchmark(Baseline = true, Description = "(b) read every token")]
    public int ReadTokens() => EventLoops.ReadTokens(_events);

    /// <returns>The number of matches.</returns>
    [Benchmark(Description = "match")]
    public int Match() => Run(_steady, swaps: false);

    /// <returns>The number of matches.</returns>
    [Benchmark(Description = "match while rules are swapped")]
    public int MatchWhileSwapping() => Run(_swapping, swaps: true);

    private int Run(LatencyHistogram histogram, bool swaps)
    {
        var matches = 0;
        var matcher = _matcher!;
        for (var i = 0; i < _events.Count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            if (swaps && i % EventsBetweenSwaps == EventsBetweenSwaps - 1)
                matcher = _sets[i / EventsBetweenSwaps % _sets.Length].CreateMatcher();
            matches += matcher.Match(_events.Document(i)).Count;
            histogram.Add(Stopwatch.GetElapsedTime(start));
        }

        return matches;
    }
}
