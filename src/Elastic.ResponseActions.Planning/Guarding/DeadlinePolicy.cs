namespace Elastic.ResponseActions;

/// <summary>How long after its approval an action may still be sent, over pauses and restarts. What is older has expired. Immutable.</summary>
public sealed record DeadlinePolicy
{
    /// <summary>For isolating and releasing. Default 1 hour.</summary>
    public TimeSpan Isolate { get; init; } = TimeSpan.FromHours(1);

    /// <summary>For a process named by entity id, and for scripts. Default 15 minutes.</summary>
    public TimeSpan ProcessEntity { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>For a process named by pid. Default 5 minutes.</summary>
    public TimeSpan ProcessPid { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long this action may wait for its send.</summary>
    /// <param name="action">The action.</param>
    public TimeSpan Of(PlannedAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return action switch
        {
            { ParameterName: "pid" } => ProcessPid,
            { Command: var command } when command == ResponseActionCommand.Isolate || command == ResponseActionCommand.Unisolate => Isolate,
            _ => ProcessEntity,
        };
    }
}
