namespace Elastic.ResponseActions;

/// <summary>A host's isolation as it is, as it was told to be, and what is under way. Immutable.</summary>
public sealed record EndpointIsolation
{
    /// <summary>The host's <c>agent.id</c>.</summary>
    public required EndpointId AgentId { get; init; }

    /// <summary>What the host is, by its own last report (<c>Endpoint.state.isolation</c>).</summary>
    public bool Isolated { get; init; }

    /// <summary>What it was told to be (<c>Endpoint.configuration.isolation</c>).</summary>
    public bool ToldToBeIsolated { get; init; }

    /// <summary>Isolations that are under way (<c>pending_actions.isolate</c>).</summary>
    public int PendingIsolations { get; init; }

    /// <summary>Releases that are under way (<c>pending_actions.unisolate</c>).</summary>
    public int PendingReleases { get; init; }

    /// <summary>When the host reported (<c>event.created</c>); null where it does not say.</summary>
    public DateTimeOffset? ReportedAt { get; init; }

    /// <summary>Nothing is under way, and the host is what it was told to be.</summary>
    public bool IsSettled => Isolated == ToldToBeIsolated && PendingIsolations == 0 && PendingReleases == 0;

    /// <summary>The host and its state.</summary>
    public override string ToString() => $"'{AgentId}' is {(Isolated ? "isolated" : "not isolated")}{(IsSettled ? "" : ", which is about to change")}";
}
