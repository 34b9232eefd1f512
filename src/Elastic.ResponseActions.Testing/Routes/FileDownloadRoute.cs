using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Schemas;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>Gives a file that an agent sent back; the one route that takes its version as a query, since browsers follow its address.</summary>
internal sealed class FileDownloadRoute(FakeWorld world) : Route("GET", "/api/endpoint/action/{action_id}/file/{file_id}/download")
{
    public override IReadOnlyList<FakePermission> AnyOf => ActionFile.Permissions;

    public override bool TakesVersionInQuery => true;

    public override Work? Read(Call call, out string error)
    {
        var query = new QueryReader(call.Query);
        query.Text("apiVersion");
        query.RefuseUnknownKeys();
        error = query.Error ?? "";
        return query.Error is null ? () => Send(call) : null;
    }

    private Answer Send(Call call)
    {
        if (ActionFile.Refuse(world, call, text => Answer.Error(400, text, "The file id belongs to another action."), out var file) is { } refused)
            return refused;
        return new Answer(200, file!.Download.Bytes)
        {
            ContentType = "application/octet-stream",
            Headers = new Dictionary<string, string>
            {
                ["content-disposition"] = $"attachment; filename=\"{file.Download.Name}\"",
                ["cache-control"] = "max-age=31536000, immutable",
                ["x-content-type-options"] = "nosniff",
            },
        };
    }
}
