using Elastic.ResponseActions.Testing;

namespace Elastic.ResponseActions.Sqlite.Tests;

/// <summary>Real processes, real files, real sockets: killed, filled up, doubled.</summary>
public sealed class RealFaultTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 30;   // of one ledger
    private const int ActionsPerLife = 3;   // in all fewer than the built-in ceiling of 100 a minute lets through

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ledger-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Ledger => Path.Combine(_folder.FullName, "ledger.db");

    // RA_KILLS asks for more, as a long run does.
    private static int Ledgers => int.TryParse(Environment.GetEnvironmentVariable("RA_KILLS"), out var kills) ? (kills + Kills - 1) / Kills : 1;

    [Fact]
    public async Task Kill9_AtRandom_LosesNothingAndSendsNothingTwice()
    {
        for (var seed = 9; seed < 9 + Ledgers; seed++)
        {
            await KillAsync(seed);
            foreach (var file in _folder.GetFiles())
                file.Delete();
        }
    }

    private async Task KillAsync(int seed)
    {
        await using var kibana = new FakeKibana();
        var hosts = Enumerable.Range(0, 4).Select(host => kibana.AddEndpoint($"a{host}")).ToList();
        for (var number = 0; number < Kills * ActionsPerLife; number++)
            hosts[number % 4].AddProcess(4 * (number + 100), "evil", $"e-{number}");
        var address = await kibana.StartAsync(cancellationToken: Stop);
        var random = new Random(seed);
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
        using var child = ChildProcess.StartLimited(256, "fill", Ledger, "0");
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
        using var first = ChildProcess.Start("fill", Ledger, "0");
        await first.WaitForAsync("acked", 1, Stop);

        var refused = Assert.Throws<LedgerException>(() => SqliteActionLedger.Open(Ledger));
        using var second = ChildProcess.Start("fill", Ledger, "0");
        await second.WaitAsync();
        await first.KillAsync();
        using var afterwards = SqliteActionLedger.Open(Ledger);

        Assert.Contains("is in use by another process", refused.Message, StringComparison.Ordinal);
        Assert.NotEqual(0, second.ExitCode);
        Assert.Contains(second.Lines, static l => l.Contains("is in use by another process", StringComparison.Ordinal));
        Assert.True(afterwards.Count > 1);
    }

    [Fact]
    public async Task Sigterm_WhileSending_EndsInFiveSecondsAndSendsNothingAfter()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        const int Actions = 12;
        await using var kibana = new FakeKibana();
        var hosts = Enumerable.Range(0, 4).Select(host => kibana.AddEndpoint($"a{host}")).ToList();
        for (var number = 0; number < Actions; number++)
            hosts[number % 4].AddProcess(4 * (number + 100), "evil", $"e-{number}");
        var slow = kibana.Faults.Add("/api/endpoint/action/kill_process", FakeFaultEffect.Delay(TimeSpan.FromSeconds(20)));
        var address = (await kibana.StartAsync(cancellationToken: Stop)).ToString();

        using var child = ChildProcess.Start("serve", Ledger, address, kibana.ApiKey, "0", $"{Actions}");
        await child.WaitForAsync("acked", Actions, Stop);
        while (kibana.Faults.HitsOf(slow) == 0)
            await Task.Delay(10, Stop);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await child.SignalAsync("TERM");
        await child.WaitAsync();
        var took = watch.Elapsed;
        var left = kibana.Faults.HitsOf(slow);
        Assert.True(child.ExitCode == 0 && child.Lines.Last() == "stopped", string.Join('\n', child.Lines));
        Assert.InRange(took.TotalSeconds, 0, 5);

        kibana.Faults.Clear();
        using var next = ChildProcess.Start("dispatch", Ledger, address, kibana.ApiKey, "0", "0");
        await next.WaitAsync();
        using var ledger = SqliteActionLedger.Open(Ledger);
        var entries = new List<LedgerEntry>();
        foreach (var line in child.Lines.Where(static l => l.StartsWith("acked ", StringComparison.Ordinal)))
            entries.Add((await ledger.FindAsync(new ActionKey(line["acked ".Length..]), Stop))!);

        output.WriteLine($"ended after {took.TotalMilliseconds:0} ms with {left} sends under way; then {string.Join(", ", entries.GroupBy(static e => e.Outcome?.Kind).Select(static g => $"{g.Count()} {g.Key}"))}");
        Assert.InRange(left, 1, 4);
        Assert.Equal(Actions, entries.Count(static e => e.Outcome is { Kind: ActionOutcomeKind.Confirmed or ActionOutcomeKind.Parked }));
        Assert.All(entries, static e => Assert.Equal(1, e.Attempts));
        Assert.All(kibana.Actions.GroupBy(static a => a.Comment), static sent => Assert.Single(sent));
    }

    [Fact]
    public async Task Sigstop_OldWriterWakesUpAfterANewerOne_IsFencedOut()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var old = ChildProcess.Start("fill", Ledger, "500");
        await old.WaitForAsync("acked", 1, Stop);

        // Between two actions: stopped within a transaction it would keep SQLite's own lock.
        await old.SignalAsync("STOP");

        // While it is stopped it holds the lock; as if that had been lost, on a network file system or by a hand that removed it.
        Assert.Throws<LedgerException>(() => SqliteActionLedger.Open(Ledger));
        File.Delete(Ledger + ".lock");
        using var newer = SqliteActionLedger.Open(Ledger);
        var count = newer.Count;
        await old.SignalAsync("CONT");
        await old.WaitAsync();
        newer.Dispose();

        Assert.Equal(3, old.ExitCode);
        Assert.Contains("was taken over by another process", old.Lines.Last(), StringComparison.Ordinal);
        Assert.Equal((null, count), (SqliteActionLedger.Verify(Ledger).Problem, SqliteActionLedger.Verify(Ledger).Records));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
