namespace Elastic.ResponseActions;

/// <summary>One response action that differs between two states of a rule. Immutable.</summary>
public sealed record ResponseActionChange
{
    /// <summary>The rule's <c>rule_id</c>.</summary>
    public required string RuleId { get; init; }

    /// <summary>The rule's name, the newer one.</summary>
    public required string RuleName { get; init; }

    /// <summary>The action as it was; null where it is new.</summary>
    public RuleResponseAction? Before { get; init; }

    /// <summary>The action as it is; null where it was removed.</summary>
    public RuleResponseAction? After { get; init; }

    /// <summary><c>added</c>, <c>removed</c> or <c>changed</c>.</summary>
    public string Kind => Before is null ? "added" : After is null ? "removed" : "changed";

    /// <summary>Sign, action and rule.</summary>
    public override string ToString() => $"{(Before is null ? '+' : After is null ? '-' : '~')} {After ?? Before} on '{RuleName}' ({RuleId})";
}
