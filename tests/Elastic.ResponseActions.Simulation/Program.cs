using System.Globalization;

namespace Elastic.ResponseActions.Simulation;

/// <summary>
/// Runs seeds, and a crash at every step of scenarios: <c>soak [--first-seed N] [--seeds M] [--scenarios K] [--twin NAME] [--sqlite]</c>; <c>twins</c> finds the first seed that catches each planted bug. With <c>RA_SIM_SEED=n</c> it replays that seed and tells what happened.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        var twin = Enum.Parse<Twin>(Argument(args, "--twin") ?? nameof(Twin.None));
        var options = SimulationOptions.Default with { Twin = twin, OnSqlite = args.Contains("--sqlite") };
        if (Environment.GetEnvironmentVariable("RA_SIM_SEED") is { Length: > 0 } seed)
            return Replay(Number(seed), options);

        if (args.Contains("twins"))
            return Soak.FindTwins(Number(Argument(args, "--seeds") ?? "10000"), Console.Out);

        var first = Number(Argument(args, "--first-seed") ?? "0");
        var count = Number(Argument(args, "--seeds") ?? (args.Contains("soak") ? "5000000" : "20000"));
        var scenarios = Number(Argument(args, "--scenarios") ?? (args.Contains("soak") ? "30" : "0"));
        return Soak.Run(first, count, options, Console.Out) | (scenarios > 0 ? Soak.RunCrashes(scenarios, options, Console.Out) : 0);
    }

    private static int Replay(int seed, SimulationOptions options)
    {
        var result = SimulationRun.Run(seed, options with { KeepText = true });
        foreach (var line in result.Text)
            Console.WriteLine(line);
        foreach (var violation in result.Violations)
            Console.WriteLine($"{violation.Kind}: {violation.What}");
        Console.WriteLine($"digest {result.Digest}");
        return result.Violations.Count == 0 ? 0 : 1;
    }

    private static string? Argument(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
