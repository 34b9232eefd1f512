using System.Text.Json;

namespace Elastic.ResponseActions.Kibana;

/// <summary>Reads an agent's answer by command. Members of other kinds than expected are passed over; numbers may come as texts.</summary>
internal static class CommandOutputReader
{
    public static CommandOutput Read(ResponseActionCommand command, JsonElement? content)
    {
        CommandOutput output = command.Name switch
        {
            "kill-process" or "suspend-process" => new ProcessOutput { CommandLine = content.Text("command"), Pid = content.Number("pid"), EntityId = content.Text("entity_id"), ProcessName = content.Text("process_name") },
            "running-processes" => new RunningProcessesOutput { Processes = ReadList(content.Member("entries"), ReadProcess) },
            "get-file" => new GetFileOutput { ZipSize = content.Number("zip_size"), Files = ReadList(content.Member("contents"), ReadFile) },
            "execute" or "runscript" => ReadExecute(content),
            "upload" => new UploadOutput { Path = content.Text("path"), DiskFreeSpace = content.Number("disk_free_space") },
            "memory-dump" => new MemoryDumpOutput { Path = content.Text("path"), FileSize = content.Number("file_size"), DiskFreeSpace = content.Number("disk_free_space") },
            _ => new CodeOutput(),
        };
        return output with { Code = content.Text("code"), DownloadUri = content.Text("downloadUri"), CanceledBy = content.Text("canceled_by") };
    }

    private static ExecuteOutput ReadExecute(JsonElement? content) => new()
    {
        Stdout = content.Text("stdout") ?? "",
        Stderr = content.Text("stderr") ?? "",
        StdoutTruncated = content.Flag("stdout_truncated"),
        StderrTruncated = content.Flag("stderr_truncated"),
        ExitCode = content.Number("shell_code"),
        Shell = content.Text("shell"),
        WorkingFolder = content.Text("cwd"),
        OutputFileId = content.Text("output_file_id"),
    };

    private static RunningProcess ReadProcess(JsonElement json) => new()
    {
        Pid = json.Number("pid"),
        EntityId = json.Text("entity_id"),
        CommandLine = json.Text("command"),
        User = json.Text("user"),
    };

    private static FetchedFile ReadFile(JsonElement json) => new()
    {
        Path = json.Text("path"),
        FileName = json.Text("file_name"),
        Size = json.Number("size"),
        Sha256 = json.Text("sha256"),
        Type = json.Text("type"),
    };

    private static IReadOnlyList<T> ReadList<T>(JsonElement? list, Func<JsonElement, T> read) =>
        list is { ValueKind: JsonValueKind.Array } items ? [.. items.EnumerateArray().Select(read)] : [];
}
