using System.Text.Json;

namespace Elastic.ResponseActions.Testing;

/// <summary>One request of Kibana's rule engine: what a detection rule asks for one host. See <see cref="FakeKibana.AddAutomatedAction"/>.</summary>
public sealed record FakeAutomatedAction
{
    /// <summary>The API command, such as <c>isolate</c>.</summary>
    public required string Command { get; init; }

    /// <summary>The agent of the alerts.</summary>
    public required string AgentId { get; init; }

    /// <summary>The host's name as the alerts have it; null where they have none.</summary>
    public string? HostName { get; init; }

    /// <summary>The ids of the alerts behind it, in their order.</summary>
    public required IReadOnlyList<string> AlertIds { get; init; }

    /// <summary>The rule's saved-object id.</summary>
    public required string RuleId { get; init; }

    /// <summary>The rule's name.</summary>
    public required string RuleName { get; init; }

    /// <summary>The space of the first alert.</summary>
    public string SpaceId { get; init; } = "default";

    /// <summary>The comment of the response action.</summary>
    public string? Comment { get; init; }

    /// <summary>The <c>parameters</c>, an object; null where the command has none.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>The error found while the request was built, such as a missing event field; an error of the host or the licence hides it.</summary>
    public string? Error { get; init; }
}
