using System.Runtime.InteropServices;

namespace Elastic.ResponseActions.Simulation.Sqlite;

/// <summary>A file as one connection has it open. When the process has crashed nothing reaches the disk through it any more.</summary>
internal sealed unsafe class VfsHandle(VfsDisk disk, VfsFile file) : IDisposable
{
    private readonly List<nint> _shared = [];
    private readonly int _life = disk.Life;

    public long Length => file.Length;

    public VfsDisk Disk => disk;

    private bool IsDead => disk.Life != _life;

    public int Read(Span<byte> into, long offset)
    {
        if (IsDead)
            return SqliteLibrary.IoError;

        var read = file.Read(offset, into);
        into[read..].Clear();
        return read == into.Length ? SqliteLibrary.Ok : SqliteLibrary.IoErrorShortRead;
    }

    public int Write(ReadOnlySpan<byte> bytes, long offset)
    {
        var fault = Next(VfsOperation.Write);
        if (IsDead)
            return SqliteLibrary.IoErrorWrite;

        if (fault is VfsFault.None or VfsFault.Torn)
            file.Write(offset, fault == VfsFault.None ? bytes : bytes[..(bytes.Length / 2)]);
        return fault switch
        {
            VfsFault.Fails => SqliteLibrary.Full,
            VfsFault.Torn => SqliteLibrary.IoErrorWrite,
            _ => SqliteLibrary.Ok,
        };
    }

    public int Truncate(long length)
    {
        var fault = Next(VfsOperation.Truncate);
        if (IsDead || fault is VfsFault.Fails or VfsFault.Torn)
            return SqliteLibrary.IoErrorWrite;

        if (fault == VfsFault.None)
            file.Truncate(length);
        return SqliteLibrary.Ok;
    }

    public int Sync()
    {
        var fault = Next(VfsOperation.Sync);
        if (IsDead || fault is VfsFault.Fails or VfsFault.Torn)
            return SqliteLibrary.IoErrorSync;

        if (fault == VfsFault.None)
            disk.Sync(file);
        return SqliteLibrary.Ok;
    }

    /// <summary>The log's index: it dies with the process, and there is one process at a time.</summary>
    public void* Shared(int region, int size)
    {
        while (_shared.Count <= region)
            _shared.Add((nint)NativeMemory.AllocZeroed((nuint)size));
        return (void*)_shared[region];
    }

    public void Dispose()
    {
        foreach (var region in _shared)
            NativeMemory.Free((void*)region);
        _shared.Clear();
    }

    private VfsFault Next(VfsOperation operation) => IsDead ? VfsFault.Fails : disk.Next(operation);
}
