namespace Elastic.ResponseActions.Testing;

/// <summary>A way in which Kibana, Fleet or a host has behaved in the field, other than it should. See <see cref="FakeFaultEffect.Misbehave"/>.</summary>
public enum FakeMisbehaviour
{
    /// <summary>The host does what it is told, and its answer never arrives.</summary>
    StaysPending,

    /// <summary>The host isolates itself, and its answer arrives only with that of the next release.</summary>
    AnswersWithRelease,

    /// <summary>The host does what it is told at once, and its answer arrives later, by the effect's delay.</summary>
    AnswersLate,

    /// <summary>The host fails and does not say why.</summary>
    FailsWithoutReason,

    /// <summary>An isolation of a host that is isolated fails.</summary>
    SecondIsolateFails,

    /// <summary>An isolation of a host that is isolated leaves it unhealthy.</summary>
    SecondIsolateTurnsUnhealthy,

    /// <summary>On Windows, a suspension by entity id does not find the process.</summary>
    SuspendByEntityIdFails,

    /// <summary>On Windows, a pid hits the process whose pid is the multiple of four below it.</summary>
    NearPidHits,

    /// <summary>A cancellation succeeds, and its target stays pending.</summary>
    CancelLeavesTargetPending,

    /// <summary>A cancellation ends a second action of the host as well.</summary>
    CancelHitsTwo,

    /// <summary>Another vendor's host that is offline is reported to have done it.</summary>
    SucceedsWhileOffline,

    /// <summary>A command that the agent type does not know is taken, does nothing and is reported to have succeeded.</summary>
    UnsupportedSucceeds,

    /// <summary>Only the first ten agents are taken; the rest is named in the comment.</summary>
    TakesFirstTenAgents,

    /// <summary>The action reaches its hosts and is recorded in another space, the effect's.</summary>
    RecordedInAnotherSpace,

    /// <summary>The action reaches its hosts, no document is written, and the answer is a 500: no list ever shows it.</summary>
    OrphanDispatch,

    /// <summary>The action list does not show actions younger than the effect's delay.</summary>
    ListsLate,

    /// <summary>The action list comes oldest first.</summary>
    ListsOutOfOrder,

    /// <summary>The endpoint list still shows hosts that are unenrolled.</summary>
    ListsUnenrolled,

    /// <summary>Fleet does not take the action: a request is answered with a 500 and stored nowhere, an action of a rule is stored as failed.</summary>
    FleetRefuses,
}
