using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Elastic.ResponseActions.Testing.Alerts;
using Elastic.ResponseActions.Testing.Faults;
using Elastic.ResponseActions.Testing.Rules;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.World.Commands;

namespace Elastic.ResponseActions.Testing.World;

/// <summary>
/// All state of one fake, behind one lock. Whoever reads or writes first lets everything happen that is due by the clock,
/// so no timer and no thread of its own is needed and the same clock gives the same world.
/// </summary>
internal sealed class FakeWorld
{
    private static readonly TimeSpan ConnectorPoll = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Schedule _schedule = new();
    private readonly List<FakeAction> _actions = [];
    private readonly Dictionary<string, FakeAction> _actionsById = [];

    public FakeWorld(FakeKibanaOptions options)
    {
        Options = options;
        Version = KibanaVersion.Parse(options.Version);
        Ids = new SeededIds(options.Seed);
        Rules = new RuleStore(Ids);
        License = options.License;
        SpaceId = options.SpaceId;
    }

    public FakeKibanaOptions Options { get; }

    public KibanaVersion Version { get; set; }

    /// <summary>Names this one cluster among others. Derived from the name, so that two fakes of one seed can be two clusters.</summary>
    public string ClusterUuid => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(Options.ClusterName)).AsSpan(0, 16)).ToString("D");

    public SeededIds Ids { get; }

    public LicenseLevel License { get; set; }

    /// <summary>The space that hosts are added to.</summary>
    public string SpaceId { get; set; }

    public List<FakeUser> Users { get; } = [];

    public RuleStore Rules { get; }

    public AlertStore Alerts => field ??= new();

    /// <summary>Exception lists and connectors.</summary>
    public SavedLines SavedLines => field ??= new();

    /// <summary>Earlier events and indicators.</summary>
    public EventMemory Memory => field ??= new();

    /// <summary>What goes wrong, and with which requests.</summary>
    public List<ArmedFault> Faults { get; } = [];

    /// <summary>The events that a preview runs over.</summary>
    public IReadOnlyList<JsonElement> PreviewEvents { get; set; } = [];

    /// <summary>The script library.</summary>
    public List<FakeScript> Scripts { get; } = [];

    /// <summary>The agent types that a stack connector reaches.</summary>
    public HashSet<AgentType> Connectors => field ??= [];

    public EndpointTable Endpoints { get; } = new();

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<FakeAction> Actions => _actions;

    public T Read<T>(Func<DateTimeOffset, T> read)
    {
        lock (_gate)
            return read(Settle());
    }

    public void Write(Action<DateTimeOffset> write)
    {
        lock (_gate)
            write(Settle());
    }

    public FakeAction? FindAction(string id) => _actionsById.GetValueOrDefault(id);

    public bool Sees(FakeAction action, string spaceId) => !Version.IsSpaceAware || action.PolicySpaces.Contains(spaceId);

    public bool Sees(FakeEndpoint endpoint, string spaceId) => !Version.IsSpaceAware || endpoint.IsSeenIn(spaceId);

    /// <summary>Stores an action and, unless its request failed, hands it to its agents.</summary>
    public void Store(FakeAction action)
    {
        _actions.Add(action);
        _actionsById.Add(action.Id, action);
        if (action.Error is null)
            Dispatch(action);
    }

    /// <summary>Hands an action to its agents, whether it is stored or not.</summary>
    public void Dispatch(FakeAction action)
    {
        foreach (var host in action.AgentIds.Select(Endpoints.Find).OfType<FakeEndpoint>())
        {
            host.Outstanding.AddLast(action);
            Reach(action, host, action.StartedAt);
        }
    }

    /// <summary>The agent takes the action if it is connected, and will answer in its own time.</summary>
    public void Reach(FakeAction action, FakeEndpoint host, DateTimeOffset now)
    {
        if (host.StatusOverride == "unenrolled" || host.AnswerAfter == Timeout.InfiniteTimeSpan)
            return;
        var due = now + host.AnswerAfter;
        // Other vendors' hosts do not answer Kibana; it asks for them, once a minute.
        if (host.AgentType != AgentType.Endpoint)
            due = action.StartedAt + ConnectorPoll * Math.Max(1, Math.Ceiling((due - action.StartedAt) / ConnectorPoll));
        if (!host.IsOnline)
        {
            if (action.Misbehaviours.Include(FakeMisbehaviour.SucceedsWhileOffline))
                _schedule.Add(due, at => Answered(action, host.AgentId, HostBehaviour.EmptySuccess(action, at)));
            return;
        }
        var connection = host.Connection;
        _schedule.Add(due, at =>
        {
            if (host.Connection == connection)
                CarryOut(action, host, at);
        });
    }

    /// <summary>The host does what the action says, once, and its answer is stored.</summary>
    public void CarryOut(FakeAction action, FakeEndpoint host, DateTimeOffset at)
    {
        if (!host.Outstanding.Remove(action))
            return;
        Deliver(action, host, HostBehaviour.CarryOut(new HostTask(action, host, this, at)));
        PublishMetadata(host, at);
    }

    // An answer may be lost, held back or late; the host has done its part.
    private void Deliver(FakeAction action, FakeEndpoint host, AgentAnswer answer)
    {
        if (action.Command == "unisolate")
            host.ReleaseWithheld(answer.At);
        if (action.Misbehaviours.Include(FakeMisbehaviour.StaysPending))
            return;
        if (action.Misbehaviours.Include(FakeMisbehaviour.AnswersWithRelease))
            host.Withhold(action, answer);
        else if (action.Misbehaviours.Find(FakeMisbehaviour.AnswersLate) is { } late)
            _schedule.Add(answer.At + late.By, at => action.SetAnswer(host.AgentId, answer with { At = at }));
        else
            action.SetAnswer(host.AgentId, answer);
    }

    /// <summary>Stores what a test says an agent answered; the host itself will not answer any more.</summary>
    public void Answered(FakeAction action, string agentId, AgentAnswer answer)
    {
        Endpoints.Find(agentId)?.Outstanding.Remove(action);
        action.SetAnswer(agentId, answer);
    }

    public FakeEndpoint HostOf(FakeAction action, string agentId)
    {
        action.RequireAgent(agentId);
        return Endpoints.Find(agentId) ?? throw new ArgumentException(Explanations.NoEndpoint(agentId, Endpoints.InOrder), nameof(agentId));
    }

    // Kibana compares `event.created` with the time of the answer and wants it newer, hence the millisecond.
    private void PublishMetadata(FakeEndpoint host, DateTimeOffset answeredAt)
    {
        if (host.MetadataDelay <= TimeSpan.Zero)
            host.Publish(answeredAt.AddMilliseconds(1));
        else
            _schedule.Add(answeredAt + host.MetadataDelay, host.Publish);
    }

    /// <summary>When the next thing happens by itself; null where nothing is under way.</summary>
    public DateTimeOffset? NextDue => _schedule.NextDue;

    private DateTimeOffset Settle()
    {
        var now = Options.TimeProvider.GetUtcNow();
        _schedule.RunDue(now);
        return now;
    }
}
