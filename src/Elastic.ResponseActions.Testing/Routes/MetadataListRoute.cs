using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Schemas;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>Lists hosts; unlike the action list its pages count from zero.</summary>
internal sealed class MetadataListRoute(FakeWorld world) : Route("GET", "/api/endpoint/metadata")
{
    private const string EnrolledAt = "enrolled_at", LastCheckin = "last_checkin";

    private static readonly string[] Statuses = ["healthy", "offline", "updating", "unhealthy", "inactive"];
    private static readonly string[] Directions = ["asc", "desc"];

    private static readonly FieldTypeTable KueryTypes = FieldTypeTable.BuiltIn.With("united.endpoint.Endpoint.state.isolation", FieldType.Boolean);

    private static readonly Dictionary<string, Func<FakeEndpoint, string>> SortFields = new()
    {
        // Fixed width, so that dates sort as texts.
        [EnrolledAt] = host => WireJson.Date(host.EnrolledAt),
        ["metadata.host.hostname"] = host => host.Name,
        ["host_status"] = host => host.Status,
        ["metadata.Endpoint.policy.applied.name"] = host => host.PolicyName,
        ["metadata.Endpoint.policy.applied.status"] = _ => "success",
        ["metadata.host.os.name"] = HostView.OsName,
        ["metadata.host.ip"] = _ => "",
        ["metadata.agent.version"] = host => host.AgentVersion,
    };

    public override Work? Read(Call call, out string error)
    {
        var reader = new QueryReader(call.Query);
        var page = reader.Number("page", 0, long.MaxValue, 0);
        var pageSize = reader.Number("pageSize", 1, 10_000, 10);
        var kuery = reader.Text("kuery");
        var statuses = reader.Array("hostStatuses", Statuses);
        var sortField = reader.OneOf("sortField", [.. SortFields.Keys, LastCheckin], EnrolledAt);
        var direction = reader.OneOf("sortDirection", Directions, "desc");
        reader.RefuseUnknownKeys();
        error = reader.Error ?? "";
        if (reader.Error is not null)
            return null;
        return () => KueryFilter.Compile(kuery, KueryTypes) is { } filter
            ? List(call, page, pageSize, filter, statuses, sortField, direction)
            : Answer.Error(400, KueryFilter.ErrorOf(kuery!), "The `kuery` is no KQL.");
    }

    private Answer List(Call call, long page, long pageSize, KueryFilter filter, IReadOnlyList<string>? statuses, string sortField, string direction)
    {
        var hosts = world.Endpoints.InOrder.Where(host =>
            host.HasDefend && host.AgentType == AgentType.Endpoint && (host.Status != "unenrolled" || call.Misbehaviours.Include(FakeMisbehaviour.ListsUnenrolled)) && world.Sees(host, call.SpaceId)
            && (statuses is null || statuses.Count == 0 || statuses.Contains(host.Status)) && filter.Matches(() => UnitedDocument.Of(host, call.Now)));
        var ascending = hosts.OrderBy(sortField == LastCheckin ? host => WireJson.Date(host.LastCheckin(call.Now)) : SortFields[sortField], StringComparer.Ordinal).ToList();
        if (direction == "desc")
            ascending.Reverse();
        var offset = (int)Int128.Min((Int128)page * pageSize, ascending.Count);
        var shown = ascending.Skip(offset).Take((int)pageSize).Select(host => HostView.Show(host, call.Now));
        return Answer.Ok(
            new MetadataListResponse([.. shown], page, pageSize, sortField, direction, ascending.Count), WireJson.Default.MetadataListResponse);
    }
}
