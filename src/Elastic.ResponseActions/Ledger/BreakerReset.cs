namespace Elastic.ResponseActions;

/// <summary>A person's decision that a tripped breaker may let actions pass again. Immutable.</summary>
public sealed record BreakerReset
{
    /// <summary>The rule of the breaker; null: that of all rules.</summary>
    public string? RuleId { get; init; }

    /// <summary>Who.</summary>
    public required string By { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
