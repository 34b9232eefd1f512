namespace Elastic.ResponseActions;

/// <summary>What is done to which host.</summary>
/// <param name="Command">The command.</param>
/// <param name="AgentId">The endpoint's <c>agent.id</c>.</param>
public sealed record AskedAction(ResponseActionCommand Command, EndpointId AgentId)
{
    /// <summary>Command and endpoint.</summary>
    public override string ToString() => $"{Command} on '{AgentId}'";
}
