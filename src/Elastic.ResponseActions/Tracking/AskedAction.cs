using Elastic.ResponseActions.Kibana;

namespace Elastic.ResponseActions;

/// <summary>What is done to which host. Immutable.</summary>
/// <param name="Command">The command.</param>
/// <param name="AgentId">The endpoint's <c>agent.id</c>.</param>
public sealed record AskedAction(ResponseActionCommand Command, EndpointId AgentId)
{
    /// <summary>The product on the host.</summary>
    public AgentType AgentType { get; init; } = AgentType.Endpoint;

    /// <summary>Command and endpoint, on one line whatever they hold.</summary>
    public override string ToString() => $"{VisibleText.Of(Command.Name, 64)} on '{VisibleText.Of(AgentId.Value, 128)}'";

    internal static AskedAction Of(PlannedAction action) => new(action.Command, action.Target) { AgentType = action.AgentType };
}
