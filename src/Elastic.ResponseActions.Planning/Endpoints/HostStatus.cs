namespace Elastic.ResponseActions;

/// <summary>Whether a host's agent reports; mirrors <c>host_status</c>. Open: any name is kept.</summary>
/// <param name="Name">The name on the wire, for example <c>healthy</c>.</param>
public readonly record struct HostStatus(string Name)
{
    /// <summary>The agent checks in and all is well (<c>healthy</c>).</summary>
    public static HostStatus Healthy { get; } = new("healthy");

    /// <summary>The agent reports a fault, or Fleet knows nothing of it (<c>unhealthy</c>).</summary>
    public static HostStatus Unhealthy { get; } = new("unhealthy");

    /// <summary>The agent is being upgraded (<c>updating</c>).</summary>
    public static HostStatus Updating { get; } = new("updating");

    /// <summary>The agent does not check in (<c>offline</c>).</summary>
    public static HostStatus Offline { get; } = new("offline");

    /// <summary>The agent has not checked in for long (<c>inactive</c>).</summary>
    public static HostStatus Inactive { get; } = new("inactive");

    /// <summary>The agent is no longer enrolled (<c>unenrolled</c>).</summary>
    public static HostStatus Unenrolled { get; } = new("unenrolled");

    /// <inheritdoc />
    public override string ToString() => Name ?? "";
}
