using Microsoft.Data.Sqlite;

namespace Elastic.ResponseActions.Sqlite;

/// <summary>
/// A ledger in a SQLite file: whatever it has confirmed outlives a crash of process and machine. Thread-safe; one writer a file.
/// </summary>
/// <remarks>
/// The file and its companions (<c>-wal</c>, <c>-shm</c>, <c>.lock</c>) are readable by their owner only and hold no secret. A file that is
/// corrupt, of a newer version, or of another program is refused and kept as it is.
/// </remarks>
public sealed class SqliteActionLedger : RecordedActionLedger, IDisposable
{
    private readonly LedgerFile _file;
    private readonly WriterLock _lock;
    private readonly long _writer;
    private bool _disposed;

    private SqliteActionLedger(LedgerFile file, WriterLock writerLock, TimeProvider time, ReadOnlySpan<byte> auditKey)
        : base(auditKey)
    {
        _file = file;
        _lock = writerLock;
        Load(file.Read());
        _writer = file.TakeOver();
        AddOpened(time.GetUtcNow(), _writer);
    }

    /// <summary>The file.</summary>
    public string Path => _file.Path;

    /// <summary>Opens a ledger for writing, or makes an empty one.</summary>
    /// <param name="path">The file, in a folder that exists and belongs to the caller. A symbolic link is refused, and so is a copy, see <see cref="Claim"/>.</param>
    /// <param name="timeProvider">The clock of the record that the ledger was opened. Null: the system's.</param>
    /// <param name="auditKey">The secret of the hash chain, the same each time; empty: none. Keep it away from the file.</param>
    /// <exception cref="LedgerException">Another writer has it, or it cannot be used; the message says what and where.</exception>
    public static SqliteActionLedger Open(string path, TimeProvider? timeProvider = null, ReadOnlySpan<byte> auditKey = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        path = System.IO.Path.GetFullPath(path);
        WriterLock? writerLock = null;
        LedgerFile? file = null;
        try
        {
            writerLock = WriterLock.Take(path);
            file = LedgerFile.Open(path);
            return new SqliteActionLedger(file, writerLock, timeProvider ?? TimeProvider.System, auditKey);
        }
        catch (Exception failure)
        {
            file?.Dispose();
            writerLock?.Dispose();
            throw Explained(path, failure);
        }
    }

    /// <summary>Reads a ledger from end to end, beside its writer, and says whether it is what was written.</summary>
    /// <param name="path">The file; it is not changed.</param>
    /// <param name="expectedHead">A head that was kept elsewhere and has to be one of the chain's; null: none.</param>
    /// <param name="auditKey">The secret of the hash chain; empty: none.</param>
    /// <exception cref="LedgerException">The file cannot be read at all.</exception>
    public static LedgerVerification Verify(string path, string? expectedHead = null, ReadOnlySpan<byte> auditKey = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        path = System.IO.Path.GetFullPath(path);
        if (!File.Exists(path))
            throw new LedgerException($"The ledger '{path}' is not there.");

        try
        {
            using var file = LedgerFile.OpenToRead(path);
            return LedgerVerifier.Run(file, expectedHead, auditKey);
        }
        catch (Exception failure)
        {
            throw Explained(path, failure);
        }
    }

    /// <summary>
    /// Says that a ledger which was copied or moved is at home where it is now, so that it can be opened there. A ledger and its copy would each send what
    /// waits in it: claim one once the other is out of use.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <returns>Where it was at home before.</returns>
    /// <exception cref="LedgerException">The file is not there, has a writer, or cannot be used.</exception>
    public static string Claim(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        path = System.IO.Path.GetFullPath(path);
        if (!File.Exists(path))
            throw new LedgerException($"The ledger '{path}' is not there.");

        try
        {
            using var writerLock = WriterLock.Take(path);
            using var file = LedgerFile.Open(path);
            return file.Claim();
        }
        catch (Exception failure)
        {
            throw Explained(path, failure);
        }
    }

    /// <summary>Closes the file, so that another writer can take it over. Writes that are under way end first.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;

        _disposed = true;
        Close("it was disposed of");
        _file.Dispose();
        _lock.Dispose();
    }

    /// <inheritdoc />
    protected override void Append(IReadOnlyList<LedgerRecord> records)
    {
        try
        {
            _file.Append(records, _writer);
        }
        catch (SqliteException failure)
        {
            throw Explained(Path, failure);
        }
    }

    private static LedgerException Explained(string path, Exception failure) => failure switch
    {
        LedgerException known => known.Message.Contains(path, StringComparison.Ordinal) ? known : new LedgerException($"{known.Message} The file is '{path}'.", known),
        SqliteException { SqliteErrorCode: 11 or 26 } corrupt => new LedgerException($"The ledger '{path}' is corrupt, or no ledger: {corrupt.Message} Nothing is sent from it, and the file is kept as it is: copy it away, then verify it or begin a new one.", corrupt),
        _ => new LedgerException($"The ledger '{path}' cannot be used: {failure.Message}", failure),
    };
}
