using System.Text;
using Elastic.ResponseActions.Testing.Wire;

namespace Elastic.ResponseActions.Testing.World.Commands;

/// <summary><c>execute</c> and <c>runscript</c>. A host knows the commands that a test gave it; any other ends as a shell ends it.</summary>
internal static class ShellCommands
{
    // How much of each stream comes back with the answer; the rest is in the file.
    private const int Shown = 2048;

    public static HostResult Execute(HostTask task)
    {
        if (!task.Host.Capabilities.Contains("execute"))
            return HostResult.NotSupported;
        var command = task.Text("command") ?? "";
        return Finished(task, task.Host.CommandResults.GetValueOrDefault(command) ?? NotFound(task.Host, command));
    }

    public static HostResult RunScript(HostTask task)
    {
        if (task.IsEndpoint && !task.Host.Capabilities.Contains("runscript"))
            return HostResult.NotSupported;
        var id = task.Text("scriptId") ?? task.Text("scriptName") ?? task.Text("cloudFile") ?? task.Text("hostPath") ?? task.Text("raw") ?? "";
        var result = task.World.Scripts.FirstOrDefault(script => script.Id == id)?.Result ?? task.Host.CommandResults.GetValueOrDefault(id) ?? NotFound(task.Host, id);
        return Finished(task, result);
    }

    private static HostResult Finished(HostTask task, FakeCommandResult result)
    {
        var failed = result.ExitCode != 0;
        var content = new ActionOutputContent { Stdout = Tail(result.Stdout), Stderr = Tail(result.Stderr) };
        if (task.IsEndpoint)
        {
            content = content with
            {
                StdoutTruncated = result.Stdout.Length > Shown,
                StderrTruncated = result.Stderr.Length > Shown,
                ShellCode = result.ExitCode,
                Shell = task.Host.OsType == "windows" ? "cmd.exe" : "/bin/sh",
                Cwd = task.Host.OsType == "windows" ? @"C:\Windows\system32" : "/",
                OutputFileId = $"{task.Action.Id}.{task.Host.AgentId}",
                OutputFileStdoutTruncated = false,
                OutputFileStderrTruncated = false,
            };
        }
        return new HostResult(failed ? "error_failure" : "success_done", failed ? $"The command ended with code {result.ExitCode}" : null)
        {
            Content = content,
            Download = Archive.Of(task, "output.txt", Encoding.UTF8.GetBytes(result.Stdout + result.Stderr)),
        };
    }

    private static string Tail(string text) => text.Length <= Shown ? text : text[^Shown..];

    private static FakeCommandResult NotFound(FakeEndpoint host, string command)
    {
        var word = command.Split(' ')[0];
        return host.OsType == "windows"
            ? new FakeCommandResult(Stderr: $"'{word}' is not recognized as an internal or external command,\r\noperable program or batch file.\r\n", ExitCode: 1)
            : new FakeCommandResult(Stderr: $"/bin/sh: 1: {word}: not found\n", ExitCode: 127);
    }
}
