using System.Text.Json;
using Elastic.ResponseActions.Testing.Faults;
using Elastic.ResponseActions.Testing.Http;

namespace Elastic.ResponseActions.Testing.World;

/// <summary>What an action is about, without its agents.</summary>
internal sealed record ActionDraft
{
    public required string Command { get; init; }
    public AgentType AgentType { get; init; } = AgentType.Endpoint;
    public required string CreatedBy { get; init; }
    public required string SpaceId { get; init; }
    public required DateTimeOffset At { get; init; }
    public string? Comment { get; init; }
    public JsonElement? Parameters { get; init; }
    public IReadOnlyList<string> AlertIds { get; init; } = [];
    public IReadOnlyList<string> CaseIds { get; init; } = [];
    public string? RuleId { get; init; }
    public string? RuleName { get; init; }
    public string? Error { get; init; }

    public Misbehaviours Misbehaviours { get; init; } = Misbehaviours.None;

    /// <summary>The file of an upload.</summary>
    public FormFile? Upload { get; init; }

    /// <summary>A name for hosts that the alerts know better than Fleet.</summary>
    public string? HostName { get; init; }
}

/// <summary>
/// The agents that were asked for, sorted into those the endpoint API knows and those it drops with a warning in the comment.
/// Doubles of a valid id count once; doubles of a dropped id are repeated in the warning.
/// </summary>
internal sealed class AgentSelection
{
    private readonly FakeWorld _world;

    private AgentSelection(FakeWorld world, IReadOnlyList<string> agentIds, Func<string, FakeEndpoint?> find)
    {
        _world = world;
        Valid = [.. agentIds.Distinct().Select(find).OfType<FakeEndpoint>()];
        Dropped = [.. agentIds.Where(id => find(id) is null)];
    }

    public IReadOnlyList<FakeEndpoint> Valid { get; }

    public IReadOnlyList<string> Dropped { get; }

    /// <summary>Hosts with Elastic Defend.</summary>
    public static AgentSelection WithDefend(FakeWorld world, IReadOnlyList<string> agentIds) => new(world, agentIds, world.Endpoints.FindWithMetadata);

    /// <summary>Hosts of another vendor.</summary>
    public static AgentSelection OfType(FakeWorld world, IReadOnlyList<string> agentIds, AgentType type) =>
        new(world, agentIds, id => world.Endpoints.Find(id) is { } host && host.AgentType == type ? host : null);

    public FakeAction NewAction(ActionDraft draft) => new(_world)
    {
        Id = _world.Ids.NextUuid(),
        Command = draft.Command,
        AgentType = draft.AgentType,
        AgentIds = [.. Valid.Select(host => host.AgentId)],
        CreatedBy = draft.CreatedBy,
        SpaceId = draft.SpaceId,
        StartedAt = draft.At,
        Comment = draft.Comment,
        Parameters = draft.Parameters,
        AlertIds = draft.AlertIds,
        CaseIds = draft.CaseIds,
        RuleId = draft.RuleId,
        RuleName = draft.RuleName,
        Error = draft.Error,
        Upload = draft.Upload,
        Misbehaviours = draft.Misbehaviours,
        HostNames = Valid.ToDictionary(host => host.AgentId, host => draft.HostName ?? host.Name),
        PolicySpaces = draft.Misbehaviours.Find(FakeMisbehaviour.RecordedInAnotherSpace) is { } elsewhere ? [elsewhere.SpaceId] : [.. Valid.SelectMany(host => host.Spaces).Distinct()],
    };
}
