namespace Elastic.ResponseActions.Guarding;

/// <summary>Finds the class of a host: by the policy's lists, else by the operating system that Kibana tells.</summary>
internal static class HostClasses
{
    /// <summary>The words that policy files use.</summary>
    public static readonly (string Name, HostClass Value)[] Words =
    [
        ("workstation", HostClass.Workstation),
        ("server", HostClass.Server),
        ("domain_controller", HostClass.DomainController),
        ("unknown", HostClass.Unknown),
    ];

    public static string Word(HostClass value) => Array.Find(Words, word => word.Value == value).Name;

    /// <returns>Null where Kibana was not asked and no list names the host: the class may yet be found.</returns>
    public static HostClass? Of(GuardCase guarded)
    {
        var lists = guarded.Policy.HostClasses;
        return NamePattern.FirstMatch(lists.DomainControllers, HostNames.Every(guarded)) is not null ? HostClass.DomainController
            : NamePattern.FirstMatch(lists.Servers, HostNames.Every(guarded)) is not null ? HostClass.Server
            : NamePattern.FirstMatch(lists.Workstations, HostNames.Sure(guarded)) is not null ? HostClass.Workstation
            : guarded.Facts.Endpoint is null ? null
            : ByOs(guarded.Metadata);
    }

    // "Windows Server 2022 Datacenter", "Windows 11 Pro", "macOS 15". A Linux distribution is both, and tells neither.
    private static HostClass ByOs(EndpointMetadata? metadata)
    {
        string?[] texts = [metadata?.OsFull, metadata?.OsVariant, metadata?.OsName];
        return Says(texts, "server") ? HostClass.Server
            : metadata?.OsType == "macos" ? HostClass.Workstation
            : metadata?.OsType == "windows" && (Says(texts, "windows 1") || Says(texts, "windows 7") || Says(texts, "windows 8")) ? HostClass.Workstation
            : HostClass.Unknown;
    }

    private static bool Says(string?[] texts, string word) => Array.Exists(texts, text => text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);
}
