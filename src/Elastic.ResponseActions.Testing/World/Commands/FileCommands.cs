using System.Security.Cryptography;
using Elastic.ResponseActions.Testing.Wire;

namespace Elastic.ResponseActions.Testing.World.Commands;

/// <summary><c>get-file</c>, <c>upload</c> and <c>scan</c>.</summary>
internal static class FileCommands
{
    public static HostResult Get(HostTask task)
    {
        if (!task.Host.Capabilities.Contains("get_file"))
            return HostResult.NotSupported;
        var path = task.Text("path") ?? "";
        if (task.Host.FileAt_NeedsLock(path) is not { } file)
            return task.Host.HasFolder_NeedsLock(path)
                ? new HostResult("error_is-directory", "The path defined is not a file")
                : new HostResult("error_not-found", "The file specified was not found");
        var download = Archive.Of(task, file.Name, file.Content.Span);
        return HostResult.Done with
        {
            Content = new ActionOutputContent
            {
                ZipSize = download.Bytes.Length,
                Contents = [new FileEntry(file.Path, Convert.ToHexStringLower(SHA256.HashData(file.Content.Span)), file.Content.Length, file.Name, "file")],
            },
            Download = download,
        };
    }

    public static HostResult Upload(HostTask task)
    {
        if (!task.Host.Capabilities.Contains("upload_file"))
            return HostResult.NotSupported;
        var upload = task.Action.Upload ?? throw new InvalidOperationException("An upload has a file.");
        var folder = task.Host.OsType == "windows" ? @"C:\Program Files\Elastic\Endpoint\state\response_actions\" : "/opt/Elastic/Endpoint/state/response_actions/";
        var path = folder + upload.Name;
        if (task.Host.FileAt_NeedsLock(path) is not null && !task.Flag("overwrite"))
            return new HostResult("error_already-exists", "The file already exists");
        task.Host.PutFile_NeedsLock(new FakeFile(path, upload.Bytes));
        return HostResult.Done with { Content = new ActionOutputContent { Path = path, DiskFreeSpace = task.Host.DiskFreeSpace } };
    }

    public static HostResult Scan(HostTask task)
    {
        if (!task.Host.Capabilities.Contains("scan"))
            return HostResult.NotSupported;
        var path = task.Text("path") ?? "";
        return task.Host.FileAt_NeedsLock(path) is not null || task.Host.HasFolder_NeedsLock(path)
            ? HostResult.Done
            : new HostResult("error_not-found", "The path specified was not found");
    }
}
