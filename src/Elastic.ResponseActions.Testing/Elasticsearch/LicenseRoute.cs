using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Elasticsearch;

/// <summary>Reads the licence. One that has ended keeps its type and says that it has.</summary>
internal sealed class LicenseRoute(FakeWorld world) : Route("GET", "/_license")
{
    private static readonly TimeSpan Term = TimeSpan.FromDays(365);

    public override Work? Read(Call call, out string error)
    {
        error = "";
        return () => Show(call.Now);
    }

    private Answer Show(DateTimeOffset now)
    {
        var hasEnded = world.License == LicenseLevel.None;
        var expiry = (hasEnded ? now - TimeSpan.FromDays(1) : now + Term).ToUnixTimeMilliseconds();
        var license = new LicenseBody(
            hasEnded ? "expired" : "active", world.ClusterUuid, hasEnded ? LicenseLevel.Enterprise.Name : world.License.Name,
            world.License == LicenseLevel.Basic ? null : expiry, world.Options.ClusterName);
        return Answer.Ok(new LicenseResponse(license), WireJson.Default.LicenseResponse);
    }
}
