namespace Elastic.ResponseActions.Guarding;

/// <summary>What a host is called, and by whom.</summary>
internal static class HostNames
{
    /// <summary>Everything anybody calls the host: one hit is enough to protect it.</summary>
    public static List<string> Every(GuardCase guarded) => Known(
        [
            guarded.Action.Target.Value,
            guarded.Action.HostName,
            .. guarded.Action.Evidence.SelectMany(alert => new[] { alert.HostId, alert.HostName }),
            .. InKibana(guarded),
        ]);

    /// <summary>What Kibana calls the host, and only where it was not asked what the alerts say: an event's author must not name himself allowed.</summary>
    public static List<string> Sure(GuardCase guarded) => guarded.Metadata is null
        ? Every(guarded)
        : Known([guarded.Action.Target.Value, .. InKibana(guarded)]);

    private static IEnumerable<string?> InKibana(GuardCase guarded) =>
        [guarded.Metadata?.HostId, guarded.Metadata?.HostName, guarded.Metadata?.HostHostname];

    private static List<string> Known(IEnumerable<string?> names) => [.. names.OfType<string>().Where(name => name.Length > 0)];
}
