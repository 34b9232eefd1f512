using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Elastic.ResponseActions.Testing;

/// <summary>
/// A fake of Kibana's endpoint API and of the hosts behind it, with a state that actions change. Two faces over the same code: in memory
/// (<see cref="CreateClient"/>, <see cref="CreateHandler"/>) and on a port of 127.0.0.1 (<see cref="StartAsync"/>). Thread-safe.
/// It does not play everything: <c>docs/testing.md</c> lists what is left out.
/// </summary>
public sealed class FakeKibana : IAsyncDisposable
{
    // Never resolves, so that a client given the wrong handler cannot reach anything.
    private static readonly Uri InMemoryAddress = new("http://fake-kibana.invalid/");

    private readonly FakeWorld _world;
    private readonly RequestLog _log;
    private readonly Door _door;
    private readonly Lock _faces = new();
    private WebApplication? _inMemory;
    private WebApplication? _onLoopback;
    private bool _isDisposed;

    /// <summary>Makes a fake without hosts and with one user who may do everything. Nothing listens yet.</summary>
    /// <param name="options">What it starts with; <see cref="FakeKibanaOptions.Default"/> where absent.</param>
    /// <exception cref="ArgumentException">The version is not of the form <c>major.minor.patch</c>.</exception>
    public FakeKibana(FakeKibanaOptions? options = null)
    {
        Options = options ?? FakeKibanaOptions.Default;
        _world = new FakeWorld(Options);
        _log = new RequestLog(Options.KeptRequests);
        _door = new Door(_world, _log);
        Hosts = new FakeEndpointCollection(_world);
        User = AddUser(Options.UserName, [.. FakePermission.All]);
    }

    /// <summary>What the fake started with.</summary>
    public FakeKibanaOptions Options { get; }

    /// <summary>The user who may do everything, until a test takes something away.</summary>
    public FakeUser User { get; }

    /// <summary>The API key of <see cref="User"/>, for <c>Authorization: ApiKey</c>.</summary>
    public string ApiKey => User.ApiKey;

    /// <summary>The licence; <see cref="LicenseLevel.None"/> for an expired one. It counts from the next request on.</summary>
    public LicenseLevel License
    {
        get => _world.Read(_ => _world.License);
        set => _world.Write(_ => _world.License = value);
    }

    /// <summary>The space that hosts are added to where nothing else is said.</summary>
    public string SpaceId
    {
        get => _world.Read(_ => _world.SpaceId);
        set => _world.Write(_ => _world.SpaceId = value ?? throw new ArgumentNullException(nameof(value)));
    }

    /// <summary>The hosts.</summary>
    public FakeEndpointCollection Hosts { get; }

    /// <summary>Every action stored so far, oldest first.</summary>
    public IReadOnlyList<FakeAction> Actions => _world.Read(_ => (IReadOnlyList<FakeAction>)[.. _world.Actions]);

    /// <summary>The latest requests, oldest first; see <see cref="FakeKibanaOptions.KeptRequests"/>.</summary>
    public IReadOnlyList<FakeRequest> Requests => _world.Read(_ => _log.Snapshot_NeedsLock);

    /// <summary>Where the fake is: the loopback address once started, else one that resolves nowhere and is good only for the in-memory face.</summary>
    public Uri Address
    {
        get
        {
            lock (_faces)
                return _onLoopback is null ? InMemoryAddress : AddressOf(_onLoopback);
        }
    }

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
                AgentVersion = Options.Version,
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
    public HttpMessageHandler CreateHandler()
    {
        lock (_faces)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_inMemory is null)
            {
                _inMemory = FakeServer.InMemory(_door.HandleAsync);
                // The in-memory server does no I/O: starting it completes at once.
                _inMemory.Start();
            }
            return _inMemory.GetTestServer().CreateHandler();
        }
    }

    /// <summary>Makes a plain client of the in-memory face that sends the API key and <c>kbn-xsrf</c>, as a user's first test wants it.</summary>
    /// <param name="user">Who asks; <see cref="User"/> where absent.</param>
    /// <exception cref="ObjectDisposedException">The fake is disposed.</exception>
    public HttpClient CreateClient(FakeUser? user = null)
    {
        var client = new HttpClient(CreateHandler()) { BaseAddress = InMemoryAddress };
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
    public async Task<Uri> StartAsync(int port = 0, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue);
        var app = FakeServer.OnLoopback(_door.HandleAsync, port);
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            TakeLoopback(app);
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        return AddressOf(app);
    }

    /// <summary>Stops both faces and frees the port.</summary>
    public async ValueTask DisposeAsync()
    {
        WebApplication?[] faces;
        lock (_faces)
        {
            faces = [_onLoopback, _inMemory];
            (_onLoopback, _inMemory, _isDisposed) = (null, null, true);
        }
        foreach (var face in faces)
        {
            if (face is null)
                continue;
            await face.StopAsync().ConfigureAwait(false);
            await face.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void TakeLoopback(WebApplication app)
    {
        lock (_faces)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_onLoopback is not null)
                throw new InvalidOperationException($"FakeKibana listens already, on {AddressOf(_onLoopback)}.");
            _onLoopback = app;
        }
    }

    private static Uri AddressOf(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
}
