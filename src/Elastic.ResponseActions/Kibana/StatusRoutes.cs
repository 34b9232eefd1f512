using Elastic.ResponseActions.Kibana;

namespace Elastic.ResponseActions;

/// <summary>Kibana's own status. Thread-safe.</summary>
public sealed class StatusRoutes
{
    private readonly KibanaConnection _kibana;

    internal StatusRoutes(KibanaConnection kibana) => _kibana = kibana;

    /// <summary>Reads Kibana's version, e.g. <c>9.2.0</c> (<c>GET /api/status</c>, <c>version.number</c>).</summary>
    /// <param name="cancellationToken">Gives the read up.</param>
    /// <exception cref="ResponseActionsException">Kibana refused the read, or the answer names no version.</exception>
    /// <exception cref="TransportException">No whole answer came, not even on the last try.</exception>
    public async ValueTask<string> GetVersionAsync(CancellationToken cancellationToken = default)
    {
        var request = _kibana.Get("/api/status");
        var response = await _kibana.ReadAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != 200)
            throw _kibana.Refused(request, response);

        return _kibana.ReadObject(request, response).Member("version").Text("number")
            ?? throw ResponseActionsException.NotUnderstood(request, response, _kibana.Options.Credentials, "without `version.number`");
    }
}
