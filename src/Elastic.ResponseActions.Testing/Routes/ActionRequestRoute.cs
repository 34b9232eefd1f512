using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Schemas;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>Sends one command to hosts by request. Not idempotent: the same call twice makes two actions.</summary>
internal sealed class ActionRequestRoute(FakeWorld world, CommandRoute command) : Route("POST", $"/api/endpoint/action/{command.Segment}")
{
    private const int UploadLimit = 26_214_400;

    public override IReadOnlyList<FakePermission> AnyOf => command.AnyOf;

    public override BodyForm BodyForm => command.Command == "upload" ? BodyForm.Multipart : BodyForm.Json;

    public override int BodyLimit => command.Command == "upload" ? UploadLimit : base.BodyLimit;

    public override bool IsIn(KibanaVersion version) => version.Has(command.Since);

    public override Work? Read(Call call, out string error) =>
        ActionRequest.Read(call, command, world, out error) is { } request ? () => Send(call, request) : null;

    private Answer Send(Call call, ActionRequest request)
    {
        var agentType = request.AgentType ?? AgentType.Endpoint.Name;
        if (call.Misbehaviours.Include(FakeMisbehaviour.TakesFirstTenAgents))
            request = FirstTen(request);
        if (agentType != AgentType.Endpoint.Name)
            return ThirdParty.Refuse(world, call, command, agentType, request) ?? Dispatch(call, request, ThirdParty.Select(world, agentType, request));

        if (CheckCommand(request, out var comment) is { } refused)
            return refused;
        var asked = AgentSelection.WithDefend(world, request.EndpointIds);
        if (asked.Valid.Where(host => !world.Sees(host, call.SpaceId)).ToArray() is { Length: > 0 } unseen)
            return Answer.Error(404, KibanaTexts.AgentsNotFound([.. unseen.Select(e => e.AgentId)]), Explanations.NotInSpace(unseen, call.SpaceId));
        if (asked.Valid.Count == 0)
            return Answer.Error(400, KibanaTexts.NoDefend, Explanations.WithoutMetadata(asked.Dropped, world.Endpoints));
        if (!command.IsFor(agentType, world) && !call.Misbehaviours.Include(FakeMisbehaviour.UnsupportedSucceeds))
            return Answer.Error(400, KibanaTexts.CommandNotSupported(command.Command), $"Elastic Defend does not know `{command.Command}` in {world.Version.Text}.");
        return Dispatch(call, request with { Comment = comment }, asked);
    }

    // Scripts and memory dumps are looked into before the hosts are.
    private Answer? CheckCommand(ActionRequest request, out string? comment)
    {
        comment = request.Comment;
        if (command.Command == "runscript")
            return ScriptChecks.ForRequest(world, request, out comment);
        if (command.Command != "memory-dump")
            return null;
        var needed = request.Parameters!.Value.GetProperty("type").GetString() == "kernel" ? "memdump_kernel" : "memdump_process";
        FakeEndpoint[] unable = [.. AgentSelection.WithDefend(world, request.EndpointIds).Valid.Where(host => !host.Capabilities.Contains(needed))];
        return unable.Length == 0 ? null : Answer.Error(400, KibanaTexts.NoMemoryDump(unable), $"Add `{needed}` to Capabilities.");
    }

    private Answer Dispatch(Call call, ActionRequest request, AgentSelection asked)
    {
        if (command.Command == "cancel" && CancelChecks.Refuse(world, call, request) is { } refused)
            return refused;
        if (call.Misbehaviours.Include(FakeMisbehaviour.FleetRefuses))
            return Answer.Error(500, KibanaTexts.FleetRefused(command.Command, asked.Valid.Select(host => host.AgentId)), "A fault: Fleet did not take the action, and nothing was stored.");
        var action = asked.NewAction(new ActionDraft
        {
            Command = command.Command,
            AgentType = new AgentType(request.AgentType ?? AgentType.Endpoint.Name),
            CreatedBy = call.User!.Name,
            SpaceId = call.SpaceId,
            At = call.Now,
            Comment = KibanaTexts.CommentWithWarning(request.Comment, asked.Dropped),
            Parameters = StoredParameters.Of(command.Command, request, world.Ids),
            AlertIds = request.AlertIds ?? [],
            CaseIds = request.CaseIds ?? [],
            Upload = request.File,
            Misbehaviours = call.Misbehaviours,
        });
        if (call.Misbehaviours.Include(FakeMisbehaviour.OrphanDispatch))
        {
            world.Dispatch(action);
            return Answer.Error(500, KibanaTexts.ServerError, $"A fault: {action} was dispatched and not stored.");
        }
        world.Store(action);
        var details = new ActionView(world, call.Now).Details(action);
        var answer = Answer.Ok(new ActionResponse(command.NamesActionOnTop ? action.Id : null, details), WireJson.Default.ActionResponse);
        return asked.Dropped.Count == 0 ? answer : answer with { Why = Explanations.WithoutMetadata(asked.Dropped, world.Endpoints) };
    }

    // As a release did: nobody is told but who reads the comment.
    private static ActionRequest FirstTen(ActionRequest request)
    {
        const int taken = 10;
        string[] left = [.. request.EndpointIds.Distinct().Skip(taken)];
        return left.Length == 0 ? request : request with
        {
            EndpointIds = [.. request.EndpointIds.Distinct().Take(taken)],
            Comment = KibanaTexts.CommentWithWarning(request.Comment, left),
        };
    }
}
