using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Elastic.ResponseActions.PlantedViolation;

/// <summary>One use of each thing that can act.</summary>
public static partial class ActingUses
{
    public static async Task<string> SendHttp(Uri address)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(address);
    }

    public static bool OpenSocket()
    {
        using var client = new TcpClient();
        return client.Connected;
    }

    public static string ReadFile(string path) => File.ReadAllText(path);

    public static bool AskDirectory(string path) => Directory.Exists(path);

    public static long AskDrive(DriveInfo drive) => drive.TotalFreeSpace;

    public static string? ReadLine(StreamReader reader) => reader.ReadLine();

    public static void WriteLine(StreamWriter writer) => writer.WriteLine();

    public static long AskHandle(Microsoft.Win32.SafeHandles.SafeFileHandle handle) => RandomAccess.GetLength(handle);

    public static MemoryMappedFile MapFile(string path) => MemoryMappedFile.CreateFromFile(path);

    public static Process? StartProcess(string file) => Process.Start(new ProcessStartInfo(file));

    public static Assembly LoadAssembly(string name) => Assembly.Load(name);

    public static Assembly LoadAssemblyFrom(string path) => Assembly.LoadFrom(path);

    public static Assembly LoadInContext(AssemblyLoadContext context, string path) => context.LoadFromAssemblyPath(path);

    public static Type? NameType(string name) => Type.GetType(name);

    public static long ReadStopwatch() => Stopwatch.GetTimestamp();

    public static DateTime ReadClock() => DateTime.UtcNow;

    [LibraryImport("libc", EntryPoint = "getpid")]
    internal static partial int GetProcessId();

#pragma warning disable SYSLIB1054 // the older form has to be found too
    [DllImport("libc", EntryPoint = "getppid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern int GetParentProcessId();
#pragma warning restore SYSLIB1054
}
