namespace Elastic.ResponseActions;

/// <summary>A breaker that has tripped: actions of one rule, or of all rules, are held until a person resets it. Immutable; pure data.</summary>
public sealed record BreakerTrip
{
    /// <summary>The rule whose actions are held; null: all actions but releases.</summary>
    public string? RuleId { get; init; }

    /// <summary>Why it tripped, for the person who has to reset it.</summary>
    public required string Reason { get; init; }

    /// <summary>When it tripped.</summary>
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{(RuleId is null ? "all rules" : $"rule '{RuleId}'")} since {At:O}: {Reason}";
}
