namespace Elastic.ResponseActions.Simulation.Sqlite;

/// <summary>The files of one ledger, in memory, on a disk that may fail. Files are known by what comes after the ledger's path. Not thread-safe.</summary>
internal sealed class VfsDisk
{
    private readonly Dictionary<string, VfsFile> _files = [];

    /// <summary>Says what becomes of the next write or sync; the default: it works.</summary>
    public Func<VfsOperation, VfsFault> Next { get; set; } = static _ => VfsFault.None;

    /// <summary>Changes with each crash: a file that was opened before is dead.</summary>
    public int Life { get; private set; }

    /// <summary>What went wrong in here and is no fault that was asked for.</summary>
    public Exception? Failure { get; set; }

    public long Syncs { get; private set; }

    public VfsFile Open(string name) => _files.TryGetValue(name, out var file) ? file : _files[name] = new VfsFile();

    public bool Exists(string name) => _files.TryGetValue(name, out var file) && file.Length > 0;

    public void Delete(string name) => _files.Remove(name);

    public void Sync(VfsFile file)
    {
        Syncs++;
        file.Sync();
    }

    /// <summary>The machine goes down.</summary>
    public void Crash(Random random)
    {
        Life++;
        foreach (var file in _files.Values)
            file.Crash(random);
    }

    /// <summary>Another disk with what would be on this one after a crash now, of each file at least what was synced.</summary>
    public VfsDisk AfterCrash() => Copy(static file => file.Torn(0));

    /// <summary>The same, with the first bytes of what was written to the log since.</summary>
    public VfsDisk AfterCrash(int bytesOfLog) => Copy(file => file.Torn(file == Log ? bytesOfLog : 0));

    /// <summary>Another disk with what this one shows.</summary>
    public VfsDisk Copy() => Copy(static file => file.Copy());

    /// <summary>SQLite's write-ahead log.</summary>
    public VfsFile Log => Open("-wal");

    private VfsDisk Copy(Func<VfsFile, VfsFile> copy)
    {
        var other = new VfsDisk();
        foreach (var (name, file) in _files)
            other._files.Add(name, copy(file));
        return other;
    }
}

internal enum VfsOperation
{
    Write,
    Truncate,
    Sync,
    Delete,
}

internal enum VfsFault
{
    None,

    /// <summary>It fails, and nothing of it is done.</summary>
    Fails,

    /// <summary>It fails when a part of it is done.</summary>
    Torn,

    /// <summary>It is not done, and says that it is: a disk that lies.</summary>
    Skipped,
}
