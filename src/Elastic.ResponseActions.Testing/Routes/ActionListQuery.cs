using Elastic.ResponseActions.Testing.Schemas;
using Elastic.ResponseActions.Testing.World;
using Microsoft.AspNetCore.Http;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>The query of the action list, as its schema leaves it.</summary>
internal sealed record ActionListQuery
{
    private static readonly string[] AllAgentTypes = ["endpoint", "sentinel_one", "crowdstrike", "microsoft_defender_endpoint"];
    private static readonly string[] AllStatuses = ["failed", "pending", "successful"];
    private static readonly string[] AllTypes = ["automated", "manual"];

    public long Page { get; private init; }
    public long PageSize { get; private init; }
    public string? StartDate { get; private init; }
    public string? EndDate { get; private init; }
    public IReadOnlyList<string>? AgentIds { get; private init; }
    public IReadOnlyList<string>? AgentTypes { get; private init; }
    public IReadOnlyList<string>? Commands { get; private init; }
    public IReadOnlyList<string>? Statuses { get; private init; }
    public IReadOnlyList<string>? Types { get; private init; }
    public IReadOnlyList<string>? UserIds { get; private init; }
    public IReadOnlyList<string>? WithOutputs { get; private init; }

    public static ActionListQuery? Read(IQueryCollection query, KibanaVersion version, out string error)
    {
        var reader = new QueryReader(query);
        var read = new ActionListQuery
        {
            AgentIds = reader.OneOrMany("agentIds"),
            AgentTypes = reader.OneOrMany("agentTypes", AllAgentTypes),
            Commands = reader.OneOrMany("commands", [.. CommandRoute.All.Where(route => version.Has(route.Since)).Select(route => route.Command)]),
            Page = reader.Number("page", 1, long.MaxValue, 1),
            PageSize = reader.Number("pageSize", 1, 10_000, 10),
            StartDate = reader.Text("startDate"),
            EndDate = reader.Text("endDate"),
            Statuses = reader.OneOrMany("statuses", version.Has(KibanaFeature.Newest) ? ["canceled", .. AllStatuses] : AllStatuses),
            UserIds = reader.OneOrMany("userIds"),
            WithOutputs = reader.OneOrMany("withOutputs"),
            Types = reader.OneOrMany("types", AllTypes),
        };
        reader.RefuseUnknownKeys();
        error = reader.Error ?? "";
        return reader.Error is null ? read : null;
    }
}
