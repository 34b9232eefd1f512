using System.Text.Json;
using Elastic.ResponseActions.Kibana;

namespace Elastic.ResponseActions;

/// <summary>Kibana's response actions: reading them. Sending is the dispatcher's alone. Thread-safe.</summary>
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

        return _kibana.ReadObject(request, response).Member("data") is { } data && ActionDetailsReader.TryRead(data, out var details)
            ? details
            : throw ResponseActionsException.NotUnderstood(request, response, _kibana.Options.Credentials, "without an action in `data`");
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
            throw ResponseActionsException.NotUnderstood(request, response, _kibana.Options.Credentials, "without a list in `data`");

        List<ActionDetails> actions = [];
        foreach (var item in data.EnumerateArray())
        {
            // An action that cannot be read must not look like one that is not there.
            actions.Add(ActionDetailsReader.TryRead(item, out var details)
                ? details
                : throw ResponseActionsException.NotUnderstood(request, response, _kibana.Options.Credentials, "an item of `data` is no action"));
        }

        return new ActionPage { Actions = actions, Total = json.Member("total") is { ValueKind: JsonValueKind.Number } total && total.TryGetInt64(out var n) ? n : actions.Count };
    }

    internal TransportRequest Request(string segment, ReadOnlyMemory<byte> body) => _kibana.Post($"{Root}/{segment}", body);

    internal TransportRequest FormRequest(string segment, string contentType, StreamedBody body) => _kibana.PostForm($"{Root}/{segment}", contentType, body);

    internal ValueTask<TransportResponse> SendOnceAsync(TransportRequest request, CancellationToken cancellationToken) =>
        _kibana.SendOnceAsync(request, cancellationToken);
}
