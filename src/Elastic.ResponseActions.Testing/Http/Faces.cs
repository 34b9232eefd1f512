using System.Security.Cryptography.X509Certificates;
using Elastic.ResponseActions.Testing.Http.InMemory;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Elastic.ResponseActions.Testing.Http;

/// <summary>The two ways to one door: in memory and on a loopback port. Thread-safe.</summary>
internal sealed class Faces(string name, Door door) : IAsyncDisposable
{
    // How long requests under way may take to end when a server stops.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private KestrelServer? _onLoopback;
    private bool _isDisposed;

    // Never resolves, so that a client given the wrong handler cannot reach anything.
    private Uri InMemoryAddress => field ??= new($"http://{name}.invalid/");

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
            return new InMemoryHandler(HandleInMemoryAsync);
        }
    }

    public HttpClient CreateClient() => new(CreateHandler()) { BaseAddress = InMemoryAddress };

    public async Task<Uri> StartAsync(int port, X509Certificate2? certificate, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue);
        var server = FakeServer.OnLoopback(port, certificate);
        try
        {
            await FakeServer.StartAsync(server, HandleAsync, cancellationToken).ConfigureAwait(false);
            Take(server);
        }
        catch
        {
            server.Dispose();
            throw;
        }
        return AddressOf(server);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        KestrelServer? face;
        lock (_gate)
            (face, _onLoopback) = (_onLoopback, null);
        if (face is not null)
            await EndAsync(face, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
            _isDisposed = true;
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private Task HandleInMemoryAsync(HttpContext context)
    {
        lock (_gate)
            ObjectDisposedException.ThrowIf(_isDisposed, this);
        return HandleAsync(context);
    }

    private static async Task EndAsync(KestrelServer server, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        await server.StopAsync(patience.Token).ConfigureAwait(false);
        server.Dispose();
    }

    private void Take(KestrelServer server)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_onLoopback is not null)
                throw new InvalidOperationException($"It listens already, on {AddressOf(_onLoopback)}.");
            _onLoopback = server;
        }
    }

    private static Uri AddressOf(KestrelServer server) =>
        new(server.Features.Get<IServerAddressesFeature>()!.Addresses.Single());
}
