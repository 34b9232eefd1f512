namespace Elastic.ResponseActions;

/// <summary>What a host is to its owner, and so how much harm it does to act on it wrongly. Kibana tells no class; see <see cref="HostClassPolicy"/> for how it is found.</summary>
public enum HostClass
{
    /// <summary>Nothing tells.</summary>
    Unknown,

    /// <summary>Somebody's own machine.</summary>
    Workstation,

    /// <summary>Others depend on it.</summary>
    Server,

    /// <summary>Everybody's log-in depends on it.</summary>
    DomainController,
}
