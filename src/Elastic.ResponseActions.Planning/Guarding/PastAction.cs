namespace Elastic.ResponseActions;

/// <summary>One action that was approved before. Immutable; pure data.</summary>
public sealed record PastAction
{
    /// <summary>When it was approved.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Its key.</summary>
    public required ActionKey Key { get; init; }

    /// <summary>Its command.</summary>
    public required ResponseActionCommand Command { get; init; }

    /// <summary>Its host.</summary>
    public required EndpointId Target { get; init; }

    /// <summary>What it was about on its host, for example <c>pid:4242</c>; empty for the host as a whole.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The rule's <c>rule_id</c>; null for an action by hand.</summary>
    public string? RuleId { get; init; }

    /// <summary>The name of the process it was about, where known.</summary>
    public string? ProcessName { get; init; }

    /// <summary>The SHA-256 of that process's program, where known.</summary>
    public string? ProcessSha256 { get; init; }

    /// <summary>True where a person asked for it.</summary>
    public bool IsByHand { get; init; }

    /// <summary>The past action of an action that is approved now.</summary>
    /// <param name="action">The action.</param>
    /// <param name="destination">The configured Kibana address, as in <see cref="GuardFacts.Destination"/>.</param>
    /// <param name="at">When it is approved.</param>
    public static PastAction Of(PlannedAction action, string destination, DateTimeOffset at) => Of(action, ActionKey.Of(action, destination), at);

    /// <summary>The past action of an action whose key is known.</summary>
    /// <param name="action">The action.</param>
    /// <param name="key">Its key.</param>
    /// <param name="at">When it was approved.</param>
    public static PastAction Of(PlannedAction action, ActionKey key, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(action);
        return new PastAction
        {
            At = at,
            Key = key,
            Command = action.Command,
            Target = action.Target,
            Subject = ActionTarget.Of(action),
            RuleId = action.RuleId,
            ProcessName = action.Evidence.Select(evidence => evidence.ProcessName).FirstOrDefault(name => name is not null),
            ProcessSha256 = action.Evidence.Select(evidence => evidence.ProcessSha256).FirstOrDefault(hash => hash is not null),
            IsByHand = action.IsByHand,
        };
    }
}
