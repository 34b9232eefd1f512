using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Elastic.ResponseActions.Testing;

namespace Elastic.ResponseActions.Benchmarks;

/// <summary>
/// How long the first FakeKibana of a process takes to stand, with a host and a client, and to have answered: fresh child processes, both faces in turn. Goals: it stands
/// within 50 ms in memory, within 300 ms on loopback. Processor time is given too, because nearly all of it is the just-in-time compiler's and other work on the machine
/// makes the clock on the wall say more.
/// </summary>
internal static class FakeStartCommand
{
    private const int Children = 9;
    internal const string Memory = "memory";
    private const string Loopback = "loopback";

    public static bool IsMeant(string[] arguments) => arguments is ["start"] or ["start", Memory or Loopback];

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is [_, var face])
        {
            await StartOnceAsync(face);
            return 0;
        }
        Dictionary<string, List<double[]>> runs = new() { [Memory] = [], [Loopback] = [] };
        for (var child = 0; child < Children; child++)
        {
            foreach (var (name, figures) in runs)
                figures.Add(await StartChildAsync(name));
        }
        foreach (var (name, figures) in runs)
        {
            double Median(int figure) => figures.Select(run => run[figure]).Order().ElementAt(Children / 2);
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: stands after {Median(0):0} ms ({Median(1):0} ms of processor time, {Median(2):0} methods compiled), has answered after {Median(3):0} ms ({Median(4):0} ms, {Median(5):0}); medians of {Children}"));
        }
        return 0;
    }

    private static async Task StartOnceAsync(string face)
    {
        var (clock, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        string Since() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Stopwatch.GetElapsedTime(clock).TotalMilliseconds:0.00} {(Environment.CpuUsage.TotalTime - used).TotalMilliseconds:0.00} {JitInfo.GetCompiledMethodCount()}");

        await using var kibana = new FakeKibana();
        kibana.AddEndpoint("a1");
        using var client = face == Memory ? kibana.CreateClient() : new HttpClient { BaseAddress = await kibana.StartAsync() };
        var stands = Since();
        if (face == Loopback)
            client.DefaultRequestHeaders.Add("Authorization", $"ApiKey {kibana.ApiKey}");
        using var answer = await client.GetAsync(new Uri("/api/endpoint/metadata/a1", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        await Console.Out.WriteLineAsync($"{stands} {Since()}");
    }

    /// <summary>Milliseconds, milliseconds of processor time and methods compiled until the fake stands; then the same until it has answered.</summary>
    internal static async Task<double[]> StartChildAsync(string face)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(FakeStartCommand).Assembly.Location, "start", face]) { RedirectStandardOutput = true };
        using var child = Process.Start(start)!;
        var line = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        return child.ExitCode == 0
            ? [.. line.Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture))]
            : throw new InvalidOperationException($"The child on {face} ended with {child.ExitCode}.");
    }
}
