using System.Text.Json;
using Elastic.ResponseActions.Simulation.Sqlite;
using Elastic.ResponseActions.Sqlite;
using Microsoft.Data.Sqlite;

namespace Elastic.ResponseActions.Simulation.World;

/// <summary>The SQLite ledger as users have it, on files that fail, tear, and lose in a crash what was not synced.</summary>
internal sealed class SqliteDisk : ISimulatedDisk
{
    private static readonly DirectoryInfo Folder = Directory.CreateTempSubdirectory("simulation-");
    private static int _number;

    private readonly string _path = Path.Combine(Folder.FullName, $"{Interlocked.Increment(ref _number)}.db");
    private readonly VfsDisk _files = new();
    private readonly Random _random;
    private readonly Twin _twin;
    private SqliteActionLedger? _ledger;
    private IReadOnlyList<LedgerRecord> _durable = [];
    private long _durableAt = -1;

    public SqliteDisk(Random random, Twin twin)
    {
        (_random, _twin) = (random, twin);
        TestVfs.Mount(_path, _files);
    }

    public IReadOnlyList<LedgerRecord> Stored => Read(_files.Copy());

    public int DurableSendings(string key)
    {
        // Only a sync makes more of it durable.
        if (_durableAt != _files.Syncs)
            (_durable, _durableAt) = (Read(_files.AfterCrash()), _files.Syncs);
        return _durable.Count(record => IsSending(record, key));
    }

    public RecordedActionLedger Open(SimulatedProcess process, TimeProvider clock)
    {
        _ledger?.Dispose();
        _ledger = null;
        _files.Next = operation => Next(process, operation);
        return _ledger = SqliteActionLedger.Open(_path, clock);
    }

    public void Crash() => _files.Crash(_random);

    public void Dispose()
    {
        _files.Next = static _ => VfsFault.None;
        _ledger?.Dispose();
        TestVfs.Unmount(_path);
        foreach (var file in Folder.GetFiles(Path.GetFileName(_path) + "*"))
            file.Delete();
        if (_files.Failure is { } failure)
            throw new InvalidOperationException("The file layer itself failed.", failure);
    }

    /// <summary>What a ledger on these files holds, read past the ledger.</summary>
    public static IReadOnlyList<LedgerRecord> Read(VfsDisk files)
    {
        var path = $"reader-{Interlocked.Increment(ref _number)}.db";
        TestVfs.Mount(path, files);
        try
        {
            using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM sqlite_schema WHERE name = 'record'";
            if ((long)command.ExecuteScalar()! == 0)
                return [];

            command.CommandText = "SELECT sequence, body, hash FROM record ORDER BY sequence";
            using var rows = command.ExecuteReader();
            List<LedgerRecord> records = [];
            while (rows.Read())
                records.Add(new LedgerRecord(rows.GetInt64(0), rows.GetFieldValue<byte[]>(1), rows.GetFieldValue<byte[]>(2)));
            return records;
        }
        finally
        {
            TestVfs.Unmount(path);
        }
    }

    private VfsFault Next(SimulatedProcess process, VfsOperation operation)
    {
        if (process.TryStep() is false)
            return VfsFault.Fails;
        if (operation == VfsOperation.Sync && _twin == Twin.FsyncSkipped)
            return VfsFault.Skipped;

        return process.Faults.NextDisk() switch
        {
            DiskFault.Full => VfsFault.Fails,
            DiskFault.SyncFails => VfsFault.Torn,
            _ => VfsFault.None,
        };
    }

    private static bool IsSending(LedgerRecord record, string key)
    {
        if (record.Utf8Body.Span.IndexOf("\"Sending\""u8) < 0)
            return false;

        using var json = JsonDocument.Parse(record.Utf8Body);
        return json.RootElement.TryGetProperty("state", out var state) && state.ValueEquals("Sending") && json.RootElement.GetProperty("key").ValueEquals(key);
    }
}
