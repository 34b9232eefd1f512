using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions;

/// <summary>What a local match knows beside the event: the rule, the event's id and the space.</summary>
public sealed record AlertContext
{
    /// <summary>The rule that matched.</summary>
    public required DetectionRule Rule { get; init; }

    /// <summary>The ids of the events that matched, in order: one, or those of a sequence. The alert's id is made of them.</summary>
    public required IReadOnlyList<string> EventIds { get; init => field = ValueList<string>.Of(value); }

    /// <summary>The Kibana space the alert counts for.</summary>
    public string SpaceId { get; init; } = "default";

    /// <inheritdoc />
    public override string ToString() => $"{Rule.Name}: {string.Join(", ", EventIds)}";
}
