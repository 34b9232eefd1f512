using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>Says which release this is and that it is up.</summary>
internal sealed class StatusRoute(FakeWorld world) : Route("GET", "/api/status")
{
    public override bool IsVersioned => false;

    public override FakePermission? BasePrivilege(KibanaVersion version) => null;

    public override Work? Read(Call call, out string error)
    {
        error = "";
        return Show;
    }

    private Answer Show() => Answer.Ok(
        new StatusResponse(
            "fake-kibana", world.ClusterUuid,
            new StatusVersion(world.Version.Text, BuildHash: "fake", BuildNumber: 0, BuildSnapshot: false),
            new OverallStatus(new StatusLevel("available", "All services and plugins are available"))),
        WireJson.Default.StatusResponse);
}
