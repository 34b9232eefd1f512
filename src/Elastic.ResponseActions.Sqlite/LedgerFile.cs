using Microsoft.Data.Sqlite;

namespace Elastic.ResponseActions.Sqlite;

/// <summary>The SQLite file of a ledger: its settings, its version, its records. Not thread-safe.</summary>
internal sealed class LedgerFile : IDisposable
{
    private const int Version = 1;

    // "RALG": tells a ledger from other SQLite files.
    private const int ApplicationId = 0x52414C47;

    private const string Schema = """
        CREATE TABLE record (sequence INTEGER PRIMARY KEY, body BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
        CREATE TABLE writer (number INTEGER NOT NULL) STRICT;
        INSERT INTO writer VALUES (0);
        """;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _currentWriter;

    private LedgerFile(string path, SqliteConnection connection)
    {
        Path = path;
        _connection = connection;
        _insert = Command("INSERT INTO record VALUES ($sequence, $body, $hash)");
        _insert.Parameters.Add("$sequence", SqliteType.Integer);
        _insert.Parameters.Add("$body", SqliteType.Blob);
        _insert.Parameters.Add("$hash", SqliteType.Blob);
        _currentWriter = Command("SELECT number FROM writer");
    }

    public string Path { get; }

    public static LedgerFile Open(string path)
    {
        NoLink.Check(path);

        // Made here, so that nobody else can ever read it; SQLite gives its companions the same rights.
        if (!File.Exists(path))
            new FileStream(path, WriterLock.OwnerOnly(FileMode.CreateNew)).Dispose();

        return Opened(path, SqliteOpenMode.ReadWrite, static file =>
        {
            file.SetDurable();
            file.CheckVersion(createIfEmpty: true);
        });
    }

    public static LedgerFile OpenToRead(string path) => Opened(path, SqliteOpenMode.ReadOnly, static file => file.CheckVersion(createIfEmpty: false));

    /// <summary>Every record in order.</summary>
    public IEnumerable<LedgerRecord> Read()
    {
        using var select = Command("SELECT sequence, body, hash FROM record ORDER BY sequence");
        using var rows = select.ExecuteReader();
        while (rows.Read())
            yield return new LedgerRecord(rows.GetInt64(0), rows.GetFieldValue<byte[]>(1), rows.GetFieldValue<byte[]>(2));
    }

    /// <summary>What SQLite itself says of the file's inner order; empty where all is well.</summary>
    public IReadOnlyList<string> CheckIntegrity()
    {
        using var check = Command("PRAGMA integrity_check(10)");
        using var rows = check.ExecuteReader();
        List<string> problems = [];
        while (rows.Read())
        {
            if (rows.GetString(0) is var problem && problem != "ok")
                problems.Add(problem);
        }

        return problems;
    }

    /// <summary>Fences out every writer before.</summary>
    /// <returns>The new writer's number.</returns>
    /// <exception cref="LedgerException">The file is a copy, or was moved, and nobody has claimed it.</exception>
    public long TakeOver()
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        if (Home(transaction) is not { } home)
            Settle(transaction);
        else if (home != Path)
            throw new LedgerException($"The ledger '{Path}' was written as '{home}': it is a copy, or was moved. A ledger and its copy would each send what waits in it, so nothing is sent from this one until it is claimed (`response-actions ledger claim {Path}`), once the other is out of use.");

        using var next = Command("UPDATE writer SET number = number + 1 RETURNING number");
        next.Transaction = transaction;
        var writer = (long)next.ExecuteScalar()!;
        transaction.Commit();
        return writer;
    }

    /// <summary>Says that the ledger is at home where it is now.</summary>
    /// <returns>Where it was before.</returns>
    public string Claim()
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        var before = Home(transaction);
        Settle(transaction);
        transaction.Commit();
        return before ?? Path;
    }

    /// <summary>Stores records, all or none. When it returns they are on the disk.</summary>
    /// <exception cref="LedgerException">A newer writer has taken the file over.</exception>
    public void Append(IReadOnlyList<LedgerRecord> records, long writer)
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        _currentWriter.Transaction = transaction;
        if ((long)_currentWriter.ExecuteScalar()! is var current && current != writer)
            throw new LedgerException($"The ledger '{Path}' was taken over by another process (writer {current}; this one is {writer}). This one has stopped writing and sends nothing.");

        _insert.Transaction = transaction;
        foreach (var record in records)
        {
            _insert.Parameters[0].Value = record.Sequence;
            _insert.Parameters[1].Value = record.Utf8Body.ToArray();
            _insert.Parameters[2].Value = record.Hash.ToArray();
            _insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _currentWriter.Dispose();
        _connection.Dispose();
    }

    private static LedgerFile Opened(string path, SqliteOpenMode mode, Action<LedgerFile> check)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 5 }.ToString());
        try
        {
            connection.Open();
            var file = new LedgerFile(path, connection);
            check(file);
            return file;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // WAL with full sync: a commit is on the disk when it returns. Anything less loses what was confirmed.
    private void SetDurable()
    {
        if (Scalar("PRAGMA journal_mode = WAL") is not "wal" and var mode)
            throw new LedgerException($"The ledger '{Path}' cannot keep a write-ahead log here (journal mode '{mode}'). Put it on a local disk.");

        Execute("PRAGMA synchronous = FULL");
        if (Scalar("PRAGMA synchronous") is not 2L and var synchronous)
            throw new LedgerException($"The ledger '{Path}' cannot be synced fully (synchronous = {synchronous}).");
    }

    private void CheckVersion(bool createIfEmpty)
    {
        var version = (long)Scalar("PRAGMA user_version")!;
        var application = (long)Scalar("PRAGMA application_id")!;
        var isEmpty = (long)Scalar("SELECT count(*) FROM sqlite_schema")! == 0;
        if (isEmpty && version == 0 && application == 0 && createIfEmpty)
        {
            Execute($"BEGIN IMMEDIATE; {Schema} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version}; COMMIT");
            return;
        }

        if (application != ApplicationId)
            throw new LedgerException($"'{Path}' is a SQLite file, but no ledger of this library. Name another file; this one is kept as it is.");
        if (version > Version)
            throw new LedgerException($"The ledger '{Path}' has format {version}, written by a newer version of this library; this one reads up to {Version}. Use the newer version; the file is kept as it is.");
    }

    // Files of before have no such table.
    private string? Home(SqliteTransaction transaction)
    {
        using var create = Command("CREATE TABLE IF NOT EXISTS home (path TEXT NOT NULL) STRICT");
        create.Transaction = transaction;
        create.ExecuteNonQuery();
        using var read = Command("SELECT path FROM home");
        read.Transaction = transaction;
        return (string?)read.ExecuteScalar();
    }

    private void Settle(SqliteTransaction transaction)
    {
        using var write = Command("DELETE FROM home; INSERT INTO home VALUES ($path)");
        write.Transaction = transaction;
        write.Parameters.AddWithValue("$path", Path);
        write.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private object? Scalar(string sql)
    {
        using var command = Command(sql);
        return command.ExecuteScalar();
    }

    private void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }
}
