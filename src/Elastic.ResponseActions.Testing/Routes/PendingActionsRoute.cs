using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Schemas;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>Counts, for each agent asked for, the actions still under way.</summary>
internal sealed class PendingActionsRoute(FakeWorld world) : Route("GET", "/api/endpoint/action_status")
{
    private static readonly TimeSpan MetadataPatience = TimeSpan.FromMinutes(5);

    public override Work? Read(Call call, out string error)
    {
        var reader = new QueryReader(call.Query);
        var agentIds = reader.OneOrMany("agent_ids", most: 50, required: true);
        reader.RefuseUnknownKeys();
        error = reader.Error ?? "";
        return reader.Error is null ? () => Count(call, [.. agentIds!.Distinct()]) : null;
    }

    private Answer Count(Call call, IReadOnlyList<string> agentIds)
    {
        string[] unknown = [.. agentIds.Where(id => world.Endpoints.Find(id) is not { } host || !world.Sees(host, call.SpaceId))];
        if (world.Version.IsSpaceAware && unknown.Length > 0)
            return Answer.Error(404, KibanaTexts.AgentsNotFound(unknown), Explanations.NoEndpoint(unknown[0], world.Endpoints.InOrder));

        var visible = world.Actions.Where(action => world.Sees(action, call.SpaceId)).ToArray();
        var counts = agentIds.Select(id => new PendingActions(id, CountFor(id, visible, call.Now)));
        return Answer.Ok(new PendingActionsResponse([.. counts]), WireJson.Default.PendingActionsResponse);
    }

    private Dictionary<string, int> CountFor(string agentId, IReadOnlyList<FakeAction> actions, DateTimeOffset now)
    {
        Dictionary<string, int> counts = [];
        foreach (var action in actions)
        {
            if (action.AgentIds.Contains(agentId) && IsPending(action, agentId, now))
                counts[action.Command] = counts.GetValueOrDefault(action.Command) + 1;
        }
        return counts;
    }

    private bool IsPending(FakeAction action, string agentId, DateTimeOffset now)
    {
        var progress = ActionProgress.Of(action, now);
        if (progress.IsExpired)
            return false;
        var state = progress.Agents.First(a => a.AgentId == agentId).State;
        return !state.IsCompleted || WaitsForMetadata(action, agentId, state, now);
    }

    // An isolation that has succeeded still counts until the host's own document tells of it, for a while.
    private bool WaitsForMetadata(FakeAction action, string agentId, AgentProgress state, DateTimeOffset now) =>
        action.Command is "isolate" or "unisolate"
        && state is { WasSuccessful: true, CompletedAt: { } completedAt }
        && world.Endpoints.FindWithMetadata(agentId) is { } host
        && host.MetadataAt <= completedAt
        && now - completedAt < MetadataPatience;
}
