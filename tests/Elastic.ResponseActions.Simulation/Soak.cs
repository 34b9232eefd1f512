using System.Diagnostics;

namespace Elastic.ResponseActions.Simulation;

/// <summary>Many seeds, each on one thread, as many side by side as there are processors.</summary>
internal static class Soak
{
    public static int Run(int firstSeed, int count, SimulationOptions options, TextWriter output)
    {
        var watch = Stopwatch.StartNew();
        var summary = Seeds(firstSeed, count, options);
        output.WriteLine($"{count} seeds from {firstSeed} in {watch.Elapsed.TotalSeconds:0.0} s: {summary}");
        return Judge(summary, output);
    }

    public static int RunCrashes(int scenarios, SimulationOptions options, TextWriter output)
    {
        var watch = Stopwatch.StartNew();
        var (runs, summary) = Crashes(scenarios, options);
        output.WriteLine($"{runs} crashes, at every step of {scenarios} scenarios{(options.OnSqlite ? " on SQLite" : "")}, in {watch.Elapsed.TotalSeconds:0.0} s: {summary}");
        return Judge(summary, output);
    }

    private static int Judge(SoakSummary summary, TextWriter output)
    {
        foreach (var failed in summary.Failed.Take(20))
            output.WriteLine($"seed {failed.Seed}: {string.Join("; ", failed.Violations.Select(static v => $"{v.Kind}: {v.What}"))}");
        return summary.Failed.Count == 0 ? 0 : 1;
    }

    /// <summary>For each planted bug the first seed that catches it.</summary>
    public static int FindTwins(int seeds, TextWriter output)
    {
        var missed = 0;
        foreach (var twin in Enum.GetValues<Twin>().Where(static t => t != Twin.None))
        {
            var caught = Enumerable.Range(0, seeds).Select(seed => SimulationRun.Run(seed, SimulationOptions.Default with { Twin = twin })).FirstOrDefault(static r => r.Violations.Count > 0);
            output.WriteLine(caught is null ? $"{twin}: not caught" : $"{twin}: {caught.Seed} ({string.Join(", ", caught.Violations.Select(static v => v.Kind).Distinct())})");
            missed += caught is null ? 1 : 0;
        }

        return missed;
    }

    /// <summary>A crash at every step of so many scenarios in which nothing else goes wrong, one a run.</summary>
    public static (int Runs, SoakSummary Summary) Crashes(int scenarios, SimulationOptions options)
    {
        var calm = options with { HasStorm = false };
        var runs = 0;
        var summary = new SoakSummary();
        Parallel.For(0, scenarios, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, seed =>
        {
            var steps = SimulationRun.Run(seed, calm).Steps;
            Interlocked.Add(ref runs, steps);
            for (var step = 1; step <= steps; step++)
                summary.Add(SimulationRun.Run(seed, calm with { CrashAtStep = step }));
        });
        return (runs, summary);
    }

    public static SoakSummary Seeds(int firstSeed, int count, SimulationOptions options)
    {
        var summary = new SoakSummary();
        Parallel.For(firstSeed, firstSeed + count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, seed => summary.Add(SimulationRun.Run(seed, options)));
        return summary;
    }
}

/// <summary>What many runs gave. Thread-safe.</summary>
internal sealed class SoakSummary
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<ActionOutcomeKind, int> _outcomes = [];
    private readonly List<SimulationResult> _failed = [];
    private long _crashes;
    private long _posts;

    public IReadOnlyList<SimulationResult> Failed => [.. _failed.OrderBy(static r => r.Seed)];

    public IReadOnlyDictionary<ActionOutcomeKind, int> Outcomes => _outcomes;

    public long Crashes => _crashes;

    public void Add(SimulationResult result)
    {
        lock (_lock)
        {
            _crashes += result.Crashes;
            _posts += result.Posts;
            foreach (var (kind, count) in result.Outcomes)
                _outcomes[kind] = _outcomes.GetValueOrDefault(kind) + count;
            if (result.Violations.Count > 0)
                _failed.Add(result);
        }
    }

    public override string ToString() => $"{_failed.Count} failed, {_crashes} crashes, {_posts} posts; {string.Join(", ", _outcomes.Select(static o => $"{o.Value} {o.Key}"))}";
}
