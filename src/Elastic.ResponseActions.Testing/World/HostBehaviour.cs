using System.Text.Json;
using Elastic.ResponseActions.Testing.Wire;

namespace Elastic.ResponseActions.Testing.World;

/// <summary>What a host does with an action that has reached it: it changes, and says how it went.</summary>
internal static class HostBehaviour
{
    public static AgentAnswer CarryOut(FakeAction action, FakeEndpoint host, DateTimeOffset at)
    {
        var (output, error) = action.Command switch
        {
            "isolate" => Isolate(host, true),
            "unisolate" => Isolate(host, false),
            "kill-process" => OnProcess(action, host, "kill_process", Kill),
            "suspend-process" => OnProcess(action, host, "suspend_process", Suspend),
            var other => throw new InvalidOperationException($"A host of FakeKibana cannot carry out `{other}` yet."),
        };
        return new AgentAnswer { At = at, FromEndpoint = true, Output = output, Error = error };
    }

    private static (ActionOutputBody? Output, string? Error) Isolate(FakeEndpoint host, bool isolate)
    {
        if (!host.Capabilities.Contains("isolation"))
            return (null, "Host isolation is not supported by this endpoint");
        host.SetIsolation_NeedsLock(isolate);
        return (null, null);
    }

    private static (ActionOutputBody? Output, string? Error) OnProcess(
        FakeAction action, FakeEndpoint host, string capability, Func<FakeEndpoint, FakeProcess?, bool, (string Code, string? Error)> act)
    {
        var pid = Number(action, "pid");
        var entityId = Text(action, "entity_id");
        var process = host.Processes_NeedsLock.FirstOrDefault(p => pid is null ? p.EntityId.Length > 0 && p.EntityId == entityId : p.Pid == pid);
        var (code, error) =
            !host.Capabilities.Contains(capability) ? ("error_not-supported", "The command is not supported by this endpoint")
            : pid is null && entityId is null ? ("error_invalid-input", "The input is not valid")
            : process is { IsProtected: true } ? ("error_not-permitted", "The process is protected")
            : act(host, process, pid is not null);
        var content = new ActionOutputContent
        {
            Code = $"ra_{action.Command}_{code}",
            Pid = process?.Pid ?? pid,
            EntityId = process is { EntityId.Length: > 0 } ? process.EntityId : entityId,
            ProcessName = process?.Name,
        };
        return (new ActionOutputBody { Type = "json", Content = content }, error);
    }

    // A pid is used again, so a pid that is gone counts as done; an entity id names one run of a program, so its absence is an error.
    private static (string Code, string? Error) Kill(FakeEndpoint host, FakeProcess? process, bool byPid)
    {
        if (process is null)
            return byPid ? ("success_no-action", null) : NotFound;
        host.Processes_NeedsLock = [.. host.Processes_NeedsLock.Where(p => p != process)];
        return ("success_done", null);
    }

    // Suspending a process that is gone is an error by pid as well.
    private static (string Code, string? Error) Suspend(FakeEndpoint host, FakeProcess? process, bool byPid)
    {
        if (process is null)
            return NotFound;
        if (process.IsSuspended)
            return ("success_no-action", null);
        host.Processes_NeedsLock = [.. host.Processes_NeedsLock.Select(p => p == process ? p with { IsSuspended = true } : p)];
        return ("success_done", null);
    }

    private static (string Code, string? Error) NotFound => ("error_not-found", "The process was not found");

    private static long? Number(FakeAction action, string name) =>
        action.Parameters is { } p && p.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number : null;

    private static string? Text(FakeAction action, string name) =>
        action.Parameters is { } p && p.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
