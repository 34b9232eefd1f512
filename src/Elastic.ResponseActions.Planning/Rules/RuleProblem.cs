namespace Elastic.ResponseActions;

/// <summary>One objection to a rule's response actions: what the server would refuse, found before any call.</summary>
public sealed record RuleProblem
{
    /// <summary>The rule's <c>rule_id</c>.</summary>
    public required string RuleId { get; init; }

    /// <summary>The rule's name.</summary>
    public required string RuleName { get; init; }

    /// <summary>The action's position in <c>response_actions</c>, from 0; null where the whole rule is meant.</summary>
    public int? ActionIndex { get; init; }

    /// <summary>The member that is wrong, for example <c>params.config.field</c>.</summary>
    public required string Member { get; init; }

    /// <summary>What was found and what to write instead.</summary>
    public required string Message { get; init; }

    /// <summary>The objection as people read it: rule, action, member, message.</summary>
    public override string ToString()
    {
        var action = ActionIndex is { } index ? $", response action {index}" : "";
        return $"Rule '{RuleName}'{action}, `{Member}`: {Message}";
    }
}
