namespace Elastic.ResponseActions;

/// <summary>What the guards say of a planned action.</summary>
public enum GuardVerdict
{
    /// <summary>It may be sent; the review carries the <see cref="ApprovedAction"/>.</summary>
    Approved,

    /// <summary>A dry run: every guard lets it pass, and it is not sent.</summary>
    WouldSend,

    /// <summary>It waits for a person or for a better moment.</summary>
    Held,

    /// <summary>It must not be sent.</summary>
    Refused,

    /// <summary>Without Kibana this cannot be decided; at send time it would be refused.</summary>
    NeedsKibana,
}
