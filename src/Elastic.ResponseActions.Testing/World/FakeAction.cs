using System.Text.Json;
using Elastic.ResponseActions.Testing.Faults;
using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing;

/// <summary>A response action that the fake has stored: the request, and what its agents answered. Thread-safe.</summary>
public sealed class FakeAction
{
    private readonly FakeWorld _world;
    private readonly Dictionary<string, AgentAnswer> _answers = [];

    internal FakeAction(FakeWorld world) => _world = world;

    /// <summary>The action id, shaped like a UUID.</summary>
    public string Id { get; internal init; } = "";

    /// <summary>The API command, such as <c>kill-process</c>.</summary>
    public string Command { get; internal init; } = "";

    /// <summary>The product of the agents it was sent to.</summary>
    public AgentType AgentType { get; internal init; } = AgentType.Endpoint;

    /// <summary>The agents it was sent to; empty for a rule's action that found no host.</summary>
    public IReadOnlyList<string> AgentIds { get; internal init; } = [];

    /// <summary>The user who sent it; <c>unknown</c> for a rule's action.</summary>
    public string CreatedBy { get; internal init; } = "";

    /// <summary>The space it was sent in.</summary>
    public string SpaceId { get; internal init; } = "";

    /// <summary>When it was stored.</summary>
    public DateTimeOffset StartedAt { get; internal init; }

    /// <summary>The comment as stored: with the warning about agents that were left out.</summary>
    public string? Comment { get; internal init; }

    /// <summary>The <c>parameters</c> as sent; null where there were none.</summary>
    public JsonElement? Parameters { get; internal init; }

    /// <summary>The alerts given with it; empty where there were none.</summary>
    public IReadOnlyList<string> AlertIds { get; internal init; } = [];

    /// <summary>The cases given with it (<c>case_ids</c>), to which Kibana attaches a note; empty where there were none. The fake keeps no cases.</summary>
    public IReadOnlyList<string> CaseIds { get; internal init; } = [];

    /// <summary>The saved-object id of the rule that made it; null for an action by hand.</summary>
    public string? RuleId { get; internal init; }

    /// <summary>The name of the rule that made it; null for an action by hand.</summary>
    public string? RuleName { get; internal init; }

    /// <summary>Why the request failed at once; null where it was sent to its agents.</summary>
    public string? Error { get; internal init; }

    /// <summary>When it expires: 14 days after it was stored.</summary>
    public DateTimeOffset Expiration => StartedAt.AddDays(14);

    /// <summary>Kibana's status now: <c>pending</c>, <c>successful</c>, <c>failed</c>, and from 9.5 on <c>canceled</c>.</summary>
    public string Status => _world.Read(now => ActionProgress.Of(this, now).StatusIn(_world.Version));

    /// <summary>Whether every agent has answered, or the request itself failed.</summary>
    public bool IsCompleted => _world.Read(now => ActionProgress.Of(this, now).IsCompleted);

    /// <summary>Lets an agent carry the action out and answer now, whether or not its host is online. The answer is the host's own.</summary>
    /// <param name="agentId">One of <see cref="AgentIds"/>.</param>
    /// <exception cref="ArgumentException">The action was not sent to that agent, or the fake has no such host any more.</exception>
    public void Answer(string agentId) => _world.Write(now => _world.CarryOut(this, _world.HostOf(this, agentId), now));

    /// <summary>Stores an answer of the endpoint that says it failed; the host stays as it is.</summary>
    /// <param name="agentId">One of <see cref="AgentIds"/>.</param>
    /// <param name="error">The endpoint's error message.</param>
    /// <param name="code">The output's code, such as <c>ra_kill-process_error_failure</c>; no output where null.</param>
    /// <exception cref="ArgumentException">The action was not sent to that agent.</exception>
    public void Fail(string agentId, string error, string? code = null)
    {
        ArgumentNullException.ThrowIfNull(error);
        Store(agentId, error, fromEndpoint: true, code);
    }

    /// <summary>Stores an answer of the endpoint that says it is done, with any code, known or not; the host stays as it is.</summary>
    /// <param name="agentId">One of <see cref="AgentIds"/>.</param>
    /// <param name="code">The output's code, such as <c>ra_kill-process_success_no-action</c>.</param>
    /// <exception cref="ArgumentException">The action was not sent to that agent.</exception>
    public void Complete(string agentId, string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        Store(agentId, null, fromEndpoint: true, code);
    }

    /// <summary>Stores a Fleet document that says the action never reached the endpoint; the host stays as it is.</summary>
    /// <param name="agentId">One of <see cref="AgentIds"/>.</param>
    /// <param name="error">Fleet's error text.</param>
    /// <exception cref="ArgumentException">The action was not sent to that agent.</exception>
    public void FailInFleet(string agentId, string error)
    {
        ArgumentNullException.ThrowIfNull(error);
        Store(agentId, error, fromEndpoint: false, null);
    }

    /// <summary>Command, agents and id.</summary>
    public override string ToString() => $"{Command} {string.Join(", ", AgentIds)} ({Id})";

    /// <summary>The names that were stored with the action, by agent.</summary>
    internal IReadOnlyDictionary<string, string> HostNames { get; init; } = new Dictionary<string, string>();

    /// <summary>The spaces of its hosts' policies when it was stored; empty where no policy is known.</summary>
    internal IReadOnlyList<string> PolicySpaces { get; init; } = [];

    internal AgentAnswer? AnswerOf(string agentId) => _answers.GetValueOrDefault(agentId);

    internal void SetAnswer(string agentId, AgentAnswer answer) => _answers[agentId] = answer;

    internal void RequireAgent(string agentId)
    {
        ArgumentNullException.ThrowIfNull(agentId);
        if (!AgentIds.Contains(agentId))
            throw new ArgumentException($"Action '{Id}' ({Command}) was not sent to agent '{agentId}'. It was sent to: {string.Join(", ", AgentIds)}.", nameof(agentId));
    }

    /// <summary>How Kibana and its hosts misbehave with it.</summary>
    internal Misbehaviours Misbehaviours { get; init; } = Misbehaviours.None;

    /// <summary>The file of an upload.</summary>
    internal FormFile? Upload { get; init; }

    private void Store(string agentId, string? error, bool fromEndpoint, string? code)
    {
        RequireAgent(agentId);
        _world.Write(now => _world.Answered(this, agentId, new AgentAnswer
        {
            At = now,
            FromEndpoint = fromEndpoint,
            Error = error,
            Output = code is null ? null : new ActionOutputBody { Type = "json", Content = new ActionOutputContent { Code = code } },
        }));
    }
}
