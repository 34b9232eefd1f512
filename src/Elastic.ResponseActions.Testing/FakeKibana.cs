using System.Security.Cryptography.X509Certificates;
using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.World;
using Microsoft.AspNetCore.Http;

namespace Elastic.ResponseActions.Testing;

/// <summary>
/// A fake of Kibana's endpoint, rules and alerts API and of the hosts behind it, with a state that actions change. Two faces over the same code: in memory
/// (<see cref="CreateClient"/>, <see cref="CreateHandler"/>) and on a port of 127.0.0.1 (<see cref="StartAsync"/>). Thread-safe.
/// It does not play everything: <c>docs/testing.md</c> lists what is left out.
/// </summary>
public sealed partial class FakeKibana : IAsyncDisposable
{
    private readonly FakeWorld _world;
    private readonly RequestLog _log;
    private readonly Faces _faces;

    /// <summary>Makes a fake without hosts and with one user who may do everything. Nothing listens yet.</summary>
    /// <param name="options">What it starts with; <see cref="FakeKibanaOptions.Default"/> where absent.</param>
    /// <exception cref="ArgumentException">The version is not of the form <c>major.minor.patch</c>, or not one that the fake plays.</exception>
    public FakeKibana(FakeKibanaOptions? options = null)
    {
        Options = options ?? FakeKibanaOptions.Default;
        _world = new FakeWorld(Options);
        _log = new RequestLog(Options.KeptRequests);
        _faces = new Faces("fake-kibana", new Door(_world, _log, () => new KibanaJudge(_world, new RouteTable(_world))));
        Elasticsearch = new FakeElasticsearch(new Faces("fake-elasticsearch", new Door(_world, _log, () => new ElasticsearchJudge(_world))), this);
        Hosts = new FakeEndpointCollection(_world);
        Faults = new FakeFaultCollection(_world);
        User = AddUser(Options.UserName, FakePermission.All);
    }

    /// <summary>What the fake started with.</summary>
    public FakeKibanaOptions Options { get; }

    /// <summary>The user who may do everything, until a test takes something away.</summary>
    public FakeUser User { get; }

    /// <summary>The API key of <see cref="User"/>, for <c>Authorization: ApiKey</c>.</summary>
    public string ApiKey => User.ApiKey;

    /// <summary>The Elasticsearch beside this Kibana, at an address of its own: who may do what, and the licence.</summary>
    public FakeElasticsearch Elasticsearch { get; }

    /// <summary>The licence; <see cref="LicenseLevel.None"/> for an expired one. It counts from the next request on.</summary>
    public LicenseLevel License
    {
        get => _world.Read(_ => _world.License);
        set => _world.Write(_ => _world.License = value);
    }

    /// <summary>The release that is played; another one from the next request on, as after an upgrade. What is stored stays.</summary>
    /// <exception cref="ArgumentException">It is set to none that the fake plays.</exception>
    public string Version
    {
        get => _world.Read(_ => _world.Version.Text);
        set => _world.Write(_ => _world.Version = KibanaVersion.Parse(value));
    }

    /// <summary>The space that hosts are added to where nothing else is said.</summary>
    public string SpaceId
    {
        get => _world.Read(_ => _world.SpaceId);
        set => _world.Write(_ => _world.SpaceId = value ?? throw new ArgumentNullException(nameof(value)));
    }

