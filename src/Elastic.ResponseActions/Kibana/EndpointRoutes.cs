using System.Text.Json;
using Elastic.ResponseActions.Kibana;

namespace Elastic.ResponseActions;

/// <summary>The hosts that Kibana knows: who they are, whether they report, whether they are isolated. Thread-safe.</summary>
public sealed class EndpointRoutes
{
    private const string Root = "/api/endpoint/metadata";

    private readonly KibanaConnection _kibana;

    internal EndpointRoutes(KibanaConnection kibana) => _kibana = kibana;

    /// <summary>
    /// Reads one endpoint (<c>GET /api/endpoint/metadata/{id}</c>). Null where this space has none of this id; an unenrolled one
    /// comes back with <see cref="HostStatus.Unenrolled"/> and nothing else.
    /// </summary>
    /// <param name="agentId">The endpoint's <c>agent.id</c>.</param>
    /// <param name="cancellationToken">Gives the read up.</param>
    /// <exception cref="ArgumentException">The id has characters that no id has.</exception>
    /// <exception cref="ResponseActionsException">Kibana refused the read, or the answer is not about this endpoint.</exception>
    /// <exception cref="TransportException">No whole answer came, not even on the last try.</exception>
    public async ValueTask<EndpointMetadata?> GetAsync(EndpointId agentId, CancellationToken cancellationToken = default)
    {
        var request = _kibana.Get($"{Root}/{RouteId.Checked(agentId.Value, "agent id")}");
        var response = await _kibana.ReadAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is 404 or 400)
        {
            var told = ServerError.Read(response, null).Message;
            if (response.StatusCode == 404 && told.Contains(agentId.Value, StringComparison.Ordinal))
                return null;
            if (response.StatusCode == 400 && told.EndsWith("is unenrolled", StringComparison.Ordinal))
                return new EndpointMetadata { AgentId = agentId, HostStatus = HostStatus.Unenrolled };
        }

        if (response.StatusCode != 200)
            throw _kibana.Refused(request, response);
        if (!EndpointReader.TryRead(_kibana.ReadObject(request, response), out var endpoint))
            throw ResponseActionsException.NotUnderstood(request, response, _kibana.Options.Credentials, "without an agent id in `metadata`");

        return endpoint.AgentId == agentId
            ? endpoint
            : throw ResponseActionsException.NotUnderstood(request, response, _kibana.Options.Credentials, "about another endpoint");
    }

    /// <summary>Lists endpoints (<c>GET /api/endpoint/metadata</c>).</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Gives the read up.</param>
    /// <exception cref="ResponseActionsException">Kibana refused the read, or the answer is no list of endpoints.</exception>
    /// <exception cref="TransportException">No whole answer came, not even on the last try.</exception>
    public async ValueTask<EndpointPage> ListAsync(EndpointQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var request = _kibana.Get(Root, query.ToQuery());
        var response = await _kibana.ReadAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != 200)
            throw _kibana.Refused(request, response);

        var json = _kibana.ReadObject(request, response);
        if (json.Member("data") is not { ValueKind: JsonValueKind.Array } data)
            throw ResponseActionsException.NotUnderstood(request, response, _kibana.Options.Credentials, "without a list in `data`");

        List<EndpointMetadata> endpoints = [];
        foreach (var item in data.EnumerateArray())
        {
            endpoints.Add(EndpointReader.TryRead(item, out var endpoint)
                ? endpoint
                : throw ResponseActionsException.NotUnderstood(request, response, _kibana.Options.Credentials, "an item of `data` is no endpoint"));
        }

        return new EndpointPage { Endpoints = endpoints, Total = json.Member("total") is { ValueKind: JsonValueKind.Number } total && total.TryGetInt64(out var n) ? n : endpoints.Count };
    }
}
