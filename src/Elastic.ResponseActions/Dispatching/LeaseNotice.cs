namespace Elastic.ResponseActions;

/// <summary>What the release timer tells people about one host. Immutable.</summary>
public sealed record LeaseNotice
{
    /// <summary>The host's agent id.</summary>
    public required EndpointId Host { get; init; }

    /// <summary>When the host is released, or was to be.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>True where the timer has given the host up while it may be isolated: a person has to look. False for the reminder before a release.</summary>
    public required bool NeedsPerson { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public required string Reason { get; init; }
}
