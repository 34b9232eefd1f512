using Elastic.ResponseActions.Benchmarks.Workloads;

namespace Elastic.ResponseActions.Benchmarks.Tests;

/// <summary>What the tests run on.</summary>
internal static class Workloads
{
    private static readonly Lazy<Workload> Loaded = new(() => Workload.Load(new WorkloadPaths(null, null)));

    /// <summary>The samples of the repository.</summary>
    public static Workload Samples => Loaded.Value;

    /// <summary>Real rules and events; skips the test where they are absent.</summary>
    public static Workload Real()
    {
        var folder = Corpus();
        var (rules, events) = (Path.Combine(folder, "rules", "dev.ndjson"), Path.Combine(folder, "events", "dev.ndjson"));
        if (!File.Exists(rules) || !File.Exists(events))
            Assert.Skip($"The corpus is absent (no folder {folder}; RA_CORPUS can name another): real rules and events were not compared.");
        return Workload.Load(new WorkloadPaths(rules, events));
    }

    private static string Corpus()
    {
        if (Environment.GetEnvironmentVariable("RA_CORPUS") is { Length: > 0 } named)
            return named;

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Elastic.ResponseActions.sln")))
            folder = folder.Parent;
        return Path.GetFullPath(Path.Combine(folder?.FullName ?? AppContext.BaseDirectory, "..", "shared", "corpus"));
    }
}
