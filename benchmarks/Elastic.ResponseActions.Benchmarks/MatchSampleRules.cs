using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Benchmarks;

/// <summary>
/// All rules on all events, one thread, against the least that any matcher can do in .NET: reading every token of the same
/// events once. The ratio is what counts; it moves little from machine to machine.
/// </summary>
[MemoryDiagnoser]
public class MatchSampleRules
{
    private byte[][] _events = [];
    private RuleMatcher? _matcher;

    [GlobalSetup]
    public void Setup()
    {
        var workload = Workload.Load(WorkloadPaths.FromEnvironment());
        Console.WriteLine($"// {workload}");
        _events = workload.Events;
        _matcher = workload.Rules.CreateMatcher();
    }

    /// <returns>The number of tokens.</returns>
    [Benchmark(Baseline = true)]
    public int ReadEveryToken()
    {
        var tokens = 0;
        foreach (var document in _events)
        {
            var reader = new Utf8JsonReader(document);
            while (reader.Read())
                tokens++;
        }

        return tokens;
    }

    /// <returns>The number of matches.</returns>
    [Benchmark]
    public int Match()
    {
        var matches = 0;
        foreach (var document in _events)
            matches += _matcher!.Match(document).Count;
        return matches;
    }
}
