using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Elastic.ResponseActions.Simulation.Sqlite.SqliteLibrary;

namespace Elastic.ResponseActions.Simulation.Sqlite;

/// <summary>SQLite's file layer, replaced: every database of this process is on a <see cref="VfsDisk"/> that was mounted for it.</summary>
internal static unsafe class TestVfs
{
    private static readonly ConcurrentDictionary<string, VfsDisk> Mounted = new();
    private static readonly FileMethods* Methods = MakeMethods();
    private static readonly Vfs* Layer = MakeLayer();

    static TestVfs()
    {
        // The pointers outlive everything: SQLite keeps them.
        if (Register(Layer, makeDefault: 1) is not Ok and var error)
            throw new InvalidOperationException($"SQLite does not take the file layer ({error}).");
    }

    /// <summary>From now on the database of this path, and what belongs to it, is on that disk.</summary>
    public static void Mount(string path, VfsDisk disk)
    {
        if (!Mounted.TryAdd(path, disk))
            throw new InvalidOperationException($"'{path}' is mounted already.");
    }

    public static void Unmount(string path) => Mounted.TryRemove(path, out _);

    private static FileMethods* MakeMethods()
    {
        var methods = (FileMethods*)NativeMemory.AllocZeroed((nuint)sizeof(FileMethods));
        *methods = new FileMethods
        {
            Version = 2,
            Close = &Close,
            Read = &Read,
            Write = &Write,
            Truncate = &Truncate,
            Sync = &Sync,
            Size = &Size,
            Lock = &Nothing,
            Unlock = &Nothing,
            IsReserved = &IsReserved,
            Control = &Control,
            SectorSize = &SectorSize,
            Characteristics = &Characteristics,
            SharedMap = &SharedMap,
            SharedLock = &SharedLock,
            SharedBarrier = &SharedBarrier,
            SharedUnmap = &Nothing,
        };
        return methods;
    }

    private static Vfs* MakeLayer()
    {
        var layer = (Vfs*)NativeMemory.AllocZeroed((nuint)sizeof(Vfs));
        *layer = new Vfs
        {
            Version = 1,
            FileSize = sizeof(OpenFile),
            MaxPathname = 1024,
            Name = (byte*)Marshal.StringToCoTaskMemUTF8("test"),
            Open = &Open,
            Delete = &Delete,
            Access = &Access,
            FullPathname = &FullPathname,
            Randomness = &Randomness,
            Sleep = &Sleep,
            CurrentTime = &CurrentTime,
            LastError = &LastError,
        };
        return layer;
    }

    private static (VfsDisk Disk, string Name)? Find(byte* path)
    {
        if (Marshal.PtrToStringUTF8((nint)path) is not { } whole)
            return null;

        var end = whole.EndsWith("-wal", StringComparison.Ordinal) ? whole.Length - 4 : whole.EndsWith("-journal", StringComparison.Ordinal) ? whole.Length - 8 : whole.Length;
        return Mounted.TryGetValue(whole[..end], out var disk) ? (disk, whole[end..]) : null;
    }

    private static VfsHandle Of(OpenFile* file) => (VfsHandle)GCHandle.FromIntPtr(file->Handle).Target!;

    // No exception may pass through SQLite's own frames.
    private static int Guarded(VfsDisk disk, Func<int> call)
    {
        try
        {
            return call();
        }
        catch (Exception failure)
        {
            disk.Failure ??= failure;
            return IoError;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(Vfs* vfs, byte* path, OpenFile* file, int flags, int* outFlags)
    {
        file->Methods = null;

        // What has no name, or none that was mounted, is a file for SQLite's own use.
        var (disk, name) = Find(path) ?? (new VfsDisk(), "");
        file->Handle = GCHandle.ToIntPtr(GCHandle.Alloc(new VfsHandle(disk, disk.Open(name))));
        file->Methods = Methods;
        if (outFlags != null)
            *outFlags = flags;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(Vfs* vfs, byte* path, int syncFolder)
    {
        if (Find(path) is not var (disk, name))
            return Ok;

        return Guarded(disk, () =>
        {
            if (disk.Next(VfsOperation.Delete) != VfsFault.None)
                return IoError;

            disk.Delete(name);
            return Ok;
        });
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Access(Vfs* vfs, byte* path, int flags, int* result)
    {
        *result = Find(path) is var (disk, name) && disk.Exists(name) ? 1 : 0;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FullPathname(Vfs* vfs, byte* path, int size, byte* full)
    {
        var bytes = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(path);
        if (bytes.Length >= size)
            return IoError;

        bytes.CopyTo(new Span<byte>(full, size));
        full[bytes.Length] = 0;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Randomness(Vfs* vfs, int size, byte* into)
    {
        new Span<byte>(into, size).Fill(7);
        return size;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sleep(Vfs* vfs, int microseconds) => microseconds;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CurrentTime(Vfs* vfs, double* julianDay)
    {
        *julianDay = 2_461_000;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int LastError(Vfs* vfs, int size, byte* into) => Ok;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(OpenFile* file)
    {
        var handle = GCHandle.FromIntPtr(file->Handle);
        ((VfsHandle)handle.Target!).Dispose();
        handle.Free();
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(OpenFile* file, byte* into, int size, long offset)
    {
        var handle = Of(file);
        return Guarded(handle.Disk, () => handle.Read(new Span<byte>(into, size), offset));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(OpenFile* file, byte* bytes, int size, long offset)
    {
        var handle = Of(file);
        return Guarded(handle.Disk, () => handle.Write(new ReadOnlySpan<byte>(bytes, size), offset));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(OpenFile* file, long length)
    {
        var handle = Of(file);
        return Guarded(handle.Disk, () => handle.Truncate(length));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(OpenFile* file, int flags)
    {
        var handle = Of(file);
        return Guarded(handle.Disk, handle.Sync);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Size(OpenFile* file, long* size)
    {
        *size = Of(file).Length;
        return Ok;
    }

    // One connection at a time: there is nobody to lock out.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Nothing(OpenFile* file, int ignored) => Ok;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int IsReserved(OpenFile* file, int* result)
    {
        *result = 0;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Control(OpenFile* file, int operation, void* argument) => NotFound;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SectorSize(OpenFile* file) => 4096;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Characteristics(OpenFile* file) => 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SharedMap(OpenFile* file, int region, int size, int extend, void** into)
    {
        *into = Of(file).Shared(region, size);
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SharedLock(OpenFile* file, int offset, int count, int flags) => Ok;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void SharedBarrier(OpenFile* file)
    {
    }
}
