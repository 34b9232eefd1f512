namespace Elastic.ResponseActions.Testing.World.Commands;

/// <summary><c>isolate</c> and <c>unisolate</c>: cut the host off, and let it back. Doing it again changes nothing and succeeds.</summary>
internal static class IsolationCommands
{
    public static HostResult Isolate(HostTask task)
    {
        if (task.Host.IsIsolated_NeedsLock && task.Misbehaves(FakeMisbehaviour.SecondIsolateFails))
            return new HostResult(null, "The host is already isolated");
        if (task.Host.IsIsolated_NeedsLock && task.Misbehaves(FakeMisbehaviour.SecondIsolateTurnsUnhealthy))
            task.Host.StatusOverride = "unhealthy";
        return Set(task, true);
    }

    public static HostResult Release(HostTask task) => Set(task, false);

    private static HostResult Set(HostTask task, bool isolated)
    {
        if (!task.Host.Capabilities.Contains("isolation"))
            return new HostResult(null, "Host isolation is not supported by this endpoint");
        task.Host.SetIsolation_NeedsLock(isolated);
        return HostResult.Silent;
    }
}
