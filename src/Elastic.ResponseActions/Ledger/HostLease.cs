namespace Elastic.ResponseActions;

/// <summary>
/// For how long one reason keeps a host isolated. A host has one lease for each rule that wants it isolated; it is released when the
/// last one is over, and only where nobody else has acted on it since. Immutable.
/// </summary>
public sealed record HostLease
{
    /// <summary>The host's agent id.</summary>
    public required EndpointId Host { get; init; }

    /// <summary>The reason: the <c>rule_id</c> of the rule that wants the host isolated.</summary>
    public required string RuleId { get; init; }

    /// <summary>The isolation that stands: the one that this rule sent, or that it found standing.</summary>
    public required ActionKey Isolation { get; init; }

    /// <summary>When the rule last asked for it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When this reason is over.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"rule '{RuleId}' keeps '{Host}' isolated until {Until:O}";
}
