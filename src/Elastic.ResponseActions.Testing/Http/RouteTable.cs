using Elastic.ResponseActions.Testing.Alerts;
using Elastic.ResponseActions.Testing.Routes;
using Elastic.ResponseActions.Testing.Rules;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Http;

/// <summary>
/// Every route of Kibana that the fake answers. The first that fits wins, so a literal path stands before one with a parameter. Routes are made when a path first leads
/// to their part of the API. Guarded by the world's lock.
/// </summary>
internal sealed class RouteTable(FakeWorld world)
{
    private Route[]? _endpoint;
    private Route[]? _detections;
    private Route[]? _others;

    private Route[] Endpoint => _endpoint ??=
    [
        .. CommandRoute.All.Select(command => new ActionRequestRoute(world, command)),
        new ActionStateRoute(),
        new ActionListRoute(world),
        new ActionDetailsRoute(world),
        new FileInfoRoute(world),
        new FileDownloadRoute(world),
        new PendingActionsRoute(world),
        new OldIsolationRoute("isolate"),
        new OldIsolationRoute("unisolate"),
        new ScriptsLibraryRoute(world),
        new MetadataListRoute(world),
        new MetadataRoute(world),
    ];

    private Route[] Detections => _detections ??=
    [
        new RuleCreateRoute(world),
        new RuleReadRoute(world),
        new RuleReplaceRoute(world),
        new RulePatchRoute(world),
        new RuleDeleteRoute(world),
        new RuleFindRoute(world),
        new RuleBulkActionRoute(world),
        new RuleExportRoute(world),
        new RuleImportRoute(world),
        new RulePreviewRoute(world),
        new RuleTagsRoute(world),
        new AlertSearchRoute(world),
        new AlertStatusRoute(world),
        new AlertTagsRoute(world),
        new DetectionPrivilegesRoute(world),
    ];

    private Route[] Others => _others ??= [new StatusRoute(world), new LicensingInfoRoute(world)];

    /// <summary>Gives the call its route and the values of the path, where a release has such a route.</summary>
    public void Find(Call call, KibanaVersion version)
    {
        var segments = call.Path.Split('/');
        foreach (var route in Under(call.Path))
        {
            if (route.Match(call.Method, segments) is not { } values || !route.IsIn(version))
                continue;
            (call.Route, call.RouteValues) = (route, values);
            return;
        }
    }

    public IEnumerable<string> Describe(KibanaVersion version) =>
        Endpoint.Concat(Detections).Concat(Others).Where(route => route.IsIn(version)).Select(route => $"{route.Method} {route.Template}");

    private Route[] Under(string path) =>
        path.StartsWith("/api/endpoint/", StringComparison.Ordinal) ? Endpoint
        : path.StartsWith("/api/detection_engine/", StringComparison.Ordinal) ? Detections
        : Others;
}
