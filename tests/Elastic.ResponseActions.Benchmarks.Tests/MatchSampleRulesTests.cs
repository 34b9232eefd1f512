namespace Elastic.ResponseActions.Benchmarks.Tests;

/// <summary>Every benchmark body once: a benchmark that measures nothing is worse than none.</summary>
public sealed class MatchSampleRulesTests
{
    private readonly MatchSampleRules _benchmark = new();

    public MatchSampleRulesTests() => _benchmark.Setup();

    [Fact]
    public void ReadEveryToken_Samples_ReadsWholeEvents()
    {
        var events = File.ReadLines(WorkloadPaths.FromEnvironment().EventsOrSamples()).Count(line => line.Length > 0);

        // An ECS event has a brace at each end and at least an agent, a host, a process and their names in between.
        Assert.True(_benchmark.ReadEveryToken() > 20 * events);
    }

    [Fact]
    public void Match_Samples_FindsTheAttack() => Assert.True(_benchmark.Match() > 0);
}
