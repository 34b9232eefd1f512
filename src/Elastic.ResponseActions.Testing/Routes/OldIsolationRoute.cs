using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>The isolation routes from before 8.0: they answer with where the route is now, and no client may repeat a POST there unasked.</summary>
internal sealed class OldIsolationRoute(string segment) : Route("POST", $"/api/endpoint/{segment}")
{
    public override bool IsIn(KibanaVersion version) => !version.Has(KibanaFeature.OldRoutesGone);

    public override Work? Read(Call call, out string error)
    {
        error = "";
        var prefix = call.SpaceId == "default" ? "" : $"/s/{call.SpaceId}";
        return () => new Answer(308, []) { ContentType = null, Why = "The route has moved; ask the new one." }.With("location", $"{prefix}/api/endpoint/action/{segment}");
    }
}
