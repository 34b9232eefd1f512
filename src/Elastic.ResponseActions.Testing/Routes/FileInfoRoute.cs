using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Schemas;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>Describes a file that an agent sent back.</summary>
internal sealed class FileInfoRoute(FakeWorld world) : Route("GET", "/api/endpoint/action/{action_id}/file/{file_id}")
{
    public override IReadOnlyList<FakePermission> AnyOf => ActionFile.Permissions;

    public override Work? Read(Call call, out string error) => QueryReader.NoneTaken(call, out error) ? () => Show(call) : null;

    private Answer Show(Call call)
    {
        // Kibana does not foresee the mistake here and answers as to one of its own.
        if (ActionFile.Refuse(world, call, text => Answer.Error(500, text, "The file id belongs to another action."), out var file) is { } refused)
            return refused;
        var info = new FileDetails(
            call.RouteValues[1], file!.Download.Name, file.Download.MimeType, file.Download.Bytes.Length, "READY",
            WireJson.Date(file.At), file.Action.Id, file.AgentId, file.Action.AgentType.Name);
        return Answer.Ok(new FileInfoResponse(info), WireJson.Default.FileInfoResponse);
    }
}
