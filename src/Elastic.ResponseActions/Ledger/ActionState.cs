namespace Elastic.ResponseActions;

/// <summary>How far an action is in the ledger. What counts is what was written before the side effect, not what was meant after it.</summary>
public enum ActionState
{
    /// <summary>Every guard let it pass; no byte has left.</summary>
    Intended,

    /// <summary>A request is about to leave, or has left. After a crash this means that it may have been executed.</summary>
    Sending,

    /// <summary>A request left and is proven not executed; it may be sent again.</summary>
    NotExecuted,

    /// <summary>A request left and may have been executed; only reading back tells.</summary>
    Ambiguous,

    /// <summary>Proven not executed, and nothing is sent until a person sets something right.</summary>
    Blocked,

    /// <summary>Kibana took it and gave it an id.</summary>
    Sent,

    /// <summary>It has an outcome that is final or needs a person.</summary>
    Settled,
}
