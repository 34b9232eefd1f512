using System.Runtime.InteropServices;

namespace Elastic.ResponseActions.Simulation.Sqlite;

/// <summary>What a file layer has to know of SQLite's own library: the same that Microsoft.Data.Sqlite uses.</summary>
internal static unsafe partial class SqliteLibrary
{
    public const int Ok = 0;
    public const int IoError = 10;
    public const int NotFound = 12;
    public const int Full = 13;
    public const int IoErrorShortRead = 10 | (2 << 8);
    public const int IoErrorWrite = 10 | (3 << 8);
    public const int IoErrorSync = 10 | (4 << 8);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    public static partial int Register(Vfs* vfs, int makeDefault);

    [StructLayout(LayoutKind.Sequential)]
    public struct Vfs
    {
        public int Version;
        public int FileSize;
        public int MaxPathname;
        public void* Next;
        public byte* Name;
        public void* AppData;
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, OpenFile*, int, int*, int> Open;
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, int, int> Delete;
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, int, int*, int> Access;
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, int, byte*, int> FullPathname;
        public void* DlOpen;
        public void* DlError;
        public void* DlSym;
        public void* DlClose;
        public delegate* unmanaged[Cdecl]<Vfs*, int, byte*, int> Randomness;
        public delegate* unmanaged[Cdecl]<Vfs*, int, int> Sleep;
        public delegate* unmanaged[Cdecl]<Vfs*, double*, int> CurrentTime;
        public delegate* unmanaged[Cdecl]<Vfs*, int, byte*, int> LastError;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct OpenFile
    {
        public FileMethods* Methods;
        public nint Handle;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct FileMethods
    {
        public nint Version;
        public delegate* unmanaged[Cdecl]<OpenFile*, int> Close;
        public delegate* unmanaged[Cdecl]<OpenFile*, byte*, int, long, int> Read;
        public delegate* unmanaged[Cdecl]<OpenFile*, byte*, int, long, int> Write;
        public delegate* unmanaged[Cdecl]<OpenFile*, long, int> Truncate;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, int> Sync;
        public delegate* unmanaged[Cdecl]<OpenFile*, long*, int> Size;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, int> Lock;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, int> Unlock;
        public delegate* unmanaged[Cdecl]<OpenFile*, int*, int> IsReserved;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, void*, int> Control;
        public delegate* unmanaged[Cdecl]<OpenFile*, int> SectorSize;
        public delegate* unmanaged[Cdecl]<OpenFile*, int> Characteristics;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, int, int, void**, int> SharedMap;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, int, int, int> SharedLock;
        public delegate* unmanaged[Cdecl]<OpenFile*, void> SharedBarrier;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, int> SharedUnmap;
    }
}
