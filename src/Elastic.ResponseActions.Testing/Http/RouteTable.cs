using Elastic.ResponseActions.Testing.Routes;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Http;

/// <summary>Every route the fake answers. The first that fits wins, so a literal path stands before one with a parameter.</summary>
internal sealed class RouteTable(FakeWorld world)
{
    private readonly Route[] _routes =
    [
        new ActionRequestRoute(world, CommandRoute.Isolate),
        new ActionRequestRoute(world, CommandRoute.Unisolate),
        new ActionRequestRoute(world, CommandRoute.KillProcess),
        new ActionRequestRoute(world, CommandRoute.SuspendProcess),
        new ActionStateRoute(),
        new ActionListRoute(world),
        new ActionDetailsRoute(world),
        new PendingActionsRoute(world),
        new MetadataListRoute(world),
        new MetadataRoute(world),
        new StatusRoute(world),
    ];

    public Route? Find(Call call, out IReadOnlyList<string> values)
    {
        var segments = call.Path.Split('/');
        foreach (var route in _routes)
        {
            if (route.Match(call.Method, segments) is not { } found)
                continue;
            values = found;
            return route;
        }
        values = [];
        return null;
    }

    public IEnumerable<string> Describe() => _routes.Select(r => $"{r.Method} {r.Template}");
}
