using System.Text.Json;
using Elastic.ResponseActions.Kibana;

namespace Elastic.ResponseActions;

/// <summary>Kibana's response actions: reading them, and what is left of them in files. Sending is the dispatcher's alone. Thread-safe.</summary>
public sealed class ActionRoutes
{
    private const string Root = "/api/endpoint/action";

    private readonly KibanaConnection _kibana;

    internal ActionRoutes(KibanaConnection kibana) => _kibana = kibana;

    /// <summary>Reads one action (<c>GET /api/endpoint/action/{id}</c>); null where this space has no such action.</summary>
    /// <param name="actionId">The action's id.</param>
    /// <param name="cancellationToken">Gives the read up.</param>
    /// <exception cref="ArgumentException">The id has characters that no id has.</exception>
    /// <exception cref="ResponseActionsException">Kibana refused the read, or the answer is no action.</exception>
    /// <exception cref="TransportException">No whole answer came, not even on the last try.</exception>
    public async ValueTask<ActionDetails?> GetAsync(string actionId, CancellationToken cancellationToken = default)
    {
        var request = _kibana.Get($"{Root}/{RouteId.Checked(actionId, "action id")}");
        var response = await _kibana.ReadAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == 404 && ServerError.Read(response, null).Message.Contains(actionId, StringComparison.Ordinal))
            return null;
        if (response.StatusCode != 200)
            throw _kibana.Refused(request, response);

        if (_kibana.ReadObject(request, response).Member("data") is not { } data || !ActionDetailsReader.TryRead(data, out var details))
            throw _kibana.NotUnderstood(request, response, "without an action in `data`");

