using Elastic.ResponseActions.Testing.Schemas;
using Microsoft.AspNetCore.Http;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>The query of the action list, as its schema leaves it.</summary>
internal sealed record ActionListQuery
{
    private static readonly string[] AllAgentTypes = ["endpoint", "sentinel_one", "crowdstrike", "microsoft_defender_endpoint"];
    private static readonly string[] AllStatuses = ["failed", "pending", "successful"];
    private static readonly string[] AllTypes = ["automated", "manual"];

    private static readonly string[] AllCommands =
    [
        "isolate", "unisolate", "kill-process", "suspend-process", "running-processes", "get-file",
        "execute", "upload", "scan", "runscript", "cancel", "memory-dump",
    ];

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

    public static ActionListQuery? Read(IQueryCollection query, out string error)
    {
        var reader = new QueryReader(query);
        var read = new ActionListQuery
        {
            AgentIds = reader.OneOrMany("agentIds"),
            AgentTypes = reader.OneOrMany("agentTypes", AllAgentTypes),
            Commands = reader.OneOrMany("commands", AllCommands),
            Page = reader.Number("page", 1, long.MaxValue, 1),
            PageSize = reader.Number("pageSize", 1, 10_000, 10),
            StartDate = reader.Text("startDate"),
            EndDate = reader.Text("endDate"),
            Statuses = reader.OneOrMany("statuses", AllStatuses),
            UserIds = reader.OneOrMany("userIds"),
            WithOutputs = reader.OneOrMany("withOutputs"),
            Types = reader.OneOrMany("types", AllTypes),
        };
        reader.RefuseUnknownKeys();
        error = reader.Error ?? "";
        return reader.Error is null ? read : null;
    }
}
