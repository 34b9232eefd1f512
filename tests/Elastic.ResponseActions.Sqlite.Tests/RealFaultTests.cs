using Elastic.ResponseActions.Testing;

namespace Elastic.ResponseActions.Sqlite.Tests;

/// <summary>Real processes, real files, real sockets: killed, filled up, doubled.</summary>
public sealed class RealFaultTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 30;
    private const int ActionsPerLife = 3;   // in all fewer than the built-in ceiling of 100 a minute lets through

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ledger-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Ledger => Path.Combine(_folder.FullName, "ledger.db");

    [Fact]
    public async Task Kill9_AtRandom_LosesNothingAndSendsNothingTwice()
    {
        await using var kibana = new FakeKibana();
        var hosts = Enumerable.Range(0, 4).Select(host => kibana.AddEndpoint($"a{host}")).ToList();
        for (var number = 0; number < Kills * ActionsPerLife; number++)
            hosts[number % 4].AddProcess(4 * (number + 100), "evil", $"e-{number}");
        var address = await kibana.StartAsync(cancellationToken: Stop);
        var random = new Random(9);
        HashSet<string> acked = [];

        for (var life = 0; life <= Kills; life++)
        {
            var count = life < Kills ? ActionsPerLife : 0;
            using var child = ChildProcess.Start("dispatch", Ledger, address.ToString(), kibana.ApiKey, $"{life * ActionsPerLife}", $"{count}");
            await child.WaitForAsync("open", 1, Stop);
            if (life < Kills)
            {
                await child.WaitForAsync("acked", random.Next(ActionsPerLife), Stop);
                await Task.Delay(random.Next(40), Stop);
                await child.KillAsync();
            }
            else
            {
                await child.WaitAsync();
                Assert.True(child.ExitCode == 0, string.Join('\n', child.Lines));
            }

            acked.UnionWith(child.Lines.Where(static l => l.StartsWith("acked ", StringComparison.Ordinal) && l.Length == "acked ".Length + 64).Select(static l => l["acked ".Length..]));
        }

        Assert.Null(SqliteActionLedger.Verify(Ledger).Problem);
        using var ledger = SqliteActionLedger.Open(Ledger);
        var outcomes = new List<ActionOutcomeKind?>();
        foreach (var key in acked)
        {
            var entry = await ledger.FindAsync(new ActionKey(key), Stop);
            Assert.True(entry?.Outcome is { IsFinal: true } or { NeedsPerson: true }, $"{key}: {entry}");
            outcomes.Add(entry!.Outcome!.Kind);
        }

        output.WriteLine($"{Kills} kills, {acked.Count} acknowledged: {string.Join(", ", outcomes.GroupBy(static o => o).Select(static g => $"{g.Count()} {g.Key}"))}; {kibana.Actions.Count} actions in Kibana");
        Assert.All(kibana.Actions.GroupBy(static a => a.Comment), static sent => Assert.Single(sent));
        Assert.True(outcomes.Count(static o => o == ActionOutcomeKind.Confirmed) > Kills / 3, "hardly anything was sent");
    }

    [Fact]
    public async Task FullDisk_SaysSoAndKeepsWhatWasAcknowledged()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "ulimit is Linux's.");
        using var child = ChildProcess.StartLimited(256, "fill", Ledger);
        await child.WaitAsync();

        Assert.True(child.ExitCode == 3, string.Join('\n', child.Lines.TakeLast(5)));
        Assert.Contains(child.Lines, static l => l.StartsWith("failed The ledger", StringComparison.Ordinal));
        using var ledger = SqliteActionLedger.Open(Ledger);
        var acked = child.Lines.Where(static l => l.StartsWith("acked ", StringComparison.Ordinal)).Select(static l => l["acked ".Length..]).ToList();
        Assert.NotEmpty(acked);
        foreach (var key in acked)
            Assert.NotNull(await ledger.FindAsync(new ActionKey(key), Stop));
    }

    [Fact]
    public async Task TwoProcesses_OnOneLedger_TheSecondIsRefusedUntilTheFirstIsGone()
    {
        using var first = ChildProcess.Start("fill", Ledger);
        await first.WaitForAsync("acked", 1, Stop);

        var refused = Assert.Throws<LedgerException>(() => SqliteActionLedger.Open(Ledger));
        using var second = ChildProcess.Start("fill", Ledger);
        await second.WaitAsync();
        await first.KillAsync();
        using var afterwards = SqliteActionLedger.Open(Ledger);

        Assert.Contains("is in use by another process", refused.Message, StringComparison.Ordinal);
        Assert.NotEqual(0, second.ExitCode);
        Assert.Contains(second.Lines, static l => l.Contains("is in use by another process", StringComparison.Ordinal));
        Assert.True(afterwards.Count > 1);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
