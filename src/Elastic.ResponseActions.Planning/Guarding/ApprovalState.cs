namespace Elastic.ResponseActions;

/// <summary>How an action stands with the people who may have to agree to it. No two of these mean the same; only <see cref="NotNeeded"/> and <see cref="Approved"/> let it pass.</summary>
public enum ApprovalState
{
    /// <summary>Nobody has to agree.</summary>
    NotNeeded,

    /// <summary>Somebody has to, and no channel is set up over which anybody is asked.</summary>
    NoChannel,

    /// <summary>Somebody has to, and is asked.</summary>
    Waiting,

    /// <summary>A person agreed to exactly this, in time.</summary>
    Approved,

    /// <summary>A person said no.</summary>
    Denied,

    /// <summary>Nobody answered in time. Silence refuses.</summary>
    TimedOut,

    /// <summary>Who agreed wrote or changed the rule, and on such a host that does not count: somebody else has to agree.</summary>
    ByAuthor,

    /// <summary>A person agreed to something else: the content has changed since.</summary>
    Void,
}
