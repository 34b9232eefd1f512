using Elastic.ResponseActions.Tests.Kibana.Rules;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Calls;

/// <summary>A Kibana in which every call of the client has something to do: a host with a fetched file and a scan under way, rules, alerts.</summary>
internal sealed class CallWorld : IAsyncDisposable
{
    private readonly Face _face;

    private CallWorld(Rig rig, Face face, string fetchId, string scanId, string ruleObjectId)
    {
        (Rig, _face, FetchId, ScanId, RuleObjectId) = (rig, face, fetchId, scanId, ruleObjectId);
        Elasticsearch = new HttpClientTransport(rig.Options, rig.Kibana.Elasticsearch.CreateHandler());
    }

    public static EndpointId Host { get; } = new("a1");

    public Rig Rig { get; }

    public string FetchId { get; }

    public string ScanId { get; }

    public string FileId => ActionRoutes.FileId(FetchId, Host, AgentType.Endpoint);

    public string RuleObjectId { get; }

    public string AlertId => Rig.Kibana.Alerts[0].Id;

    public IResponseActionTransport Elasticsearch { get; set; }

    public static async Task<CallWorld> StartAsync(Face face, CancellationToken cancellationToken)
    {
        var rig = await Rig.StartAsync(face);
        var host = rig.Kibana.AddEndpoint("a1", "web-01").AddProcess(4244, "evil", entityId: "e-1").AddFile("/x", "x");
        var rule = await rig.Client.Rules.CreateAsync(RuleRoutesTests.Rule("r-1"), cancellationToken);
        await rig.Client.Rules.CreateAsync(RuleRoutesTests.Rule("r-2", """[{"action_type_id":".endpoint","params":{"command":"isolate"}}]"""), cancellationToken);
        rig.Kibana.RunRuleOnAlerts("r-1", [$$$"""{"@timestamp":"{{{rig.Time.GetUtcNow():O}}}","agent":{"id":"a1","type":"endpoint"},"host":{"id":"{{{host.HostId}}}","name":"web-01"}}"""]);
        var fetch = await rig.Dispatcher.ByHand.SendAsync(Host, new GetFileRequest { Path = "/x" }, WaitUntil.Completed, cancellationToken);
        var scan = await rig.Dispatcher.ByHand.SendAsync(Host, new ScanRequest { Path = "/x" }, cancellationToken: cancellationToken);
        return new CallWorld(rig, face, fetch.Id!, scan.Id!, rule.Id!);
    }

    /// <summary>A way to this Kibana of its own, that honours the caller's token.</summary>
    public HttpClientTransport CreateTransport() => _face == Face.Loopback ? new HttpClientTransport(Rig.Options) : new HttpClientTransport(Rig.Options, Rig.Kibana.CreateHandler());

    public async ValueTask DisposeAsync() => await Rig.DisposeAsync();
}