        return details.Id == actionId ? details : throw _kibana.NotUnderstood(request, response, "about another action");
    }

    /// <summary>Lists sent actions, the newest first (<c>GET /api/endpoint/action</c>).</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Gives the read up.</param>
    /// <exception cref="ResponseActionsException">Kibana refused the read, or the answer is no list of actions.</exception>
    /// <exception cref="TransportException">No whole answer came, not even on the last try.</exception>
    public async ValueTask<ActionPage> ListAsync(ActionQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var request = _kibana.Get(Root, query.ToQuery());
        var response = await _kibana.ReadAsync(request, cancellationToken).ConfigureAwait(false);

        // Before the first action is stored there is no index to search.
        if (response.StatusCode == 404 && ServerError.Read(response, null).Message.Contains("index_not_found_exception", StringComparison.Ordinal))
            return new ActionPage();
        if (response.StatusCode != 200)
            throw _kibana.Refused(request, response);

        var json = _kibana.ReadObject(request, response);
        if (json.Member("data") is not { ValueKind: JsonValueKind.Array } data)
            throw _kibana.NotUnderstood(request, response, "without a list in `data`");

        List<ActionDetails> actions = [];
        foreach (var item in data.EnumerateArray())
        {
            // An action that cannot be read must not look like one that is not there.
            actions.Add(ActionDetailsReader.TryRead(item, out var details)
                ? details
                : throw _kibana.NotUnderstood(request, response, "an item of `data` is no action"));
        }

        return new ActionPage { Actions = actions, Total = json.Member("total") is { ValueKind: JsonValueKind.Number } total && total.TryGetInt64(out var n) ? n : actions.Count };
    }

    /// <summary>Walks through all sent actions that fit, the newest first, reading a page at a time. Each is given once.</summary>
    /// <param name="query">Which ones; its page is where the walk begins.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <exception cref="ResponseActionsException">Kibana refused a read, or an answer is no list of actions.</exception>
    /// <exception cref="TransportException">No whole answer came, not even on the last try.</exception>
    public IAsyncEnumerable<ActionDetails> ListAllAsync(ActionQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ActionPages.WalkAsync(this, query, cancellationToken);
    }

    /// <summary>Counts what is under way on hosts (<c>GET /api/endpoint/action_status</c>), 50 hosts a request.</summary>
    /// <param name="agentIds">The hosts; at least one. One that is named twice is counted once.</param>
    /// <param name="cancellationToken">Gives the reads up.</param>
    /// <returns>One entry for each distinct host, in the order asked.</returns>
    /// <exception cref="ArgumentException">No host is named, or an id has characters that no id has; nothing was asked.</exception>
    /// <exception cref="ResponseActionsException">Kibana refused a read, one of the hosts is not in this space, or an answer leaves one out.</exception>
    /// <exception cref="TransportException">No whole answer came, not even on the last try.</exception>
    public async ValueTask<IReadOnlyList<EndpointPendingActions>> GetPendingAsync(IReadOnlyList<EndpointId> agentIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(agentIds);
        if (agentIds.Count == 0)
            throw new ArgumentException("No host is named.", nameof(agentIds));
        foreach (var agent in agentIds)
            RouteId.Checked(agent.Value, "agent id");

        List<EndpointPendingActions> pending = [];
        foreach (var chunk in agentIds.Distinct().Chunk(PendingReader.MaxAgents))
            pending.AddRange(await PendingReader.ReadAsync(_kibana, chunk, cancellationToken).ConfigureAwait(false));
        return pending;
    }

    /// <summary>
    /// Reads whether Kibana can sign actions (<c>GET /api/endpoint/action/state</c>, <c>canEncrypt</c>). Refused with 403 where the caller may
    /// send no action at all, so it is a cheap probe.
    /// </summary>
    /// <param name="cancellationToken">Gives the read up.</param>
    /// <exception cref="ResponseActionsException">Kibana refused the read, or the answer does not say.</exception>
    /// <exception cref="TransportException">No whole answer came, not even on the last try.</exception>
    public async ValueTask<bool> CanSignAsync(CancellationToken cancellationToken = default)
    {
        var request = _kibana.Get($"{Root}/state");
        var response = await _kibana.ReadAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != 200)
            throw _kibana.Refused(request, response);

        return _kibana.ReadObject(request, response).Member("data").Member("canEncrypt")?.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw _kibana.NotUnderstood(request, response, "without `data.canEncrypt`"),
        };
    }

    /// <summary>The id of the file that an agent sent back for an action; see <see cref="GetFileInfoAsync"/> for whether there is one.</summary>
    /// <param name="actionId">The action's id.</param>
    /// <param name="agentId">The host's <c>agent.id</c>.</param>
    /// <param name="agentType">The product on the host.</param>
    public static string FileId(string actionId, EndpointId agentId, AgentType agentType) =>
        agentType == AgentType.Endpoint ? $"{actionId}.{agentId}" : agentId.Value;

    /// <summary>Describes a file that an agent sent back (<c>GET …/file/{file_id}</c>).</summary>
    /// <param name="actionId">The action's id.</param>
    /// <param name="fileId">The file's id; see <see cref="FileId"/>.</param>
    /// <param name="cancellationToken">Gives the read up.</param>
    /// <exception cref="ArgumentException">An id has characters that no id has.</exception>
    /// <exception cref="ResponseActionsException">Kibana refused the read; there is no such file (404); the file belongs to another action (500).</exception>
    /// <exception cref="TransportException">No whole answer came, not even on the last try.</exception>
    public async ValueTask<ActionFile> GetFileInfoAsync(string actionId, string fileId, CancellationToken cancellationToken = default)
    {
        var request = _kibana.Get(FilePath(actionId, fileId));
        var response = await _kibana.ReadAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != 200)
            throw _kibana.Refused(request, response);

        var file = _kibana.ReadObject(request, response).Member("data");
        if (file.Text("id") is not { Length: > 0 } id)
            throw _kibana.NotUnderstood(request, response, "without a file in `data`");
        if (id != fileId || file.Text("actionId") is { } owner && owner != actionId)
            throw _kibana.NotUnderstood(request, response, "about another file");

        return new ActionFile
        {
            Id = id,
            Name = file.Text("name") ?? "",
            MimeType = file.Text("mimeType"),
            Size = file.Number("size"),
            Status = file.Text("status") ?? "",
            Created = file.Date("created"),
        };
    }

    /// <summary>
    /// Downloads a file that an agent sent back (<c>GET …/file/{file_id}/download</c>) into a stream, piece by piece. It comes as Kibana has
    /// it, a zip with a password (<c>elastic</c> for Elastic Defend): it is not unzipped, and it may be malware.
    /// </summary>
    /// <param name="actionId">The action's id.</param>
    /// <param name="fileId">The file's id; see <see cref="FileId"/>.</param>
    /// <param name="destination">Where the bytes go; it stays open.</param>
    /// <param name="maxBytes">The largest file taken, in bytes.</param>
    /// <param name="cancellationToken">Gives the download up; the stream then holds a part.</param>
    /// <exception cref="ArgumentException">An id has characters that no id has.</exception>
    /// <exception cref="FileDownloadException">It broke off after bytes had been written, or the file is larger than allowed; it tells how many are there.</exception>
    /// <exception cref="ResponseActionsException">Kibana refused it, or the answer is no file; nothing was written.</exception>
    /// <exception cref="TransportException">No answer came, not even on the last try; nothing was written.</exception>
    public async ValueTask<FileDownload> DownloadAsync(string actionId, string fileId, Stream destination, long maxBytes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxBytes);
        var request = _kibana.Get($"{FilePath(actionId, fileId)}/download");
        using var sink = new FileSink(destination, maxBytes);
        var response = await _kibana.DownloadAsync(request, sink, "application/octet-stream", cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != 200)
            throw _kibana.Refused(request, response);

        await sink.FlushAsync(cancellationToken).ConfigureAwait(false);
        return new FileDownload(sink.Written, sink.Sha256());
    }

    private static string FilePath(string actionId, string fileId) =>
        $"{Root}/{RouteId.Checked(actionId, "action id")}/file/{RouteId.Checked(fileId, "file id")}";

    internal TransportRequest Request(string segment, ReadOnlyMemory<byte> body) => _kibana.Post($"{Root}/{segment}", body);

    internal TransportRequest FormRequest(string segment, string contentType, StreamedBody body) => _kibana.PostForm($"{Root}/{segment}", contentType, body);

    internal ValueTask<TransportResponse> SendOnceAsync(TransportRequest request, CancellationToken cancellationToken) =>
        _kibana.SendOnceAsync(request, cancellationToken);
}
