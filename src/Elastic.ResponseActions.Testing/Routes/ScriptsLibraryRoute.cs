using System.Text;
using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Schemas;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>Lists the script library (9.4).</summary>
internal sealed class ScriptsLibraryRoute(FakeWorld world) : Route("GET", "/api/endpoint/scripts_library")
{
    private static readonly string[] SortFields = ["name", "createdAt", "createdBy", "updatedAt", "updatedBy", "fileSize"];
    private static readonly string[] Directions = ["asc", "desc"];

    public override bool IsIn(KibanaVersion version) => version.Has(KibanaFeature.EndpointRunScript);

    public override IReadOnlyList<FakePermission> AnyOf { get; } = [FakePermission.CanReadScriptsLibrary];

    public override Work? Read(Call call, out string error)
    {
        var reader = new QueryReader(call.Query);
        var page = reader.Number("page", 1, long.MaxValue, 1);
        var pageSize = reader.Number("pageSize", 1, 1000, 10);
        var sortField = reader.OneOf("sortField", SortFields, "name");
        var direction = reader.OneOf("sortDirection", Directions, "asc");
        var kuery = reader.Text("kuery");
        reader.RefuseUnknownKeys();
        error = reader.Error ?? "";
        return reader.Error is null ? () => List(page, pageSize, sortField, direction, kuery) : null;
    }

    private Answer List(long page, long pageSize, string sortField, string direction, string? kuery)
    {
        var views = world.Scripts.Select(View).OrderBy(view => sortField == "fileSize" ? $"{view.FileSize:D12}" : view.Name, StringComparer.Ordinal).ToList();
        if (KueryFilter.Compile(kuery, FieldTypeTable.BuiltIn) is not { } filter)
            return Answer.Error(400, KueryFilter.ErrorOf(kuery!));
        views.RemoveAll(view => !filter.Matches(() => Document(view)));
        if (direction == "desc")
            views.Reverse();
        var offset = (int)Int128.Min((Int128)(page - 1) * pageSize, views.Count);
        return Answer.Ok(
            new ScriptListResponse([.. views.Skip(offset).Take((int)pageSize)], page, pageSize, sortField, direction, views.Count), WireJson.Default.ScriptListResponse);
    }

    private static byte[] Document(ScriptBody view) => WireJson.Write(view, WireJson.Default.ScriptBody);

    private static ScriptBody View(FakeScript script) => new(
        script.Id, script.Name, script.FileName, Encoding.UTF8.GetByteCount(script.Result.Stdout), script.Platforms, script.RequiresInput,
        $"/api/endpoint/scripts_library/{script.Id}/download");
}
