using Elastic.ResponseActions.Testing.Http;

namespace Elastic.ResponseActions.Testing;

/// <summary>
/// The little of Elasticsearch that a client of Kibana asks for: <c>_security/user/_has_privileges</c>, <c>_security/_authenticate</c>, <c>_license</c>, <c>_xpack</c> and the
/// greeting at <c>/</c>. The users and the licence are those of its <see cref="FakeKibana"/>. Thread-safe; disposed with it.
/// </summary>
public sealed class FakeElasticsearch
{
    private readonly Faces _faces;
    private readonly FakeKibana _kibana;

    internal FakeElasticsearch(Faces faces, FakeKibana kibana) => (_faces, _kibana) = (faces, kibana);

    /// <summary>Where it is: the loopback address once started, else one that resolves nowhere and is good only for the in-memory face.</summary>
    public Uri Address => _faces.Address;

    /// <summary>Makes a handler that sends requests to it in memory, whatever their address.</summary>
    /// <exception cref="ObjectDisposedException">The fake is disposed.</exception>
    public HttpMessageHandler CreateHandler() => _faces.CreateHandler();

    /// <summary>Makes a plain client of the in-memory face that sends the API key.</summary>
    /// <param name="user">Who asks; <see cref="FakeKibana.User"/> where absent.</param>
    /// <exception cref="ObjectDisposedException">The fake is disposed.</exception>
    public HttpClient CreateClient(FakeUser? user = null)
    {
        var client = _faces.CreateClient();
        client.DefaultRequestHeaders.Add("Authorization", $"ApiKey {(user ?? _kibana.User).ApiKey}");
        return client;
    }

    /// <summary>Starts to listen on 127.0.0.1, and nowhere else, on a port of its own.</summary>
    /// <param name="port">The port; 0 for one that is free.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <returns>The address, as <see cref="Address"/>.</returns>
    /// <exception cref="InvalidOperationException">It listens already.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="ObjectDisposedException">The fake is disposed.</exception>
    public Task<Uri> StartAsync(int port = 0, CancellationToken cancellationToken = default) => _faces.StartAsync(port, null, cancellationToken);

    internal ValueTask DisposeAsync() => _faces.DisposeAsync();
}
