namespace Elastic.ResponseActions;

/// <summary>A host's own word about its isolation, beside Kibana's word about the action, and how old each was when it was looked at. Immutable.</summary>
public sealed record HostIsolation
{
    /// <summary>What the host is (<c>Endpoint.state.isolation</c>).</summary>
    public required bool Isolated { get; init; }

    /// <summary>What the host was told to be (<c>Endpoint.configuration.isolation</c>).</summary>
    public bool ToldToBeIsolated { get; init; }

    /// <summary>How long ago the host reported this (<c>event.created</c> of its metadata); null where it does not say. Both clocks count, so it may be negative.</summary>
    public TimeSpan? ReportAge { get; init; }

    /// <summary>How long ago the host answered the action (<c>completedAt</c>); null where it does not say.</summary>
    public TimeSpan? AnswerAge { get; init; }

    /// <summary>The host reported after it had answered, so the report speaks of the time after the action. Null where one of the times is not known.</summary>
    public bool? ReportedSince => ReportAge is { } report && AnswerAge is { } answer ? report <= answer : null;
}
