namespace Elastic.ResponseActions;

/// <summary>What is known about a person's approval of one action. Immutable; pure data.</summary>
public sealed record ApprovalFacts
{
    /// <summary>Nobody was asked yet.</summary>
    public static ApprovalFacts None { get; } = new();

    /// <summary>When the action began to wait for an answer; null: it does not wait yet.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>The name of the channel over which people are asked; null: there is none.</summary>
    public string? Channel { get; init; }

    /// <summary>The decision, where there is one.</summary>
    public Approval? Decision { get; init; }
}
