namespace Elastic.ResponseActions;

/// <summary>How far one agent is with an action. Immutable.</summary>
public sealed record AgentActionState
{
    /// <summary>The agent answered, or could not be reached for good (<c>isCompleted</c>).</summary>
    public bool IsCompleted { get; init; }

    /// <summary>The agent did it (<c>wasSuccessful</c>).</summary>
    public bool WasSuccessful { get; init; }

    /// <summary>When it answered (<c>completedAt</c>).</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Its errors (<c>errors</c>); here already while other agents are still at work.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];
}
