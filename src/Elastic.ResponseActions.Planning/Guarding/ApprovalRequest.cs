namespace Elastic.ResponseActions;

/// <summary>
/// An action that every guard lets pass but for a person's approval. Only <see cref="ResponseGuard"/> makes one; the dispatcher takes it, holds
/// it in the ledger and has the guards judge it again once a person has agreed. Immutable.
/// </summary>
public sealed class ApprovalRequest
{
    internal ApprovalRequest(PlannedAction action, ActionKey key, string reason)
    {
        Action = action;
        Key = key;
        Digest = ApprovalDigest.Of(action, key);
        Reason = reason;
    }

    /// <summary>The action.</summary>
    public PlannedAction Action { get; }

    /// <summary>The key under which it is sent at most once.</summary>
    public ActionKey Key { get; }

    /// <summary>What the approval has to be bound to.</summary>
    public ApprovalDigest Digest { get; }

    /// <summary>Why a person has to agree.</summary>
    public string Reason { get; }

    /// <inheritdoc />
    public override string ToString() => $"{Action}: {Reason}";
}
