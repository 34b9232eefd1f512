using Elastic.ResponseActions.Testing.Elasticsearch;
using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>Reads the licence from Kibana, for whoever cannot ask Elasticsearch.</summary>
internal sealed class LicensingInfoRoute(FakeWorld world) : Route("GET", "/api/licensing/info")
{
    public override bool IsVersioned => false;

    public override FakePermission? BasePrivilege(KibanaVersion version) => null;

    public override Work? Read(Call call, out string error)
    {
        error = "";
        return () => Answer.Ok(new XpackResponse(XpackRoute.Show(world)), WireJson.Default.XpackResponse);
    }
}
