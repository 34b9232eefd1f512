using Elastic.ResponseActions.Testing.Wire;

namespace Elastic.ResponseActions.Testing.World.Commands;

/// <summary><c>kill-process</c>, <c>suspend-process</c> and <c>running-processes</c>.</summary>
internal static class ProcessCommands
{
    public static HostResult Kill(HostTask task) => OnProcess(task, "kill_process", (process, byPid) =>
    {
        // A pid is used again, so a pid that is gone counts as done; an entity id names one run of a program, so its absence is an error.
        if (process is null)
            return byPid ? new HostResult("success_no-action") : HostResult.NotFound;
        var host = task.Host;
        var dead = task.Flag("kill_descendants") ? WithDescendants(host, process) : [process];
        FakeProcess[] survivors = [.. dead.Where(p => p.IsProtected)];
        host.Processes_NeedsLock = [.. host.Processes_NeedsLock.Where(p => !dead.Contains(p) || p.IsProtected)];
        return survivors.Length > 0 ? new HostResult("success_partial-descendants") : HostResult.Done;
    });

    public static HostResult Suspend(HostTask task) => OnProcess(task, "suspend_process", (process, _) =>
    {
        // Suspending a process that is gone is an error by pid as well.
        if (process is null || (task.Misbehaves(FakeMisbehaviour.SuspendByEntityIdFails) && task.Host.OsType == "windows" && task.Text("entity_id") is not null))
            return HostResult.NotFound;
        if (process.IsSuspended)
            return new HostResult("success_no-action");
        task.Host.Processes_NeedsLock = [.. task.Host.Processes_NeedsLock.Select(p => p == process ? p with { IsSuspended = true } : p)];
        return HostResult.Done;
    });

    public static HostResult List(HostTask task)
    {
        if (!task.Host.Capabilities.Contains("running_processes"))
            return HostResult.NotSupported;
        ProcessEntry[] entries = [.. task.Host.Processes_NeedsLock.Select(p => new ProcessEntry(p.CommandLine.Length > 0 ? p.CommandLine : p.Name, p.Pid, p.EntityId, p.User))];
        if (task.IsEndpoint)
            return HostResult.Done with { Content = new ActionOutputContent { Entries = entries } };
        var lines = string.Concat(entries.Select(entry => $"{entry.Pid},{entry.User},{entry.Command}\n"));
        return HostResult.Done with { Download = Archive.Of(task, "processes.csv", System.Text.Encoding.UTF8.GetBytes(lines)) };
    }

    private static HostResult OnProcess(HostTask task, string capability, Func<FakeProcess?, bool, HostResult> act)
    {
        var (pid, entityId, name) = (task.Number("pid"), task.Text("entity_id"), task.Text("process_name"));
        var process = task.Host.Processes_NeedsLock.FirstOrDefault(p =>
            pid is not null ? p.Pid == pid
            : entityId is not null ? p.EntityId.Length > 0 && p.EntityId == entityId
            : p.Name.Length > 0 && p.Name == name);
        // Windows gives out multiples of four and opens the process of any number near.
        if (process is null && pid is not null && task.Host.OsType == "windows" && task.Misbehaves(FakeMisbehaviour.NearPidHits))
            process = task.Host.Processes_NeedsLock.FirstOrDefault(p => p.Pid / 4 == pid / 4);
        var result =
            !task.Host.Capabilities.Contains(capability) ? HostResult.NotSupported
            : pid is null && entityId is null && name is null ? HostResult.InvalidInput
            : process is { IsProtected: true } ? new HostResult("error_not-permitted", "The process is protected")
            : act(process, pid is not null);
        return result with
        {
            Content = new ActionOutputContent
            {
                Pid = process?.Pid ?? pid,
                EntityId = process is { EntityId.Length: > 0 } ? process.EntityId : entityId,
                ProcessName = process is { Name.Length: > 0 } ? process.Name : name,
            },
        };
    }

    private static HashSet<FakeProcess> WithDescendants(FakeEndpoint host, FakeProcess root)
    {
        HashSet<FakeProcess> family = [root];
        var before = 0;
        while (family.Count > before)
        {
            before = family.Count;
            var pids = family.Select(p => p.Pid).ToHashSet();
            family.UnionWith(host.Processes_NeedsLock.Where(p => p.ParentPid is { } parent && pids.Contains(parent)));
        }
        return family;
    }
}
