namespace Elastic.ResponseActions.Simulation;

/// <summary>
/// Planted bugs: the same system with one rule taken out at one of its seams, which is how that rule would be missing. The simulation has to catch
/// each, or it is too weak.
/// </summary>
internal enum Twin
{
    None,

    /// <summary>An HTTP stack repeats a POST whose answer it did not get.</summary>
    BlindRetry,

    /// <summary>What is not in the list at once counts as never executed, and is sent again.</summary>
    NoQuietTime,

    /// <summary>A send is recorded when its answer is there.</summary>
    LedgerAfterSend,

    /// <summary>The ledger forgets everything in a crash.</summary>
    MemoryOnly,

    /// <summary>A 429 is taken for a refusal.</summary>
    ThrottleIsFinal,

    /// <summary>An alert that comes again has another key, and there is no cool-down.</summary>
    NoDedupKey,

    /// <summary>A 200 is taken to mean the host that was asked.</summary>
    AnswerTrusted,

    /// <summary>The host is taken to be the one that the agent id leads to.</summary>
    AgentIdTrusted,

    /// <summary>Releases in Kibana are not looked at.</summary>
    ReleaseIgnored,

    /// <summary>Caps count what this process has seen.</summary>
    CapInMemory,

    /// <summary>The kill switch is read once at the start.</summary>
    KillSwitchReadOnce,

    /// <summary>Records are written and not synced.</summary>
    FsyncSkipped,

    /// <summary>A 500 is taken for a 502, and the action is sent again.</summary>
    ResendAfter500,

    /// <summary>An action may be sent days after its approval.</summary>
    NoDeadline,

    /// <summary>A breaker that has tripped is forgotten.</summary>
    BreakerForgotten,

    /// <summary>A lease is over the moment it begins.</summary>
    LeaseTooShort,

    /// <summary>The release timer does not see what people do in Kibana.</summary>
    PeopleIgnored,

    /// <summary>An approval counts for whatever the action now is.</summary>
    ApprovalUnbound,

    /// <summary>Nobody is waited for.</summary>
    ApprovalSkipped,
}
