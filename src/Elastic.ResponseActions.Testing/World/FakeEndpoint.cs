using System.Collections.Concurrent;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing;

/// <summary>
/// A host with an agent: what it is, what runs on it, and how it takes actions. Thread-safe. What actions change
/// (<see cref="IsIsolated"/>, <see cref="Processes"/>) is as of the fake's clock now.
/// </summary>
public sealed class FakeEndpoint
{
    private static readonly TimeSpan CheckinEvery = TimeSpan.FromSeconds(30);

    private readonly FakeWorld _world;
    private IReadOnlyList<FakeProcess> _processes = [];
    private readonly List<(FakeAction Action, AgentAnswer Answer)> _withheld = [];
    private IReadOnlyList<FakeFile> _files = [];
    private bool _isIsolated;
    private DateTimeOffset _connectedAt;
    private DateTimeOffset _lastCheckin;

    internal FakeEndpoint(FakeWorld world, string agentId, DateTimeOffset enrolledAt)
    {
        _world = world;
        AgentId = agentId;
        HostId = $"host-{agentId}";
        PolicyId = $"policy-{agentId}";
        Name = agentId;
        EnrolledAt = enrolledAt;
        _connectedAt = enrolledAt;
        MetadataAt = enrolledAt;
    }

    /// <summary>The agent id, by which Kibana addresses the host.</summary>
    public string AgentId { get; }

    /// <summary>The host id. <c>host-</c> and the agent id where nothing else is said.</summary>
    public string HostId { get; set; }

    /// <summary>The host name. The agent id where nothing else is said.</summary>
    public string Name { get; set; }

    /// <summary><c>windows</c>, <c>linux</c> or <c>macos</c>.</summary>
    public string OsType { get; set; } = "linux";

    /// <summary>The operating system in full, for example <c>Windows 11 Pro</c>; a server's where nothing else is said, but for macOS.</summary>
    public string? OsFull { get; set; }

    /// <summary>
    /// The product on the host. With another than <see cref="ResponseActions.AgentType.Endpoint"/> it is reached through a stack connector
    /// (<see cref="FakeKibana.Connectors"/>), is in no metadata, and answers when Kibana asks: once a minute.
    /// </summary>
    public AgentType AgentType { get; set; } = AgentType.Endpoint;

    /// <summary>The id of the integration policy. <c>policy-</c> and the agent id where nothing else is said.</summary>
    public string PolicyId { get; set; }

    /// <summary>The name of the integration policy.</summary>
    public string PolicyName { get; set; } = "default";

    /// <summary>The bytes free on its disk, which some outputs show.</summary>
    public long DiskFreeSpace { get; set; } = 100L * 1024 * 1024 * 1024;

    /// <summary>What each command line, or script of another vendor, does there. A command that is not here ends as a shell ends an unknown one.</summary>
    public ConcurrentDictionary<string, FakeCommandResult> CommandResults { get; } = new();

    /// <summary>The version of the agent.</summary>
    public string AgentVersion { get; set; } = "";

    /// <summary>
    /// What the agent can do. An action it cannot do is accepted by Kibana all the same, and fails on the host.
    /// </summary>
    public IReadOnlyList<string> Capabilities { get; set; } = DefaultCapabilities;

    /// <summary>The capabilities of a host where nothing else is said: those of a recent Elastic Defend.</summary>
    public static IReadOnlyList<string> DefaultCapabilities { get; } =
        ["isolation", "kill_process", "suspend_process", "running_processes", "get_file", "execute", "upload_file", "scan", "runscript", "memdump_process", "memdump_kernel"];

    /// <summary>Whether Elastic Defend runs there. Without it Fleet knows the agent and the endpoint API does not.</summary>
    public bool HasDefend { get; set; } = true;

    /// <summary>The spaces in which the host's policy can be seen (9.1+).</summary>
    public IReadOnlyList<string> Spaces { get; set; } = [];

    /// <summary>
    /// How long it takes to answer an action that has reached it. <see cref="Timeout.InfiniteTimeSpan"/>: never by itself; answer with <see cref="FakeAction.Answer"/>.
    /// </summary>
    public TimeSpan AnswerAfter { get; set; }

    /// <summary>How long after an answer Kibana sees the host's new metadata. None by default.</summary>
    public TimeSpan MetadataDelay { get; set; }

    /// <summary>The host status where it is not simply <c>healthy</c> or <c>offline</c>: <c>unhealthy</c>, <c>updating</c>, <c>inactive</c>, <c>unenrolled</c>. Null: derived.</summary>
    public string? StatusOverride { get; set; }

    /// <summary>The host status that Kibana reports.</summary>
    public string Status => StatusOverride ?? (IsOnline ? "healthy" : "offline");

    /// <summary>Whether the agent is connected. See <see cref="GoOffline"/> and <see cref="ComeOnline"/>.</summary>
    public bool IsOnline { get; private set; } = true;

    /// <summary>Whether the host is cut off. Set it to start from an isolated host.</summary>
    public bool IsIsolated
    {
        get => _world.Read(_ => _isIsolated);
        set => _world.Write(now =>
        {
            _isIsolated = value;
            Publish(now);
        });
    }

    /// <summary>What runs on the host now: a snapshot.</summary>
    public IReadOnlyList<FakeProcess> Processes => _world.Read(_ => _processes);

