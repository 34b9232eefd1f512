using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Elastic.ResponseActions.Testing.Http;

/// <summary>The two ways to one door: in memory and on a loopback port. Each is made when it is first asked for. Thread-safe.</summary>
internal sealed class Faces(string name, Door door) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private WebApplication? _inMemory;
    private WebApplication? _onLoopback;
    private bool _isDisposed;

    // Never resolves, so that a client given the wrong handler cannot reach anything.
    private Uri InMemoryAddress { get; } = new($"http://{name}.invalid/");

    public Uri Address
    {
        get
        {
            lock (_gate)
                return _onLoopback is null ? InMemoryAddress : AddressOf(_onLoopback);
        }
    }

    /// <summary>Answers one request without any server between; both faces end here.</summary>
    public Task HandleAsync(HttpContext context) => door.HandleAsync(context);

    public HttpMessageHandler CreateHandler()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_inMemory is null)
            {
                _inMemory = FakeServer.InMemory(HandleAsync);
                // The in-memory server does no I/O: starting it completes at once.
                _inMemory.Start();
            }
            return _inMemory.GetTestServer().CreateHandler();
        }
    }

    public HttpClient CreateClient() => new(CreateHandler()) { BaseAddress = InMemoryAddress };

    public async Task<Uri> StartAsync(int port, X509Certificate2? certificate, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue);
        var app = FakeServer.OnLoopback(HandleAsync, port, certificate);
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            Take(app);
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        return AddressOf(app);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        WebApplication? face;
        lock (_gate)
            (face, _onLoopback) = (_onLoopback, null);
        if (face is null)
            return;
        await face.StopAsync(cancellationToken).ConfigureAwait(false);
        await face.DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        WebApplication?[] faces;
        lock (_gate)
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

    private void Take(WebApplication app)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_onLoopback is not null)
                throw new InvalidOperationException($"It listens already, on {AddressOf(_onLoopback)}.");
            _onLoopback = app;
        }
    }

    private static Uri AddressOf(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
}
