using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Elasticsearch;

/// <summary>Reads the licence, the other way.</summary>
internal sealed class XpackRoute(FakeWorld world) : Route("GET", "/_xpack")
{
    public override Work? Read(Call call, out string error)
    {
        error = "";
        return () => Answer.Ok(new XpackResponse(Show(world)), WireJson.Default.XpackResponse);
    }

    public static XpackLicense Show(FakeWorld world)
    {
        var hasEnded = world.License == LicenseLevel.None;
        var type = hasEnded ? LicenseLevel.Enterprise.Name : world.License.Name;
        return new XpackLicense(world.ClusterUuid, type, type, hasEnded ? "expired" : "active");
    }
}
