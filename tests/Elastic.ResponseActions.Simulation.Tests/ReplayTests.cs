using System.Diagnostics;

namespace Elastic.ResponseActions.Simulation.Tests;

/// <summary>A seed is one run: in this process, and in another, where hash codes and addresses are others.</summary>
public sealed class ReplayTests
{
    private static readonly SimulationOptions Told = SimulationOptions.Default with { KeepText = true };

    [Theory]
    [InlineData(false, 100)]
    [InlineData(true, 10)]
    public void Run_SameSeedAgain_IsTheSameBitForBit(bool onSqlite, int seeds)
    {
        var options = Told with { OnSqlite = onSqlite };
        for (var seed = 0; seed < seeds; seed++)
        {
            var (first, second) = (SimulationRun.Run(seed, options), SimulationRun.Run(seed, options));

            Assert.Equal(first.Text, second.Text);
            Assert.Equal(first.Digest, second.Digest);
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(292)]
    public async Task Replay_InAnotherProcess_IsTheSameBitForBit(int seed)
    {
        var program = Path.ChangeExtension(typeof(SimulationRun).Assembly.Location, ".dll");
        var start = new ProcessStartInfo("dotnet", [program]) { RedirectStandardOutput = true, Environment = { ["RA_SIM_SEED"] = $"{seed}" } };
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.EndsWith($"digest {SimulationRun.Run(seed, Told).Digest}\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(0, process.ExitCode);
    }
}
