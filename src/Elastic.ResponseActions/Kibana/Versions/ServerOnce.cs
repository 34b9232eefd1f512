namespace Elastic.ResponseActions.Kibana.Versions;

/// <summary>
/// Asks once which Kibana this is, and remembers the answer. Who asks meanwhile waits for the same answer; a failed ask is not remembered. Thread-safe.
/// </summary>
internal sealed class ServerOnce(KibanaConnection kibana)
{
    // A server that refuses to tell is not asked again at once by those who can do without.
    private static readonly TimeSpan PauseAfterARefusal = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private List<TaskCompletionSource> _waiting = [];
    private bool _asking;
    private long? _refusedAt;
    private volatile KibanaServer? _known;

    public async ValueTask<KibanaServer> GetAsync(CancellationToken cancellationToken)
    {
        while (_known is null && WaitForOther() is { } other)
            await other.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (_known is { } known)
            return known;

        try
        {
            return _known = await AskAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            EndAsking();
        }
    }

    /// <summary>As <see cref="GetAsync"/>; a server that refuses the question is an unknown one.</summary>
    public async ValueTask<KibanaServer> TryGetAsync(CancellationToken cancellationToken)
    {
        if (_known is null && RefusedLately())
            return KibanaServer.Unknown;

        try
        {
            return await GetAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ResponseActionsException)
        {
            lock (_lock)
                _refusedAt = kibana.Time.GetTimestamp();
            return KibanaServer.Unknown;
        }
    }

    private async ValueTask<KibanaServer> AskAsync(CancellationToken cancellationToken)
    {
        var request = kibana.Get("/api/status");
        var response = await kibana.ReadAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != 200)
            throw kibana.Refused(request, response);

        var version = kibana.ReadObject(request, response).Member("version");
        var text = version.Text("number") ?? throw kibana.NotUnderstood(request, response, "without `version.number`");
        return new KibanaServer { VersionText = VisibleText.Of(text, 64), IsServerless = version.Text("build_flavor") == "serverless" };
    }

    // Null: it is the caller's turn to ask.
    private Task? WaitForOther()
    {
        lock (_lock)
        {
            if (!_asking)
            {
                _asking = _known is null;
                return null;
            }

            var one = new TaskCompletionSource();
            _waiting.Add(one);
            return one.Task;
        }
    }

    private void EndAsking()
    {
        List<TaskCompletionSource> waiting;
        lock (_lock)
        {
            (waiting, _waiting) = (_waiting, []);
            _asking = false;
        }

        foreach (var one in waiting)
            one.SetResult();
    }

    private bool RefusedLately()
    {
        lock (_lock)
            return _refusedAt is { } at && kibana.Time.GetElapsedTime(at) < PauseAfterARefusal;
    }
}
