using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Schemas;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>What Kibana checks of a request for another vendor's agents, which it reaches through a stack connector.</summary>
internal static class ThirdParty
{
    public static Answer? Refuse(FakeWorld world, Call call, CommandRoute command, string agentType, ActionRequest request)
    {
        if (!world.Version.Has(KibanaFeature.ThirdPartyAgents))
            return Answer.Error(400, KibanaTexts.AgentTypeOff, $"Agents of type `{agentType}` are behind a flag in {world.Version.Text}.");
        if (agentType == "microsoft_defender_endpoint" && request.EndpointIds.Distinct().Count() > 1)
            return Answer.Error(400, KibanaTexts.OneDefenderAgent, "Send one request for each agent.");
        if (!command.IsFor(agentType, world) && !call.Misbehaviours.Include(FakeMisbehaviour.UnsupportedSucceeds))
            return Answer.Error(405, KibanaTexts.CommandNotSupported(command.Command), $"Agents of type `{agentType}` do not know `{command.Command}` in {world.Version.Text}.");
        if (!world.Connectors.Contains(new AgentType(agentType)))
            return Answer.Error(400, KibanaTexts.NoConnector(ConnectorType(agentType)), Explanations.NoConnector(agentType));
        var asked = Select(world, agentType, request);
        return asked.Dropped.Count == 0
            ? null
            : Answer.Error(404, KibanaTexts.ThirdPartyAgentNotFound(asked.Dropped[0]), Explanations.NoEndpointOfType(asked.Dropped[0], agentType, world.Endpoints.InOrder));
    }

    public static AgentSelection Select(FakeWorld world, string agentType, ActionRequest request) =>
        AgentSelection.OfType(world, request.EndpointIds, new AgentType(agentType));

    private static string ConnectorType(string agentType) => "." + agentType.Replace("_one", "one", StringComparison.Ordinal);
}
