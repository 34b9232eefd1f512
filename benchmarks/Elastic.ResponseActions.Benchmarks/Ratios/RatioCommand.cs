using Elastic.ResponseActions.Benchmarks.Workloads;

namespace Elastic.ResponseActions.Benchmarks.Ratios;

/// <summary>
/// <c>ratios [--gate] [--aot EXECUTABLE]</c>: a short run; the figures as JSON on standard output, and as people read them on
/// standard error. With <c>--gate</c> the exit code is 1 where a figure fails; <c>--aot</c> names the published AOT smoke.
/// </summary>
internal static class RatioCommand
{
    private const string Name = "ratios";
    private const string Gate = "--gate";
    private const string Aot = "--aot";

    public static bool IsMeant(string[] arguments) => arguments is [Name, ..];

    public static int Run(string[] arguments, WorkloadPaths paths)
    {
        var (isGate, executable) = Options(arguments);
        var workload = Workload.Load(paths);
        Console.Error.WriteLine(workload);
        var suite = new RatioSuite(workload, new RatioSettings { AotExecutable = executable });
        var rows = suite.Run();

        Console.Error.WriteLine(FormattableString.Invariant($"(b) {suite.YardstickNanoseconds:N0} ns an event"));
        foreach (var row in rows)
            Console.Error.WriteLine(row);
        using (var output = Console.OpenStandardOutput())
            RatioReport.Write(output, suite.YardstickNanoseconds, rows);

        if (!isGate)
            return 0;
        var failures = RatioGate.Failures(rows, areRulesReal: paths.Rules is not null).ToList();
        failures.ForEach(Console.Error.WriteLine);
        return failures.Count > 0 ? 1 : 0;
    }

    private static (bool IsGate, string? Executable) Options(string[] arguments)
    {
        var (isGate, executable) = (false, (string?)null);
        for (var i = 1; i < arguments.Length; i++)
        {
            if (arguments[i] == Gate)
                isGate = true;
            else if (arguments[i] == Aot && i + 1 < arguments.Length)
                executable = arguments[++i];
            else
                throw new ArgumentException($"`{arguments[i]}` is no option of `ratios`; expected --rules P, --events P, --gate or --aot EXECUTABLE.");
        }

        return (isGate, executable);
    }
}
