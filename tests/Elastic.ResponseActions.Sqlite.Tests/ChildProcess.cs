using System.Collections.Concurrent;
using System.Diagnostics;

namespace Elastic.ResponseActions.Sqlite.Tests;

/// <summary>A real process of its own, and what it has said so far.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private ChildProcess(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, e) => Add(e.Data);
        _process.ErrorDataReceived += (_, e) => Add(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Elastic.ResponseActions.Sqlite.CrashChild.dll");

    public IEnumerable<string> Lines => _lines;

    public int ExitCode => _process.ExitCode;

    public static ChildProcess Start(params string[] arguments) => new(new ProcessStartInfo("dotnet", [Program, .. arguments]));

    /// <summary>With a limit on the size of every file it writes, in blocks of 1 KiB: to it the disk is full then.</summary>
    public static ChildProcess StartLimited(int blocks, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"trap '' XFSZ; ulimit -f {blocks}; exec dotnet \"$0\" \"$@\"", Program, .. arguments]);

        // The runtime maps its code through files, to which the limit would apply as well.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return new ChildProcess(start);
    }

    /// <summary>Waits until it has said so many lines that begin like this.</summary>
    public async Task WaitForAsync(string line, int times, CancellationToken cancellationToken)
    {
        while (_lines.Count(l => l.StartsWith(line, StringComparison.Ordinal)) < times)
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"The child ended with {_process.ExitCode}: {string.Join('\n', _lines)}");
            await Task.Delay(5, cancellationToken);
        }
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await WaitAsync();
    }

    /// <summary>TERM, STOP or CONT.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, $"{_process.Id}"]);
        await kill.WaitForExitAsync(CancellationToken.None);
    }

    public async Task WaitAsync() => await _process.WaitForExitAsync(CancellationToken.None);

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private void Add(string? line)
    {
        if (line is not null)
            _lines.Enqueue(line);
    }
}
