namespace Elastic.ResponseActions.Kibana.Versions;

/// <summary>Asks once which Kibana this is, and remembers the answer; a failed ask is not remembered. Thread-safe.</summary>
internal sealed class ServerOnce(KibanaConnection kibana)
{
    private volatile KibanaServer? _known;

    public async ValueTask<KibanaServer> GetAsync(CancellationToken cancellationToken)
    {
        if (_known is { } known)
            return known;

        var request = kibana.Get("/api/status");
        var response = await kibana.ReadAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != 200)
            throw kibana.Refused(request, response);

        var version = kibana.ReadObject(request, response).Member("version");
        var text = version.Text("number") ?? throw kibana.NotUnderstood(request, response, "without `version.number`");
        return _known = new KibanaServer { VersionText = VisibleText.Of(text, 64), IsServerless = version.Text("build_flavor") == "serverless" };
    }

    /// <summary>As <see cref="GetAsync"/>; a server that refuses the question is an unknown one.</summary>
    public async ValueTask<KibanaServer> TryGetAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ResponseActionsException)
        {
            return KibanaServer.Unknown;
        }
    }
}
