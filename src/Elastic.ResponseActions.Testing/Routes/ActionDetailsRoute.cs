using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Schemas;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>Reads one action.</summary>
internal sealed class ActionDetailsRoute(FakeWorld world) : Route("GET", "/api/endpoint/action/{action_id}")
{
    public override IReadOnlyList<FakePermission> AnyOf { get; } = [FakePermission.CanAccessEndpointActionsLogManagement];

    public override Work? Read(Call call, out string error)
    {
        var query = new QueryReader(call.Query);
        query.RefuseUnknownKeys();
        error = query.Error ?? "";
        return query.Error is null ? () => Show(call, call.RouteValues[0]) : null;
    }

    private Answer Show(Call call, string id)
    {
        if (world.FindAction(id) is not { } action)
            return Answer.Error(404, KibanaTexts.ActionNotFound(id), Explanations.NoAction(id, world.Actions));
        if (world.Version.IsSpaceAware && action.PolicySpaces.Count == 0)
            return Answer.Error(500, KibanaTexts.ActionWithoutPolicy(id, call.SpaceId), Explanations.Orphan(action));
        if (!world.Sees(action, call.SpaceId))
            return Answer.Error(404, KibanaTexts.ActionNotInSpace(id), Explanations.ActionElsewhere(action, call.SpaceId));
        var details = new ActionView(world, call.Now).Details(action, isRead: true);
        return Answer.Ok(new ActionDetailsResponse(details), WireJson.Relaxed.ActionDetailsResponse);
    }
}
