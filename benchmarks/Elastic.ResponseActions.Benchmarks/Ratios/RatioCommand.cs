using Elastic.ResponseActions.Benchmarks.Workloads;

namespace Elastic.ResponseActions.Benchmarks.Ratios;

/// <summary>
/// <c>ratios [--gate]</c>: a short run; the figures as JSON on standard output, and as people read them on standard error. With
/// <c>--gate</c> the exit code is 1 where a figure fails.
/// </summary>
internal static class RatioCommand
{
    private const string Name = "ratios";
    private const string Gate = "--gate";

    public static bool IsMeant(string[] arguments) => arguments is [Name] or [Name, Gate];

    public static int Run(string[] arguments, WorkloadPaths paths)
    {
        var workload = Workload.Load(paths);
        Console.Error.WriteLine(workload);
        var suite = new RatioSuite(workload, new RatioSettings());
        var rows = suite.Run();

        Console.Error.WriteLine(FormattableString.Invariant($"(b) {suite.YardstickNanoseconds:N0} ns an event"));
        foreach (var row in rows)
            Console.Error.WriteLine(row);
        using (var output = Console.OpenStandardOutput())
            RatioReport.Write(output, suite.YardstickNanoseconds, rows);

        if (!arguments.Contains(Gate))
            return 0;
        var failures = RatioGate.Failures(rows, areRulesReal: paths.Rules is not null).ToList();
        failures.ForEach(Console.Error.WriteLine);
        return failures.Count > 0 ? 1 : 0;
    }
}
