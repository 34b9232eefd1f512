using System.Diagnostics;

namespace Elastic.ResponseActions.Simulation.Tests;

/// <summary>The promise, over many seeds: nothing lost, nothing sent twice, nobody else hit, no false success.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int Seeds = 20_000;
    private const int SqliteSeeds = 500;

    [Fact]
    public void Seeds_InAStormOfFaults_BreakNoPromise()
    {
        var watch = Stopwatch.StartNew();
        var summary = Soak.Seeds(0, Seeds, SimulationOptions.Default);
        output.WriteLine($"{Seeds} seeds in {watch.Elapsed.TotalSeconds:0.0} s: {summary}");

        AssertNone(summary);

        // A simulation in which nothing happens proves nothing.
        Assert.True(summary.Crashes > Seeds, $"{summary.Crashes} crashes");
        Assert.True(summary.Outcomes[ActionOutcomeKind.Confirmed] > 5 * Seeds, $"{summary.Outcomes[ActionOutcomeKind.Confirmed]} confirmed");
        Assert.True(summary.Outcomes[ActionOutcomeKind.Parked] > Seeds / 2, $"{summary.Outcomes[ActionOutcomeKind.Parked]} parked");
        Assert.All([ActionOutcomeKind.Failed, ActionOutcomeKind.Superseded, ActionOutcomeKind.Expired], kind => Assert.True(summary.Outcomes[kind] > 0, $"no {kind}"));
    }

    [Fact]
    public void SqliteSeeds_OnAFailingFileLayer_BreakNoPromise()
    {
        var watch = Stopwatch.StartNew();
        var summary = Soak.Seeds(0, SqliteSeeds, SimulationOptions.Default with { OnSqlite = true });
        output.WriteLine($"{SqliteSeeds} seeds on SQLite in {watch.Elapsed.TotalSeconds:0.0} s: {summary}");

        AssertNone(summary);
        Assert.True(summary.Crashes > SqliteSeeds, $"{summary.Crashes} crashes");
        Assert.True(summary.Outcomes[ActionOutcomeKind.Confirmed] > 5 * SqliteSeeds, $"{summary.Outcomes[ActionOutcomeKind.Confirmed]} confirmed");
    }

    [Fact]
    public void Crash_AtEveryStepOfTenScenarios_BreaksNoPromise()
    {
        var (runs, summary) = Soak.Crashes(10, SimulationOptions.Default);

        output.WriteLine($"{runs} crashes, one a run: {summary}");
        AssertNone(summary);
        Assert.Equal(runs, summary.Crashes);
        Assert.True(runs > 500, $"{runs} steps");
    }

    private static void AssertNone(SoakSummary summary) => Assert.True(
        summary.Failed.Count == 0,
        string.Join('\n', summary.Failed.Take(10).Select(static f => $"RA_SIM_SEED={f.Seed}: {string.Join("; ", f.Violations.Select(static v => $"{v.Kind}: {v.What}"))}")));
}
