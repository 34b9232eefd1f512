using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions;

/// <summary>Something that leads to no action, and why. Kibana says nothing here, or only in its server log.</summary>
public sealed record PlanNote
{
    /// <summary>The rule's <c>rule_id</c>.</summary>
    public required string RuleId { get; init; }

    /// <summary>The response action's position in the rule, from 0; null where all of them are meant.</summary>
    public int? ActionIndex { get; init; }

    /// <summary>The alerts that are dropped; empty where the response action itself is.</summary>
    public IReadOnlyList<string> AlertIds { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Empty;

    /// <summary>What is dropped, why, and what would change it.</summary>
    public required string Message { get; init; }

    /// <inheritdoc />
    public override string ToString() => Message;
}
