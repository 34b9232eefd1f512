using Elastic.ResponseActions.Kibana;

namespace Elastic.ResponseActions;

/// <summary>Kibana's own status. Thread-safe.</summary>
public sealed class StatusRoutes
{
    private readonly KibanaConnection _kibana;

    internal StatusRoutes(KibanaConnection kibana) => _kibana = kibana;

    /// <summary>
    /// Says which Kibana this is (<c>GET /api/status</c>). It is read once for the life of the client, and each call that depends on the release looks
    /// at the same answer; after an upgrade make a new client.
    /// </summary>
    /// <param name="cancellationToken">Gives the read up.</param>
    /// <exception cref="ResponseActionsException">Kibana refused the read, or the answer names no version.</exception>
    /// <exception cref="TransportException">No whole answer came, not even on the last try.</exception>
    public ValueTask<KibanaServer> GetServerAsync(CancellationToken cancellationToken = default) => _kibana.Server.GetAsync(cancellationToken);

    /// <summary>The same for callers who can do without: unknown where Kibana does not say or cannot be reached.</summary>
    internal async ValueTask<KibanaServer> FindServerAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _kibana.Server.TryGetAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (TransportException)
        {
            return KibanaServer.Unknown;
        }
    }

    /// <summary>Reads Kibana's version, e.g. <c>9.2.0</c> (<c>GET /api/status</c>, <c>version.number</c>); as <see cref="GetServerAsync"/>, once.</summary>
    /// <param name="cancellationToken">Gives the read up.</param>
    /// <exception cref="ResponseActionsException">Kibana refused the read, or the answer names no version.</exception>
    /// <exception cref="TransportException">No whole answer came, not even on the last try.</exception>
    public async ValueTask<string> GetVersionAsync(CancellationToken cancellationToken = default) =>
        (await GetServerAsync(cancellationToken).ConfigureAwait(false)).VersionText;
}
