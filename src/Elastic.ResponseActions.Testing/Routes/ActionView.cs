using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Routes;

/// <summary>Shows stored actions as Kibana does at one moment.</summary>
internal sealed class ActionView(FakeWorld world, DateTimeOffset now)
{
    /// <summary>An action as a request's answer shows it; reading it again adds the deprecated <c>action</c> member.</summary>
    public ActionDetailsBody Details(FakeAction action, bool isRead = false, bool withOutputs = true)
    {
        var progress = ActionProgress.Of(action, now);
        return new ActionDetailsBody
        {
            Action = isRead ? action.Id : null,
            Id = action.Id,
            AgentType = action.AgentType.Name,
            Agents = action.AgentIds,
            Hosts = action.AgentIds.ToDictionary(id => id, id => new HostName(NameOf(action, id))),
            Command = action.Command,
            StartedAt = WireJson.Date(action.StartedAt),
            IsCompleted = progress.IsCompleted,
            CompletedAt = Date(progress.CompletedAt),
            WasSuccessful = progress.WasSuccessful,
            WasCanceled = ShowsCancellation ? progress.WasCanceled : null,
            IsExpired = progress.IsExpired,
            Status = progress.StatusIn(world.Version),
            Errors = progress.Errors,
            Outputs = withOutputs ? Outputs(action) : null,
            AgentState = progress.Agents.ToDictionary(a => a.AgentId, a => State(a.State)),
            CreatedBy = action.CreatedBy,
            Comment = action.Comment,
            Parameters = action.Parameters,
            AlertIds = action.AlertIds.Count > 0 ? action.AlertIds : null,
            RuleId = action.RuleId,
            RuleName = action.RuleName,
        };
    }

    // Fleet's name of the host; where the host is gone, the one stored with the action.
    private string NameOf(FakeAction action, string agentId) =>
        world.Endpoints.Find(agentId)?.Name ?? action.HostNames.GetValueOrDefault(agentId) ?? "";

    private static Dictionary<string, ActionOutputBody> Outputs(FakeAction action)
    {
        Dictionary<string, ActionOutputBody> outputs = [];
        foreach (var id in action.AgentIds)
        {
            if (action.AnswerOf(id) is { Output: { } output } answer)
                outputs.Add(id, answer.Download is null ? output : output with { Content = output.Content with { DownloadUri = ActionFile.Uri(action, id) } });
        }
        return outputs;
    }

    private bool ShowsCancellation => world.Version.Has(KibanaFeature.Newest);

    private AgentState State(AgentProgress progress) => new()
    {
        IsCompleted = progress.IsCompleted,
        WasSuccessful = progress.WasSuccessful,
        WasCanceled = ShowsCancellation ? progress.WasCanceled : null,
        Errors = progress.Errors,
        CompletedAt = Date(progress.CompletedAt),
    };

    private static string? Date(DateTimeOffset? at) => at is { } date ? WireJson.Date(date) : null;
}
