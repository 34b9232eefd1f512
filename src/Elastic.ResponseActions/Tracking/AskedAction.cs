using Elastic.ResponseActions.Kibana;

namespace Elastic.ResponseActions;

/// <summary>What is done to which host.</summary>
/// <param name="Command">The command.</param>
/// <param name="AgentId">The endpoint's <c>agent.id</c>.</param>
public sealed record AskedAction(ResponseActionCommand Command, EndpointId AgentId)
{
    /// <summary>Command and endpoint, on one line whatever they hold.</summary>
    public override string ToString() => $"{VisibleText.Of(Command.Name, 64)} on '{VisibleText.Of(AgentId.Value, 128)}'";
}
