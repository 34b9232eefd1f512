using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions;

/// <summary>What the guards judge by; the caller gathers it. Null means nobody asked: without a server <em>needs Kibana</em>, at send time refused. Immutable; pure data.</summary>
public sealed record GuardFacts
{
    /// <summary>The time of the review.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>
    /// The time by a clock that never jumps forward; caps, cool-downs and trips count by it, so that a clock that is set wrong does not
    /// end them early. Null: <see cref="Now"/>.
    /// </summary>
    public DateTimeOffset? SteadyNow { get; init; }

    /// <summary>When the action must have been sent; null where it has no deadline yet. See <see cref="ResponsePolicy.Deadline"/>.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>True right before a send: a missing fact then refuses.</summary>
    public bool IsSendTime { get; init; }

    /// <summary>The configured Kibana address; part of the <see cref="ActionKey"/>. Empty without a server.</summary>
    public string Destination { get; init; } = "";

    /// <summary>What was found at the kill switch.</summary>
    public KillSwitchState KillSwitch { get; init; }

    /// <summary>What Kibana said of the target; null where nobody asked.</summary>
    public EndpointFacts? Endpoint { get; init; }

    /// <summary>Whether the caller holds the privilege of the command; null where nobody asked.</summary>
    public bool? PrivilegeGranted { get; init; }

    /// <summary>How many hosts run Elastic Defend; null where nobody asked.</summary>
    public int? KnownHosts { get; init; }

    /// <summary>On how many hosts the action's rule has matched within <see cref="RuleHostsCap.Within"/>, the action's own among them; null where nobody counted, and what was approved is counted alone.</summary>
    public int? RuleHosts { get; init; }

    /// <summary>The machines that releases hang on; they are protected.</summary>
    public IReadOnlyList<InfrastructureHost> Infrastructure { get; init => field = ValueList<InfrastructureHost>.Of(value); } = ValueList<InfrastructureHost>.Empty;

    /// <summary>When a person last released the host, by Kibana's own list of actions; null where none is known. Releases that went through here are in <see cref="History"/>.</summary>
    public DateTimeOffset? ReleasedByPersonAt { get; init; }

    /// <summary>The breakers that have tripped and that no person has reset.</summary>
    public IReadOnlyList<BreakerTrip> Trips { get; init => field = ValueList<BreakerTrip>.Of(value); } = ValueList<BreakerTrip>.Empty;

    /// <summary>What was approved before.</summary>
    public ActionHistory History { get; init; } = ActionHistory.Empty;

    /// <summary>What is known about a person's approval.</summary>
    public ApprovalFacts Approval { get; init; } = ApprovalFacts.None;

    /// <summary>The key under which the history already holds this very action, at the review right before the send; it does not count against itself.</summary>
    public ActionKey? OwnIntent { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"facts at {Now:O}";
}

/// <summary>What Kibana said of one agent, and when.</summary>
public sealed record EndpointFacts
{
    /// <summary>The metadata; null where Kibana has none: Elastic Defend is not on the host.</summary>
    public EndpointMetadata? Metadata { get; init; }

    /// <summary>When Kibana was asked.</summary>
    public required DateTimeOffset FetchedAt { get; init; }

    /// <summary>Every host id seen with this agent id in the last 24 hours, by the caller's own record. More than one: a cloned agent.</summary>
    public IReadOnlyList<string> SeenHostIds { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <inheritdoc />
    public override string ToString() => Metadata?.ToString() ?? "no Elastic Defend";
}
