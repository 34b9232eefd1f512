namespace Elastic.ResponseActions.Simulation.World;

/// <summary>One action document in Kibana.</summary>
internal sealed class StoredAction
{
    public required string Id { get; init; }

    public required string Command { get; init; }

    public required string? AgentId { get; init; }

    public required string Comment { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>False for an action that went out without ever being stored.</summary>
    public required bool IsListed { get; init; }

    public bool IsCompleted { get; set; }

    public string? Code { get; set; }

    public bool WasSuccessful => IsCompleted && Code?.Contains("_error_", StringComparison.Ordinal) != true;

    public bool IsExpired { get; set; }
}
