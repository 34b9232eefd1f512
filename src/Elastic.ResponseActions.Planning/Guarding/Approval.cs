namespace Elastic.ResponseActions;

/// <summary>A person's decision about one action that waits for it. Immutable; pure data.</summary>
public sealed record Approval
{
    /// <summary>The action's key.</summary>
    public required ActionKey Key { get; init; }

    /// <summary>The digest of what the person was shown; it holds for that and nothing else.</summary>
    public required ApprovalDigest Digest { get; init; }

    /// <summary>True: it may be sent. False: it may not.</summary>
    public required bool IsGranted { get; init; }

    /// <summary>Who.</summary>
    public required string By { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{(IsGranted ? "approved" : "denied")} by {By} at {At:O}: {Reason}";
}
