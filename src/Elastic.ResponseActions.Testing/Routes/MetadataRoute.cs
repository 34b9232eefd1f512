using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Schemas;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>Reads one host; the answer is not wrapped in <c>data</c>.</summary>
internal sealed class MetadataRoute(FakeWorld world) : Route("GET", "/api/endpoint/metadata/{id}")
{
    public override Work? Read(Call call, out string error) => QueryReader.NoneTaken(call, out error) ? () => Show(call, call.RouteValues[0]) : null;

    private Answer Show(Call call, string id)
    {
        if (world.Endpoints.FindWithMetadata(id) is not { } host)
            return Answer.Error(404, KibanaTexts.EndpointNotFound(id), Explanations.WithoutMetadata([id], world.Endpoints));
        if (!world.Sees(host, call.SpaceId))
            return Answer.Error(404, KibanaTexts.EndpointNotFound(id), Explanations.NotInSpace([host], call.SpaceId));
        if (host.Status == "unenrolled")
            return Answer.Error(400, KibanaTexts.EndpointUnenrolled(id), $"Host '{id}' is unenrolled; set StatusOverride to null to enrol it.");
        return Answer.Ok(HostView.Show(host, call.Now), WireJson.Default.HostInfo);
    }
}