    /// <summary>Starts a process on the host.</summary>
    /// <param name="process">The process; its pid must be free.</param>
    /// <returns>The host, for the next call.</returns>
    /// <exception cref="ArgumentException">A process with that pid runs already.</exception>
    public FakeEndpoint AddProcess(FakeProcess process)
    {
        ArgumentNullException.ThrowIfNull(process);
        _world.Write(_ =>
        {
            if (_processes.FirstOrDefault(p => p.Pid == process.Pid) is { } running)
                throw new ArgumentException($"Host '{Name}' already runs pid {process.Pid} ('{running.Name}').", nameof(process));
            _processes = [.. _processes, process];
        });
        return this;
    }

    /// <summary>Starts a process on the host.</summary>
    /// <param name="pid">The process id; must be free.</param>
    /// <param name="name">The name of the program.</param>
    /// <param name="entityId">The entity id; empty where no entity id may find it.</param>
    /// <returns>The host, for the next call.</returns>
    /// <exception cref="ArgumentException">A process with that pid runs already.</exception>
    public FakeEndpoint AddProcess(long pid, string name, string entityId = "") =>
        AddProcess(new FakeProcess { Pid = pid, Name = name, EntityId = entityId });

    /// <summary>The files of the host now: a snapshot.</summary>
    public IReadOnlyList<FakeFile> Files => _world.Read(_ => _files);

    /// <summary>Puts a file on the host, in place of one of that path.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="content">The text, stored in UTF-8.</param>
    /// <returns>The host, for the next call.</returns>
    public FakeEndpoint AddFile(string path, string content) => AddFile(new FakeFile(path, System.Text.Encoding.UTF8.GetBytes(content)));

    /// <summary>Puts a file on the host, in place of one of that path.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The host, for the next call.</returns>
    public FakeEndpoint AddFile(FakeFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentException.ThrowIfNullOrWhiteSpace(file.Path, nameof(file));
        _world.Write(_ => PutFile_NeedsLock(file));
        return this;
    }

    /// <summary>Cuts the agent off from Fleet. Actions that it has not answered yet wait until it is back.</summary>
    public void GoOffline() => _world.Write(now =>
    {
        _lastCheckin = LastCheckin(now);
        IsOnline = false;
        Connection++;
    });

    /// <summary>Connects the agent again: it takes the actions that wait for it and have not expired, and answers them after <see cref="AnswerAfter"/>.</summary>
    public void ComeOnline() => _world.Write(now =>
    {
        if (IsOnline)
            return;
        IsOnline = true;
        _connectedAt = now;
        Connection++;
        foreach (var expired in Outstanding.Where(action => action.Expiration < now).ToList())
            Outstanding.Remove(expired);
        foreach (var action in Outstanding)
            _world.Reach(action, this, now);
    });

    /// <summary>Agent id, name, operating system and state.</summary>
    public override string ToString() =>
        $"'{AgentId}'{(Name == AgentId ? "" : $" {Name}")} ({OsType}{(HasDefend ? "" : ", without Elastic Defend")}{(IsIsolated ? ", isolated" : "")}{(Status == "healthy" ? "" : $", {Status}")})";

    internal DateTimeOffset EnrolledAt { get; }

    /// <summary>The <c>event.created</c> of the metadata that Kibana has.</summary>
    internal DateTimeOffset MetadataAt { get; private set; }

    /// <summary>When the agent checked in last: on connecting and every half minute from then on, while it is connected.</summary>
    internal DateTimeOffset LastCheckin(DateTimeOffset now) =>
        IsOnline ? _connectedAt + TimeSpan.FromTicks((now - _connectedAt).Ticks / CheckinEvery.Ticks * CheckinEvery.Ticks) : _lastCheckin;

    /// <summary>The isolation that this metadata shows.</summary>
    internal bool PublishedIsolation { get; private set; }

    /// <summary>The number of the connection: an answer under way is lost when it changes.</summary>
    internal int Connection { get; private set; }

    /// <summary>Actions sent to the agent and not answered yet, oldest first: the one that is answered next is found at once, however many wait.</summary>
    internal LinkedList<FakeAction> Outstanding { get; } = [];

    /// <summary>Keeps an answer back until the next release.</summary>
    internal void Withhold(FakeAction action, AgentAnswer answer) => _withheld.Add((action, answer));

    internal void ReleaseWithheld(DateTimeOffset at)
    {
        foreach (var (action, answer) in _withheld)
            action.SetAnswer(AgentId, answer with { At = at });
        _withheld.Clear();
    }

    internal bool IsSeenIn(string spaceId) => Spaces.Contains(spaceId);

    internal bool IsIsolated_NeedsLock => _isIsolated;

    internal void SetIsolation_NeedsLock(bool isolated) => _isIsolated = isolated;

    internal IReadOnlyList<FakeProcess> Processes_NeedsLock
    {
        get => _processes;
        set => _processes = value;
    }

    internal FakeFile? FileAt_NeedsLock(string path) => _files.FirstOrDefault(file => file.Path == path);

    internal bool HasFolder_NeedsLock(string path) =>
        path.Length > 0 && _files.Any(file => file.Path.Length > path.Length && file.Path.StartsWith(path, StringComparison.Ordinal) && (path[^1] is '/' or '\\' || file.Path[path.Length] is '/' or '\\'));

    internal void PutFile_NeedsLock(FakeFile file) => _files = [.. _files.Where(known => known.Path != file.Path), file];

    internal void ReplaceProcesses(IReadOnlyList<FakeProcess> processes) => _world.Write(_ => _processes = processes);

    internal void Publish(DateTimeOffset at) => (MetadataAt, PublishedIsolation) = (at, _isIsolated);
}
