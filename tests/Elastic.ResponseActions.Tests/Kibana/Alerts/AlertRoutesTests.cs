using System.Text;
using Elastic.ResponseActions.Tests.Kibana.Rules;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Kibana.Alerts;

public sealed class AlertRoutesInMemoryTests() : AlertRoutesTests(Face.InMemory);

public sealed class AlertRoutesLoopbackTests() : AlertRoutesTests(Face.Loopback);

public abstract class AlertRoutesTests(Face face)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SearchAsync_StoredAlerts_AreReadAsKibanas()
    {
        await using var rig = await WithAlertsAsync(2);

        var page = await rig.Client.Alerts.SearchAsync("""{"query":{"match_all":{}},"size":1,"sort":[{"@timestamp":"asc"}]}"""u8.ToArray(), Stop);

        Assert.Equal(2, page.Total);
        Assert.Empty(page.Unreadable);
        var alert = Assert.Single(page.Alerts);
        Assert.Equal(AlertOrigin.Kibana, alert.Origin);
        Assert.Equal(rig.Kibana.Alerts[0].Id, alert.Id);
        Assert.Equal("agent-0", alert.AgentId?.Value);
        Assert.Equal(["default"], alert.SpaceIds);
    }

    [Theory]
    [InlineData("{}", 400)]
    [InlineData("""{"query":{"telepathy":{}}}""", 400)]
    public async Task SearchAsync_SearchThatKibanaRefuses_IsItsError(string search, int status)
    {
        await using var rig = await WithAlertsAsync(1);

        var error = await Assert.ThrowsAsync<ResponseActionsException>(async () => await rig.Client.Alerts.SearchAsync(Encoding.UTF8.GetBytes(search), Stop));

        Assert.Equal(status, error.StatusCode);
    }

    [Fact]
    public async Task SetStatusAsync_ByIdAndByQuery_ChangesThem()
    {
        await using var rig = await WithAlertsAsync(3);

        var byId = await rig.Client.Alerts.SetStatusAsync([rig.Kibana.Alerts[0].Id, "unknown"], AlertStatus.Closed, Stop);
        var byQuery = await rig.Client.Alerts.SetStatusByQueryAsync("""{"term":{"kibana.alert.workflow_status":"open"}}"""u8.ToArray(), AlertStatus.Acknowledged, proceedOnConflicts: true, Stop);

        Assert.Equal((1, 1), (byId.Total, byId.Updated));
        Assert.Equal(2, byQuery.Updated);
        Assert.Equal(["closed", "acknowledged", "acknowledged"], rig.Kibana.Alerts.Select(alert => alert.Document.GetProperty("kibana.alert.workflow_status").GetString()));
        Assert.Contains("\"conflicts\":\"proceed\"", rig.Kibana.Requests[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SetTagsAsync_AddedAndRemoved_AreThere()
    {
        await using var rig = await WithAlertsAsync(1);
        string[] ids = [rig.Kibana.Alerts[0].Id];

        await rig.Client.Alerts.SetTagsAsync(ids, ["a", "b"], [], Stop);
        await rig.Client.Alerts.SetTagsAsync(ids, ["c"], ["a"], Stop);

        Assert.Equal("""["b","c"]""", rig.Kibana.Alerts[0].Document.GetProperty("kibana.alert.workflow_tags").GetRawText());
    }

    [Fact]
    public async Task EveryChange_BadInput_IsRefusedUnsent()
    {
        await using var rig = await WithAlertsAsync(1);
        var before = rig.Kibana.Requests.Count;
        var alerts = rig.Client.Alerts;
        Func<Task>[] calls =
        [
            () => alerts.SetStatusAsync([], AlertStatus.Closed, Stop).AsTask(),
            () => alerts.SetStatusAsync([" "], AlertStatus.Closed, Stop).AsTask(),
            () => alerts.SetStatusAsync([.. Enumerable.Range(0, 1001).Select(i => $"{i}")], AlertStatus.Closed, Stop).AsTask(),
            () => alerts.SetStatusByQueryAsync("{}"u8.ToArray(), AlertStatus.Closed, cancellationToken: Stop).AsTask(),
            () => alerts.SetStatusByQueryAsync("[]"u8.ToArray(), AlertStatus.Closed, cancellationToken: Stop).AsTask(),
            () => alerts.SetTagsAsync(["a"], [], [], Stop).AsTask(),
            () => alerts.SetTagsAsync(["a"], ["t"], ["t"], Stop).AsTask(),
            () => alerts.SetTagsAsync(["a"], [""], [], Stop).AsTask(),
            () => alerts.SearchAsync("{"u8.ToArray(), Stop).AsTask(),
            () => alerts.SearchAsync("""{"size":1,"size":2}"""u8.ToArray(), Stop).AsTask(),
        ];
        foreach (var call in calls)
            await Assert.ThrowsAnyAsync<ArgumentException>(call);

        Assert.Equal(before, rig.Kibana.Requests.Count);
    }

    [Fact]
    public async Task SearchAsync_ShardsFailed_IsNoEmptyPage()
    {
        var transport = new ScriptedTransport(_ => FaultTransport.Answer(200, """{"timed_out":false,"_shards":{"total":2,"successful":1,"failed":1},"hits":{"hits":[]}}"""));
        var client = new ResponseActionsClient(transport, new KibanaOptions { Address = new Uri("https://kibana.example"), MaxReadRetries = 0 });

        await Assert.ThrowsAsync<ResponseActionsException>(async () => await client.Alerts.SearchAsync("""{"size":1}"""u8.ToArray(), Stop));
    }

    [Fact]
    public async Task ProcessFeedAsync_AlertsOfKibana_AreActedOnOnceWithTheirIds()
    {
        await using var rig = await Rig.StartAsync(face);
        var host = rig.Kibana.AddEndpoint("agent-0", "web-01");
        var rule = RuleRoutesTests.Rule("r-1", """[{"action_type_id":".endpoint","params":{"command":"isolate"}}]""");
        await rig.Client.Rules.CreateAsync(rule with { ResponseActions = [] }, Stop);
        var feed = new AlertFeed(rig.Client, [rule], new InMemoryAlertCheckpoint());
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([rule]), rig.Dispatcher);
        using var end = new CancellationTokenSource();
        rig.Kibana.RunRuleOnAlerts("r-1", []);
        List<ResponseReport> reports = [];

        // Two runs of the rule, one after the other: two alerts of one host, and one isolation.
        void Alarm() => rig.Kibana.RunRuleOnAlerts("r-1", [$$$"""{"@timestamp":"{{{rig.Time.GetUtcNow():O}}}","agent":{"id":"agent-0","type":"endpoint"},"host":{"id":"{{{host.HostId}}}","name":"web-01"}}"""]);
        Alarm();
        await foreach (var report in pipeline.ProcessFeedAsync(feed, end.Token))
        {
            reports.Add(report);
            if (reports.Count == 2)
                break;
            rig.Time.Advance(TimeSpan.FromMinutes(1));
            Alarm();
        }

        Assert.True(host.IsIsolated);
        Assert.Equal(ActionOutcomeKind.Confirmed, Assert.Single(reports[0].Actions).Outcome.Kind);
        Assert.NotEqual(ActionOutcomeKind.Confirmed, Assert.Single(reports[1].Actions).Outcome.Kind);
        Assert.Equal([rig.Kibana.Alerts[0].Id], Assert.Single(rig.Kibana.Actions).AlertIds);
    }

    private async Task<Rig> WithAlertsAsync(int count)
    {
        var rig = await Rig.StartAsync(face);
        await rig.Client.Rules.CreateAsync(RuleRoutesTests.Rule("r-1"), Stop);
        rig.Kibana.RunRuleOnAlerts("r-1", Enumerable.Range(0, count).Select(i => $$$"""{"agent":{"id":"agent-{{{i}}}","type":"endpoint"}}"""));
        return rig;
    }
}
