using Elastic.ResponseActions.Testing;

namespace Elastic.ResponseActions.AotSmoke;

/// <summary>What the client can do beside the pipeline, once each and over HTTP: preflight, rules, alerts, the feed, actions by hand, a download.</summary>
internal static class ClientCalls
{
    public const string Expected =
        "18 of 18 needs granted in space 'default'; enterprise; rule 'web-shell' found with 0 response actions, then deleted; alert of 'agent-3' closed; feed: isolate on 'agent-3': Sent; get-file: Confirmed, READY, all bytes there";

    public static async Task<string> RunAsync(FakeKibana kibana, ResponseActionsClient client, ActionDispatcher dispatcher, DetectionRule rule)
    {
        var host = kibana.AddEndpoint("agent-3", "web-03").AddFile("/tmp/evil", "evil");
        using var elasticsearch = new HttpClientTransport(new KibanaOptions { Address = await kibana.Elasticsearch.StartAsync(), Credentials = KibanaCredentials.ApiKey(kibana.ApiKey) });
        var privileges = await client.CheckPrivilegesAsync(PrivilegePlan.Everything, elasticsearch);

        List<string> told = [$"{privileges}", $"{privileges.License}"];
        var stored = await client.Rules.CreateAsync(rule with { ResponseActions = [] });
        kibana.RunRuleOnAlerts(stored.RuleId, [$$"""{"@timestamp":"2026-01-15T09:59:58Z","agent":{"id":"{{host.AgentId}}","type":"endpoint"},"host":{"id":"{{host.HostId}}","name":"{{host.Name}}"} }"""]);
        var feed = await FeedAsync(client, dispatcher, rule);
        var alert = (await client.Alerts.SearchAsync("""{"query":{"match_all":{}}}"""u8.ToArray())).Alerts.Single();
        await client.Alerts.SetStatusAsync([alert.Id], AlertStatus.Closed);

        await client.Rules.PatchAsync(RuleKey.OfRuleId(stored.RuleId), """{"description":"patched"}"""u8.ToArray());
        var found = (await client.Rules.FindAsync(new RuleFilter())).Rules.Single();
        await client.Rules.DeleteAsync(RuleKey.OfRuleId(stored.RuleId));
        told.Add($"rule '{found.RuleId}' found with {found.ResponseActions.Count} response actions, then {(await client.Rules.GetAsync(RuleKey.OfRuleId(stored.RuleId)) is null ? "deleted" : "there")}");
        told.Add($"alert of '{alert.Fields.Text("agent.id")}' {kibana.Alerts.Single().WorkflowStatus}");
        told.Add($"feed: {feed}");
        told.Add(await FetchAsync(client, dispatcher, host));
        return string.Join("; ", told);
    }

    private static async Task<string> FeedAsync(ResponseActionsClient client, ActionDispatcher dispatcher, DetectionRule rule)
    {
        var feed = new AlertFeed(client, [rule], new InMemoryAlertCheckpoint(), new AlertFeedOptions { StartAt = DateTimeOffset.UnixEpoch });
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([]), dispatcher, PipelineOptions.Default with { Wait = null });
        await foreach (var report in pipeline.ProcessFeedAsync(feed))
            return $"{report.Actions.Single()}";
        return "none";
    }

    private static async Task<string> FetchAsync(ResponseActionsClient client, ActionDispatcher dispatcher, FakeEndpoint host)
    {
        var agent = new EndpointId(host.AgentId);
        var operation = await dispatcher.ByHand.SendAsync(agent, new GetFileRequest { Path = "/tmp/evil" }, WaitUntil.Completed);
        var file = ActionRoutes.FileId(operation.Id!, agent, AgentType.Endpoint);
        var info = await client.Actions.GetFileInfoAsync(operation.Id!, file);
        using var content = new MemoryStream();
        var download = await client.Actions.DownloadAsync(operation.Id!, file, content, maxBytes: 1024 * 1024);
        return $"get-file: {operation.Outcome.Kind}, {info.Status}, {(content.Length == download.Bytes ? "all" : "not all")} bytes there";
    }
}
