namespace Elastic.ResponseActions;

/// <summary>How an action ended, or where it stands. A closed set: no two of these mean the same to the person on call.</summary>
public enum ActionOutcomeKind
{
    /// <summary>Final: the host did it, or it was so already.</summary>
    Confirmed,

    /// <summary>Final: the host answered that it could not.</summary>
    Failed,

    /// <summary>Final: it was never sent, or Kibana turned it down without executing it.</summary>
    Refused,

    /// <summary>Final: a newer action on the host took its place; it was never sent.</summary>
    Superseded,

    /// <summary>Final: its time ran out, here before the send or in Kibana after two weeks.</summary>
    Expired,

    /// <summary>Final: somebody cancelled it.</summary>
    Cancelled,

    /// <summary>Waits for a person before it is sent.</summary>
    Held,

    /// <summary>Waits for a person after the send: whether it was executed, or on which host, is not known. It is never sent again by itself.</summary>
    Parked,

    /// <summary>Not final: Kibana took it, and the host has not answered.</summary>
    Sent,

    /// <summary>Not final: proven not executed; sends stand still until credentials, privilege or address are set right.</summary>
    Blocked,

    /// <summary>Final: a dry run; every check passed and nothing was sent.</summary>
    WouldSend,

    /// <summary>The wait's deadline passed and the host has not answered. The action lives on in Kibana.</summary>
    PendingPastDeadline,

    /// <summary>Kibana says successful, and the host's own state says otherwise or cannot be read.</summary>
    Unconfirmed,
}
