using Elastic.ResponseActions.Simulation.Sqlite;
using Elastic.ResponseActions.Simulation.World;
using Elastic.ResponseActions.Sqlite;

namespace Elastic.ResponseActions.Simulation.Tests;

/// <summary>SQLite ledgers on disks in memory, and a little work on them.</summary>
internal sealed class SqliteBench : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bench-");

    /// <summary>Opens a ledger on a disk, works on it, and closes it as a crash would. What came of it.</summary>
    public T On<T>(VfsDisk disk, Func<string, T> work)
    {
        var path = Path.Combine(_folder.FullName, "ledger.db");   // always the same: a ledger that has moved is not opened
        TestVfs.Mount(path, disk);
        File.WriteAllBytes(path, []);
        try
        {
            return work(path);
        }
        finally
        {
            TestVfs.Unmount(path);
            File.Delete(path);
            File.Delete(path + ".lock");
            Assert.Null(disk.Failure);
        }
    }

    /// <summary>Intents and their sends, one after the other, until it is enough or the ledger fails.</summary>
    /// <returns>The number of the last record that was confirmed.</returns>
    public static long Work(SqliteActionLedger ledger, int actions, out LedgerException? failure)
    {
        var confirmed = ledger.Count;
        failure = null;
        try
        {
            for (var i = 0; i < actions; i++)
            {
                var action = Scenario.ByHand(new SimulatedHost(i % 5), i, ResponseActionCommand.Isolate);
                var entry = Done(ledger.AddIntentAsync(new LedgerEntry { Key = ActionKey.Of(action, ""), Action = action, IntendedAt = DateTimeOffset.UnixEpoch }, default));
                confirmed = ledger.Count;
                foreach (var state in (ActionState[])[ActionState.Sending, ActionState.Sent])
                {
                    Done(ledger.AddTransitionAsync(entry.Key, new LedgerTransition { State = state, At = DateTimeOffset.UnixEpoch }, default));
                    confirmed = ledger.Count;
                }
            }
        }
        catch (LedgerException failed)
        {
            failure = failed;
        }

        return confirmed;
    }

    public static T Done<T>(ValueTask<T> done) => done.AsTask().GetAwaiter().GetResult();

    public void Dispose() => _folder.Delete(recursive: true);
}
