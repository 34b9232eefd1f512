using System.Runtime.CompilerServices;
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
            throw _kibana.NotUnderstood(request, response, "without an agent id in `metadata`");

        return endpoint.AgentId == agentId
            ? endpoint
            : throw _kibana.NotUnderstood(request, response, "about another endpoint");
    }

    /// <summary>
    /// Finds the one endpoint of a host name, by <c>host.hostname</c> and <c>host.name</c>, case ignored. Unenrolled agents do not count;
    /// two enrolled ones are an error, also where one of them is offline: it may be another machine.
    /// </summary>
    /// <param name="hostName">The name, whole.</param>
    /// <param name="cancellationToken">Gives the reads up.</param>
    /// <exception cref="ArgumentException">The name is empty or blank; nothing was asked.</exception>
    /// <exception cref="EndpointResolutionException">No host has the name, or several have; it lists them.</exception>
    /// <exception cref="ResponseActionsException">Kibana refused a read, or an answer is no list of endpoints.</exception>
    /// <exception cref="TransportException">No whole answer came, not even on the last try.</exception>
    public ValueTask<EndpointMetadata> ResolveAsync(string hostName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(hostName);
        return EndpointResolver.ResolveAsync(this, hostName, cancellationToken);
    }

    /// <summary>Reads a host's isolation as it is, as it was told to be, and what is under way; null where this space has no such endpoint.</summary>
    /// <param name="agentId">The endpoint's <c>agent.id</c>.</param>
    /// <param name="cancellationToken">Gives the reads up.</param>
    /// <exception cref="ArgumentException">The id has characters that no id has.</exception>
    /// <exception cref="ResponseActionsException">Kibana refused a read, or an answer is not about this endpoint.</exception>
    /// <exception cref="TransportException">No whole answer came, not even on the last try.</exception>
    public async ValueTask<EndpointIsolation?> GetIsolationAsync(EndpointId agentId, CancellationToken cancellationToken = default)
    {
        if (await GetAsync(agentId, cancellationToken).ConfigureAwait(false) is not { } endpoint)
            return null;

        var pending = (await PendingReader.ReadAsync(_kibana, [agentId], cancellationToken).ConfigureAwait(false))[0];
        return new EndpointIsolation
        {
            AgentId = agentId,
            Isolated = endpoint.Isolated,
            ToldToBeIsolated = endpoint.ToldToBeIsolated,
            ReportedAt = endpoint.ReportedAt,
            PendingIsolations = pending.Of(ResponseActionCommand.Isolate),
            PendingReleases = pending.Of(ResponseActionCommand.Unisolate),
        };
    }

    /// <summary>Walks through all endpoints that fit, reading a page at a time. Each is given once; one that is enrolled meanwhile may be missed.</summary>
    /// <param name="query">Which ones; its page is where the walk begins.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <exception cref="ResponseActionsException">Kibana refused a read, or an answer is no list of endpoints.</exception>
    /// <exception cref="TransportException">No whole answer came, not even on the last try.</exception>
    public async IAsyncEnumerable<EndpointMetadata> ListAllAsync(EndpointQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        HashSet<EndpointId> given = [];
        for (; ; query = query with { Page = query.Page + 1 })
        {
            var page = await ListAsync(query, cancellationToken).ConfigureAwait(false);
            foreach (var endpoint in page.Endpoints)
            {
                if (given.Add(endpoint.AgentId))
                    yield return endpoint;
            }

            if (page.Endpoints.Count < query.PageSize)
                yield break;
        }
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
            throw _kibana.NotUnderstood(request, response, "without a list in `data`");

        List<EndpointMetadata> endpoints = [];
        foreach (var item in data.EnumerateArray())
        {
            endpoints.Add(EndpointReader.TryRead(item, out var endpoint)
                ? endpoint
                : throw _kibana.NotUnderstood(request, response, "an item of `data` is no endpoint"));
        }

        return new EndpointPage { Endpoints = endpoints, Total = json.Member("total") is { ValueKind: JsonValueKind.Number } total && total.TryGetInt64(out var n) ? n : endpoints.Count };
    }
}
