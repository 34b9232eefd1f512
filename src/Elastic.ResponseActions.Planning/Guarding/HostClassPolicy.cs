using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions;

/// <summary>
/// Which hosts are of which class: patterns as in <see cref="ResponsePolicy.ProtectedHosts"/>. The first list that names a host decides, in the
/// order domain controllers, servers, workstations. What no list names is told by its operating system: Windows Server and every system that
/// calls itself a server is one, other editions of Windows and macOS are workstations, all else is unknown. Immutable.
/// </summary>
public sealed record HostClassPolicy
{
    /// <summary>Domain controllers; nothing but this list tells them.</summary>
    public IReadOnlyList<string> DomainControllers { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>Servers.</summary>
    public IReadOnlyList<string> Servers { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>Workstations. What an event says of its own host counts for the other lists, and not for this one.</summary>
    public IReadOnlyList<string> Workstations { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <inheritdoc />
    public override string ToString() => $"{DomainControllers.Count} patterns of domain controllers, {Servers.Count} of servers, {Workstations.Count} of workstations";
}