    /// <summary>The agent types of other vendors that a stack connector reaches; none at the start. Set it to replace all.</summary>
    public IReadOnlyList<AgentType> Connectors
    {
        get => _world.Read(_ => (IReadOnlyList<AgentType>)[.. _world.Connectors]);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _world.Write(_ =>
            {
                _world.Connectors.Clear();
                _world.Connectors.UnionWith(value);
            });
        }
    }

    /// <summary>The script library (9.4): a snapshot.</summary>
    public IReadOnlyList<FakeScript> Scripts => _world.Read(_ => (IReadOnlyList<FakeScript>)[.. _world.Scripts]);

    /// <summary>What goes wrong, and with which requests; nothing at the start.</summary>
    public FakeFaultCollection Faults { get; }

    /// <summary>The hosts.</summary>
    public FakeEndpointCollection Hosts { get; }

    /// <summary>Every action stored so far, oldest first.</summary>
    public IReadOnlyList<FakeAction> Actions => _world.Read(_ => (IReadOnlyList<FakeAction>)[.. _world.Actions]);

    /// <summary>Every alert stored so far, those of previews included, oldest first: a snapshot.</summary>
    public IReadOnlyList<FakeAlert> Alerts => _world.Read(_ => (IReadOnlyList<FakeAlert>)[.. _world.Alerts.All.Select(Show)]);

    /// <summary>The latest requests to Kibana and Elasticsearch, oldest first; see <see cref="FakeKibanaOptions.KeptRequests"/>.</summary>
    public IReadOnlyList<FakeRequest> Requests => _world.Read(_ => _log.Snapshot_NeedsLock);

    /// <summary>Where the fake is: the loopback address once started, else one that resolves nowhere and is good only for the in-memory face.</summary>
    public Uri Address => _faces.Address;

    /// <summary>Adds a host that is online and runs Elastic Defend. Change what it returns for anything else.</summary>
    /// <param name="agentId">The agent id; must be new.</param>
    /// <param name="name">The host name; the agent id where absent.</param>
    /// <param name="os"><c>windows</c>, <c>linux</c> or <c>macos</c>.</param>
    /// <exception cref="ArgumentException">The fake has a host with that agent id already.</exception>
    public FakeEndpoint AddEndpoint(string agentId, string? name = null, string os = "linux")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(agentId);
        FakeEndpoint? endpoint = null;
        _world.Write(now =>
        {
            endpoint = new FakeEndpoint(_world, agentId, now)
            {
                Name = name ?? agentId,
                OsType = os,
                AgentVersion = _world.Version.Text,
                AnswerAfter = Options.AnswerAfter,
                Spaces = [_world.SpaceId],
            };
            if (!_world.Endpoints.Add(endpoint))
                throw new ArgumentException($"FakeKibana already has an endpoint '{agentId}'; change kibana.Hosts[\"{agentId}\"].", nameof(agentId));
        });
        return endpoint!;
    }

    /// <summary>Adds a user.</summary>
    /// <param name="name">The name; must be new.</param>
    /// <param name="permissions">What the user may do, subject to the licence.</param>
    /// <exception cref="ArgumentException">The fake has a user of that name already.</exception>
    public FakeUser AddUser(string name, params IReadOnlyList<FakePermission> permissions)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(permissions);
        FakeUser? user = null;
        _world.Write(_ =>
        {
            if (_world.Users.Exists(known => known.Name == name))
                throw new ArgumentException($"FakeKibana already has a user '{name}'.", nameof(name));
            user = new FakeUser(name, _world.Ids.NextKey(), _world.Ids.NextKey(), permissions);
            _world.Users.Add(user);
        });
        return user!;
    }

    /// <summary>Puts a script into the library, in place of one with that id.</summary>
    /// <param name="script">The script.</param>
    public void AddScript(FakeScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        _world.Write(_ =>
        {
            _world.Scripts.RemoveAll(known => known.Id == script.Id);
            _world.Scripts.Add(script);
        });
    }

    /// <summary>Takes a script out of the library.</summary>
    /// <param name="id">The script id.</param>
    /// <returns>False where there was none.</returns>
    public bool RemoveScript(string id)
    {
        var removed = false;
        _world.Write(_ => removed = _world.Scripts.RemoveAll(known => known.Id == id) > 0);
        return removed;
    }

    /// <summary>Submits an action as Kibana's rule engine does: no permission is checked, and an error is stored with the action.</summary>
    /// <param name="request">What the rule asks for.</param>
    /// <returns>The stored action, sent or failed at once; null where Kibana would store nothing because the host cannot be seen in the space.</returns>
    public FakeAction? AddAutomatedAction(FakeAutomatedAction request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _world.Read(now => RuleEngine.Submit(_world, request, now));
    }

    /// <summary>In words: what there is, and for each request that did not get what it asked for, why and what to add.</summary>
    public string Explain() => _world.Read(_ => Explanations.World(_world, _log.Snapshot_NeedsLock));

    /// <summary>Makes a handler that sends requests to the fake in memory, whatever their address.</summary>
    /// <exception cref="ObjectDisposedException">The fake is disposed.</exception>
    public HttpMessageHandler CreateHandler() => _faces.CreateHandler();

    /// <summary>Makes a plain client of the in-memory face that sends the API key and <c>kbn-xsrf</c>, as a user's first test wants it.</summary>
    /// <param name="user">Who asks; <see cref="User"/> where absent.</param>
    /// <exception cref="ObjectDisposedException">The fake is disposed.</exception>
    public HttpClient CreateClient(FakeUser? user = null)
    {
        var client = _faces.CreateClient();
        client.DefaultRequestHeaders.Add("Authorization", $"ApiKey {(user ?? User).ApiKey}");
        client.DefaultRequestHeaders.Add("kbn-xsrf", "true");
        return client;
    }

    /// <summary>Starts to listen on 127.0.0.1, and nowhere else: there is no way to ask for another address.</summary>
    /// <param name="port">The port; 0 for one that is free.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <returns>The address, as <see cref="Address"/>.</returns>
    /// <exception cref="InvalidOperationException">It listens already.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="ObjectDisposedException">The fake is disposed.</exception>
    public Task<Uri> StartAsync(int port = 0, CancellationToken cancellationToken = default) => _faces.StartAsync(port, certificate: null, cancellationToken);

    /// <summary>As <see cref="StartAsync"/>, over TLS.</summary>
    /// <param name="certificate">What it shows, however bad: expired, of another name, signed by itself. With its private key.</param>
    /// <param name="port">The port; 0 for one that is free.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <returns>The address, as <see cref="Address"/>.</returns>
    /// <exception cref="InvalidOperationException">It listens already.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="ObjectDisposedException">The fake is disposed.</exception>
    public Task<Uri> StartTlsAsync(X509Certificate2 certificate, int port = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return _faces.StartAsync(port, certificate, cancellationToken);
    }

    /// <summary>Stops to listen: a connection is then refused, until <see cref="StartAsync"/>. The world stays, and so does the in-memory face.</summary>
    /// <param name="cancellationToken">Ends the wait for requests under way.</param>
    public Task StopAsync(CancellationToken cancellationToken = default) => _faces.StopAsync(cancellationToken);

    /// <summary>Answers one request without any server between, for those who ask very often.</summary>
    internal Task HandleAsync(HttpContext context) => _faces.HandleAsync(context);

    /// <summary>Stops both faces, of Elasticsearch too, and frees the ports.</summary>
    public async ValueTask DisposeAsync()
    {
        await _faces.DisposeAsync().ConfigureAwait(false);
        await Elasticsearch.DisposeAsync().ConfigureAwait(false);
    }
}
