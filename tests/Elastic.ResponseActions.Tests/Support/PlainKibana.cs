using System.Text.Json;

namespace Elastic.ResponseActions.Tests.Support;

/// <summary>The least Kibana there can be: it knows every agent, takes every action at once, and keeps what it took. For runs of many thousands.</summary>
internal sealed class PlainKibana(TimeProvider time) : IResponseActionTransport
{
    private readonly Dictionary<string, string> _taken = [];

    /// <summary>What was posted: when, to which agent, with which comment.</summary>
    public List<(DateTimeOffset At, string Agent, string Comment)> Posts { get; } = [];

    /// <summary>How many hosts there are.</summary>
    public int Fleet { get; init; } = 10_000;

    public static EndpointMetadata Metadata(string agent) =>
        new() { AgentId = new EndpointId(agent), HostId = $"host-{agent}", HostName = $"name-{agent}", OsType = "linux", HostStatus = HostStatus.Healthy };

    public Func<Uri, IResponseActionTransport>? ForSelfTest => null;

    public ValueTask<TransportResponse> SendAsync(TransportRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(FaultTransport.Answer(200, request.Method == "POST" ? Take(request) : Read(request)));

    private string Take(TransportRequest request)
    {
        using var body = JsonDocument.Parse(request.Body);
        var (agent, comment) = (body.RootElement.GetProperty("endpoint_ids")[0].GetString()!, body.RootElement.GetProperty("comment").GetString()!);
        Posts.Add((time.GetUtcNow(), agent, comment));
        var id = $"action-{Posts.Count}";
        return _taken[id] = $$$"""{"data":{"id":"{{{id}}}","command":"{{{request.Path[(request.Path.LastIndexOf('/') + 1)..].Replace('_', '-')}}}","agentType":"endpoint","agents":["{{{agent}}}"],"startedAt":"{{{time.GetUtcNow():O}}}","isCompleted":true,"wasSuccessful":true,"isExpired":false,"status":"successful","comment":"{{{JsonEncodedText.Encode(comment)}}}"}}""";
    }

    private string Read(TransportRequest request)
    {
        var last = request.Path[(request.Path.LastIndexOf('/') + 1)..];
        return request.Path == "/api/endpoint/metadata" ? $$$"""{"data":[],"total":{{{Fleet}}}}"""
            : request.Path == "/api/endpoint/action" ? """{"page":1,"total":0,"data":[]}"""
            : request.Path.StartsWith("/api/endpoint/action/", StringComparison.Ordinal) ? _taken[last]
            : $$$"""{"metadata":{"agent":{"id":"{{{last}}}","type":"endpoint"},"host":{"id":"host-{{{last}}}","name":"name-{{{last}}}","os":{"type":"linux"}},"Endpoint":{"state":{"isolation":true} } },"host_status":"healthy","last_checkin":"{{{time.GetUtcNow():O}}}"}""";
    }
}
