using System.Text.Json;

namespace Elastic.ResponseActions;

/// <summary>Kibana's view of one sent action. Immutable; members this version does not know stay in <see cref="Json"/>.</summary>
public sealed record ActionDetails
{
    /// <summary>The action's id (<c>id</c>).</summary>
    public required string Id { get; init; }

    /// <summary>What the agents were told to do (<c>command</c>).</summary>
    public required ResponseActionCommand Command { get; init; }

    /// <summary>Whose agents they are (<c>agentType</c>).</summary>
    public AgentType AgentType { get; init; } = AgentType.Endpoint;

    /// <summary>The agents that the action was sent to (<c>agents</c>). Kibana leaves out those it does not know, so it may be empty.</summary>
    public IReadOnlyList<string> Agents { get; init; } = [];

    /// <summary>When the request was stored (<c>startedAt</c>).</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the last agent answered (<c>completedAt</c>).</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>All agents answered, or the request itself failed (<c>isCompleted</c>).</summary>
    public bool IsCompleted { get; init; }

    /// <summary>Completed, and no agent failed (<c>wasSuccessful</c>).</summary>
    public bool WasSuccessful { get; init; }

    /// <summary>Not completed within two weeks (<c>isExpired</c>).</summary>
    public bool IsExpired { get; init; }

    /// <summary>An agent reports a cancellation (<c>wasCanceled</c>, newest servers).</summary>
    public bool WasCanceled { get; init; }

    /// <summary>The status (<c>status</c>).</summary>
    public ActionStatus Status { get; init; } = ActionStatus.Pending;

    /// <summary>The agents' errors, once the whole action is complete (<c>errors</c>).</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>What each agent answered, by agent id (<c>outputs</c>); only agents that answered with output.</summary>
    public IReadOnlyDictionary<string, ActionOutput> Outputs { get; init; } = new Dictionary<string, ActionOutput>();

    /// <summary>Each agent's own state, by agent id (<c>agentState</c>).</summary>
    public IReadOnlyDictionary<string, AgentActionState> AgentStates { get; init; } = new Dictionary<string, AgentActionState>();

    /// <summary>The user; <c>unknown</c> for automated actions (<c>createdBy</c>).</summary>
    public string CreatedBy { get; init; } = "";

    /// <summary>The comment; Kibana appends its warnings to it (<c>comment</c>).</summary>
    public string Comment { get; init; } = "";

    /// <summary>The alerts that the action was sent for (<c>alertIds</c>).</summary>
    public IReadOnlyList<string> AlertIds { get; init; } = [];

    /// <summary>The saved-object id of the rule of an automated action (<c>ruleId</c>).</summary>
    public string? RuleId { get; init; }

    /// <summary>The name of that rule (<c>ruleName</c>).</summary>
    public string? RuleName { get; init; }

    /// <summary>The agents' host names, by agent id (<c>hosts</c>); a name may be empty.</summary>
    public IReadOnlyDictionary<string, string> HostNames { get; init; } = new Dictionary<string, string>();

    /// <summary>The parameters as the server stored them (<c>parameters</c>); undefined where there are none.</summary>
    public JsonElement Parameters { get; init; }

    /// <summary>The whole document, as it came.</summary>
    public JsonElement Json { get; init; }

    /// <summary>Command, id and status; no foreign text.</summary>
    public override string ToString() => $"{Command} {Id}: {Status}";
}
