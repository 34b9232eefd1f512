using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Schemas;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>Reads one action.</summary>
internal sealed class ActionDetailsRoute(FakeWorld world) : Route("GET", "/api/endpoint/action/{action_id}")
{
    public override IReadOnlyList<FakePermission> AnyOf { get; } = [FakePermission.CanAccessEndpointActionsLogManagement];

    public override Work? Read(Call call, out string error) => QueryReader.NoneTaken(call, out error) ? () => Show(call, call.RouteValues[0]) : null;

    private Answer Show(Call call, string id)
    {
        if (ActionAccess.Refuse(world, call, id, out var action) is { } refused)
            return refused;
        var details = new ActionView(world, call.Now).Details(action!, isRead: true);
        return Answer.Ok(new ActionDetailsResponse(details), WireJson.Default.ActionDetailsResponse);
    }
}
