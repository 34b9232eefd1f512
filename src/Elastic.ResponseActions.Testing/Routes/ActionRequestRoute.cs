using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Schemas;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>Sends one command to hosts by request. Not idempotent: the same call twice makes two actions.</summary>
internal sealed class ActionRequestRoute(FakeWorld world, CommandRoute command) : Route("POST", $"/api/endpoint/action/{command.Segment}")
{
    public override IReadOnlyList<FakePermission> AnyOf { get; } = [command.Permission];

    public override Work? Read(Call call, out string error) =>
        ActionRequest.Read(call.Body!, command, out error) is { } request ? () => Send(call, request) : null;

    private Answer Send(Call call, ActionRequest request)
    {
        if (request.AgentType is { } type and not "endpoint")
            return RefuseThirdParty(type, request);

        var asked = new AgentSelection(world, request.EndpointIds);
        var unseen = asked.Valid.Where(host => !world.Sees(host, call.SpaceId)).ToArray();
        if (unseen.Length > 0)
            return Answer.Error(404, KibanaTexts.AgentsNotFound([.. unseen.Select(e => e.AgentId)]), Explanations.NotInSpace(unseen, call.SpaceId));
        if (asked.Valid.Count == 0)
            return Answer.Error(400, KibanaTexts.NoDefend, Explanations.WithoutMetadata(asked.Dropped, world.Endpoints));

        var action = asked.NewAction(new ActionDraft
        {
            Command = command.Command,
            CreatedBy = call.User!.Name,
            SpaceId = call.SpaceId,
            At = call.Now,
            Comment = request.Comment,
            Parameters = request.Parameters,
            AlertIds = request.AlertIds ?? [],
        });
        world.Store(action);
        var details = new ActionView(world, call.Now).Details(action);
        var answer = Answer.Ok(new ActionResponse(command.NamesActionOnTop ? action.Id : null, details), WireJson.Relaxed.ActionResponse);
        return asked.Dropped.Count == 0 ? answer : answer with { Why = Explanations.WithoutMetadata(asked.Dropped, world.Endpoints) };
    }

    // No stack connector can be configured here, so a third-party agent is as far away as in a fresh Kibana.
    private Answer RefuseThirdParty(string agentType, ActionRequest request)
    {
        if (agentType == "microsoft_defender_endpoint" && request.EndpointIds.Distinct().Count() > 1)
            return Answer.Error(400, "[body.endpoint_ids]: Multiple agents IDs not currently supported for Microsoft Defender for Endpoint");
        if (!command.AgentTypes.Contains(agentType))
            return Answer.Error(405, KibanaTexts.CommandNotSupported(command.Command), $"Agents of type `{agentType}` do not know `{command.Command}`.");
        return Answer.Error(400, KibanaTexts.NoConnector("." + agentType.Replace("_one", "one", StringComparison.Ordinal)), Explanations.NoConnectors);
    }
}
