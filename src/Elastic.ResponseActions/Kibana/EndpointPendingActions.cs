namespace Elastic.ResponseActions;

/// <summary>
/// What is under way on one host (<c>pending_actions</c>): actions that have neither been answered nor expired. A successful isolation or release
/// counts until the host's own metadata tells of it, five minutes at most. Immutable.
/// </summary>
/// <param name="AgentId">The host's <c>agent.id</c>.</param>
/// <param name="Commands">How many of each command; commands without any are absent.</param>
public sealed record EndpointPendingActions(EndpointId AgentId, IReadOnlyDictionary<ResponseActionCommand, int> Commands)
{
    /// <summary>How many of a command are under way.</summary>
    /// <param name="command">The command.</param>
    public int Of(ResponseActionCommand command) => Commands.GetValueOrDefault(command);

    /// <summary>The host, and how many actions in all.</summary>
    public override string ToString() => $"{Commands.Values.Sum()} pending on '{AgentId}'";
}
