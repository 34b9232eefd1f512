using Elastic.ResponseActions.Simulation.Sqlite;
using Elastic.ResponseActions.Simulation.World;
using Elastic.ResponseActions.Sqlite;

namespace Elastic.ResponseActions.Simulation.Tests;

/// <summary>The SQLite ledger where the file layer under it fails, tears, lies, or is damaged: at every call, after every byte.</summary>
public sealed class SqliteFaultTests(ITestOutputHelper output) : IDisposable
{
    private const int Actions = 4;

    private readonly SqliteBench _bench = new();

    public static TheoryData<string> Faults => [nameof(VfsFault.Fails), nameof(VfsFault.Torn), nameof(VfsFault.Skipped)];

    [Theory]
    [MemberData(nameof(Faults))]
    public void Work_AnyOneCallFails_LosesNothingThatWasConfirmed(string name)
    {
        var fault = Enum.Parse<VfsFault>(name);
        var (call, failures, refused) = (0, 0, 0);
        for (var hit = true; hit;)
        {
            call++;
            hit = false;
            var left = call;
            var lied = false;
            var disk = new VfsDisk();
            disk.Next = operation =>
            {
                if (--left != 0)
                    return VfsFault.None;

                hit = true;
                lied = fault == VfsFault.Skipped;
                return fault;
            };
            IReadOnlyList<LedgerRecord> written = [];
            var confirmed = _bench.On(disk, path =>
            {
                try
                {
                    using var ledger = SqliteActionLedger.Open(path);
                    var last = SqliteBench.Work(ledger, Actions, out var failure);
                    failures += failure is null ? 0 : 1;
                    written = SqliteDisk.Read(disk.Copy());
                    disk.Crash(new Random(call));
                    return last;
                }
                catch (LedgerException)
                {
                    failures++;
                    disk.Crash(new Random(call));
                    return 0;
                }
            });
            disk.Next = static _ => VfsFault.None;

            try
            {
                var after = _bench.On(disk, path =>
                {
                    using var ledger = SqliteActionLedger.Open(path);
                    return SqliteDisk.Read(disk.Copy());
                });

                // Whatever is there was written; all that was confirmed is there, unless the disk has lied.
                Assert.True(lied || after.Count > confirmed, $"call {call}: {after.Count} of {confirmed} are left");
                Assert.All(written.Zip(after.SkipLast(1)), static pair => Assert.Equal($"{pair.First}", $"{pair.Second}"));
            }
            catch (LedgerException) when (lied)
            {
                refused++;
            }
        }

        output.WriteLine($"{fault}: {call - 1} calls, {failures} failures told, {refused} refused afterwards");
        Assert.True(call > 30, $"{call} calls");
        Assert.True(fault == VfsFault.Skipped || failures > call / 2, $"{failures} failures");
    }

    [Fact]
    public void Open_AfterATornWriteAtEveryByte_HasAllOfItOrNothing()
    {
        var disk = new VfsDisk();
        List<long> counts = [];
        var (before, after) = (0L, 0L);
        _bench.On(disk, path =>
        {
            using var ledger = SqliteActionLedger.Open(path);
            before = SqliteBench.Work(ledger, 1, out _);
            disk.Next = operation =>
            {
                if (operation == VfsOperation.Sync)
                    counts.AddRange(Enumerable.Range(0, disk.Log.UnsyncedBytes + 1).Select(bytes => (long)SqliteDisk.Read(disk.AfterCrash(bytes)).Count));
                return VfsFault.None;
            };
            _ = SqliteBench.Done(ledger.AddIntentAsync(new LedgerEntry
            {
                Key = new ActionKey(new string('a', 64)),
                Action = Scenario.ByHand(new SimulatedHost(1), 99, ResponseActionCommand.Isolate),
                IntendedAt = DateTimeOffset.UnixEpoch,
            }, TestContext.Current.CancellationToken));
            after = ledger.Count;
            disk.Next = static _ => VfsFault.None;
            disk.Crash(new Random(1));
            return 0;
        });

        output.WriteLine($"{counts.Count} cuts: {counts.Count(c => c == before)} without it, {counts.Count(c => c == after)} with it");
        Assert.True(counts.Count > 4096);
        Assert.Equal([before, after], counts.Distinct());
    }

    [Fact]
    public void Verify_AnyBitFlipped_IsFoundOrHarmless()
    {
        var (disk, head) = (new VfsDisk(), "");
        _bench.On(disk, path =>
        {
            using var ledger = SqliteActionLedger.Open(path);
            SqliteBench.Work(ledger, 10, out _);
            head = ledger.Head;
            return 0;
        });
        var whole = SqliteDisk.Read(disk.Copy());
        var random = new Random(30);
        var (found, harmless) = (0, 0);
        for (var i = 0; i < 2_000; i++)
        {
            var damaged = disk.Copy();
            var file = damaged.Open("");
            file.Flip(random.NextInt64(file.Length), random.Next(8));
            string? problem;
            try
            {
                problem = _bench.On(damaged, path => SqliteActionLedger.Verify(path, head).Problem);
            }
            catch (LedgerException refused)
            {
                problem = refused.Message;
            }

            if (problem is not null)
            {
                found++;
                continue;
            }

            // A bit that SQLite does not use may be anything; what was written may not.
            harmless++;
            Assert.Equal(whole.Select(static r => r.ToString()), SqliteDisk.Read(damaged).Select(static r => r.ToString()));
        }

        output.WriteLine($"{found} found, {harmless} harmless");
        Assert.True(found > 500, $"{found} found");
    }

    public void Dispose() => _bench.Dispose();
}
