namespace Elastic.ResponseActions;

/// <summary>The end of every lease of a host: it was released, or somebody else decides about it from now on. Immutable.</summary>
public sealed record LeaseEnd
{
    /// <summary>The host's agent id.</summary>
    public required EndpointId Host { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>The person who said so; null: the release timer.</summary>
    public string? By { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
