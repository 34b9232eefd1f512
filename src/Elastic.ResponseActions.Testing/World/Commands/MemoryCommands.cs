using Elastic.ResponseActions.Testing.Wire;

namespace Elastic.ResponseActions.Testing.World.Commands;

/// <summary><c>memory-dump</c>: leaves a file on the host and says where.</summary>
internal static class MemoryCommands
{
    private const long DumpSize = 4096;

    public static HostResult Dump(HostTask task)
    {
        var isKernel = task.Text("type") == "kernel";
        if (!task.Host.Capabilities.Contains(isKernel ? "memdump_kernel" : "memdump_process"))
            return HostResult.NotSupported;
        var (pid, entityId) = (task.Number("pid"), task.Text("entity_id"));
        if (!isKernel && !task.Host.Processes_NeedsLock.Any(p => pid is null ? p.EntityId.Length > 0 && p.EntityId == entityId : p.Pid == pid))
            return HostResult.NotFound;
        var path = $@"C:\Program Files\Elastic\Endpoint\state\memory_dumps\{task.Action.Id}.dmp";
        task.Host.PutFile_NeedsLock(new FakeFile(path, new byte[DumpSize]));
        return HostResult.Done with { Content = new ActionOutputContent { Path = path, FileSize = DumpSize, DiskFreeSpace = task.Host.DiskFreeSpace } };
    }
}
