namespace Elastic.ResponseActions.Testing.World;

/// <summary>One agent's part of an action, derived.</summary>
internal sealed record AgentProgress(bool IsCompleted, bool WasSuccessful, DateTimeOffset? CompletedAt, IReadOnlyList<string>? Errors)
{
    public bool WasCanceled { get; init; }

    public static AgentProgress Pending { get; } = new(false, false, null, null);
}

/// <summary>An action's state, derived from its documents on each read and never stored: a late answer completes an expired action.</summary>
internal sealed record ActionProgress(
    bool IsCompleted, bool WasSuccessful, bool IsExpired, DateTimeOffset? CompletedAt, IReadOnlyList<string>? Errors,
    IReadOnlyList<(string AgentId, AgentProgress State)> Agents)
{
    public bool WasCanceled => Agents.Any(agent => agent.State.WasCanceled);

    /// <summary>The status as a release names it: only the newest knows cancelled actions.</summary>
    public string StatusIn(KibanaVersion version) => (IsExpired, IsCompleted, WasSuccessful) switch
    {
        (true, _, _) => "failed",
        (_, true, true) => "successful",
        (_, true, false) => WasCanceled && version.Has(KibanaFeature.Newest) ? "canceled" : "failed",
        _ => "pending",
    };

    public static ActionProgress Of(FakeAction action, DateTimeOffset now) =>
        action.Error is { } error ? FailedAtOnce(action, error) : FromAnswers(action, now);

    // An error in the request document overrides everything: complete at once, also without any agent.
    private static ActionProgress FailedAtOnce(FakeAction action, string error)
    {
        var state = new AgentProgress(true, false, action.StartedAt, [error]);
        return new(true, false, false, action.StartedAt, [error], [.. action.AgentIds.Select(id => (id, state))]);
    }

    private static ActionProgress FromAnswers(FakeAction action, DateTimeOffset now)
    {
        var agents = action.AgentIds.Select(id => (id, State: OfAgent(action.AnswerOf(id)))).ToArray();
        var completed = agents.Length > 0 && agents.All(a => a.State.IsCompleted);
        var successful = completed && agents.All(a => a.State.WasSuccessful);
        string[] errors = completed ? [.. agents.SelectMany(a => a.State.Errors ?? [])] : [];
        return new(
            completed, successful, !completed && action.Expiration < now,
            completed ? agents.Max(a => a.State.CompletedAt) : null,
            errors.Length > 0 ? errors : null, agents);
    }

    private static AgentProgress OfAgent(AgentAnswer? answer) =>
        answer is not { Completes: true }
            ? AgentProgress.Pending
            : new(true, answer.Succeeds, answer.At, answer.ErrorText is { } text ? [text] : null) { WasCanceled = answer.IsCanceled };
}
