using System.Text.Json;
using Elastic.ResponseActions.Testing.Tests.Rules;

namespace Elastic.ResponseActions.Testing.Tests.Alerts;

/// <summary>The alerts index through Kibana: search, status, tags.</summary>
public sealed class AlertTests
{
    private const string Search = "/api/detection_engine/signals/search";
    private const string Status = "/api/detection_engine/signals/status";
    private const string Tags = "/api/detection_engine/signals/tags";

    [Theory]
    [InlineData("""{"match_all":{}}""", "a1,b2,c3")]
    [InlineData("""{"term":{"agent.id":"b2"}}""", "b2")]
    [InlineData("""{"term":{"agent.id":{"value":"b2"}}}""", "b2")]
    [InlineData("""{"terms":{"agent.id":["a1","c3"]}}""", "a1,c3")]
    [InlineData("""{"match":{"process.pid":7}}""", "b2")]
    [InlineData("""{"exists":{"field":"process"}}""", "a1,b2")]
    [InlineData("""{"range":{"process.pid":{"gte":7,"lt":10}}}""", "b2")]
    [InlineData("""{"range":{"@timestamp":{"gte":"now-1m"}}}""", "a1,b2,c3")]
    [InlineData("""{"range":{"kibana.alert.original_time":{"gte":"2026-01-15T09:59:30Z"}}}""", "c3")]
    [InlineData("""{"wildcard":{"agent.id":"?2"}}""", "b2")]
    [InlineData("""{"prefix":{"agent.id":"a"}}""", "a1")]
    [InlineData("""{"bool":{"must_not":[{"term":{"agent.id":"b2"}}],"filter":{"exists":{"field":"agent.id"}}}}""", "a1,c3")]
    [InlineData("""{"bool":{"should":[{"term":{"agent.id":"b2"}},{"term":{"agent.id":"c3"}}]}}""", "b2,c3")]
    [InlineData("""{"term":{"kibana.alert.rule.rule_id":"r-1"}}""", "a1,b2,c3")]
    public async Task Search_Query_FindsWhatElasticsearchWould(string query, string found)
    {
        foreach (var face in Enum.GetValues<Face>())
        {
            await using var bench = await WithAlertsAsync(face);

            var reply = await bench.PostAsync(Search, $$"""{"query":{{query}},"sort":[{"agent.id":"asc"}]}""");

            Assert.Equal(200, reply.Status);
            var hits = reply.Body.GetProperty("hits");
            Assert.Equal(found, string.Join(',', hits.GetProperty("hits").EnumerateArray().Select(AgentId)));
            Assert.Equal(found.Split(',').Length, hits.GetProperty("total").GetProperty("value").GetInt32());
        }
    }

    [Theory, BothFaces]
    public async Task Search_SizeSourceFieldsAndAggregations_AreElasticsearchs(Face face)
    {
        await using var bench = await WithAlertsAsync(face);

        var reply = await bench.PostAsync(Search, """
            {"size":1,"_source":["agent.id"],"fields":["process.pid"],"sort":[{"process.pid":{"order":"desc"}}],
             "aggs":{"hosts":{"terms":{"field":"agent.type"},"aggs":{"n":{"cardinality":{"field":"agent.id"}}}}}}
            """);

        var hit = reply.Body.GetProperty("hits").GetProperty("hits")[0];
        Assert.Equal("""{"agent":{"id":"a1"}}""", hit.GetProperty("_source").GetRawText());
        Assert.Equal("""{"process.pid":["10"]}""", hit.GetProperty("fields").GetRawText());
        Assert.Equal("""[{"key":"endpoint","doc_count":3,"n":{"value":3}}]""", reply.Body.GetProperty("aggregations").GetProperty("hosts").GetProperty("buckets").GetRawText());
    }

    [Theory]
    [InlineData("{}", "\"value\" must have at least 1 children")]
    [InlineData("""{"query":{"more_like_this":{}}}""", "unknown query [more_like_this]")]
    [InlineData("""{"query":{}}""", "query malformed, must have exactly one member")]
    public async Task Search_WrongBody_IsRefusedInTheEnginesShape(string body, string message)
    {
        await using var bench = await WithAlertsAsync(Face.Loopback);

        (await bench.PostAsync(Search, body)).IsEngineError(400, message);
    }

    [Theory, BothFaces]
    public async Task Status_ByIdsAndByQuery_IsFoundAgain(Face face)
    {
        await using var bench = await WithAlertsAsync(face);
        var id = bench.Kibana.Alerts[0].Id;

        var closed = await bench.PostAsync(Status, $$"""{"signal_ids":["{{id}}","none"],"status":"closed"}""");
        var seen = await bench.PostAsync(Status, """{"query":{"term":{"agent.id":"b2"}},"status":"in-progress","conflicts":"proceed"}""");

        Assert.Equal((1, 1), (closed.Body.GetProperty("updated").GetInt32(), seen.Body.GetProperty("updated").GetInt32()));
        Assert.Equal(["closed", "acknowledged", "open"], bench.Kibana.Alerts.Select(alert => alert.WorkflowStatus));
        var open = await bench.PostAsync(Search, """{"query":{"term":{"kibana.alert.workflow_status":"open"}}}""");
        Assert.Equal("c3", AgentId(open.Body.GetProperty("hits").GetProperty("hits")[0]));
        (await bench.PostAsync(Status, """{"status":"gone","signal_ids":["x"]}"""))
            .IsError(400, "Bad Request", "[request body]: status: Invalid enum value. Expected 'open' | 'closed' | 'acknowledged' | 'in-progress', received 'gone'");
    }

    [Theory, BothFaces]
    public async Task Tags_AddedAndRemoved_AreOnTheAlert(Face face)
    {
        await using var bench = await WithAlertsAsync(face);
        var id = bench.Kibana.Alerts[0].Id;

        await bench.PostAsync(Tags, $$"""{"ids":["{{id}}"],"tags":{"tags_to_add":["a","b"],"tags_to_remove":[]} }""");
        await bench.PostAsync(Tags, $$"""{"ids":["{{id}}"],"tags":{"tags_to_add":[],"tags_to_remove":["a"]} }""");

        Assert.Equal("""["b"]""", bench.Kibana.Alerts[0].Document.GetProperty("kibana.alert.workflow_tags").GetRawText());
        Assert.Equal(400, (await bench.PostAsync(Tags, $$"""{"ids":["{{id}}"],"tags":{"tags_to_add":["x"],"tags_to_remove":["x"]} }""")).Status);
        Assert.Equal(400, (await bench.PostAsync(Tags, """{"ids":[],"tags":{}}""")).Status);
    }

    [Theory, BothFaces]
    public async Task Alert_Document_HoldsTheSourceAndTheRule(Face face)
    {
        await using var bench = await WithAlertsAsync(face);

        var hit = (await bench.PostAsync(Search, """{"query":{"term":{"agent.id":"c3"}}}""")).Body.GetProperty("hits").GetProperty("hits")[0];

        var source = hit.GetProperty("_source");
        Assert.Equal(hit.GetProperty("_id").GetString(), source.GetProperty("kibana.alert.uuid").GetString());
        Assert.Equal(".internal.alerts-security.alerts-default-000001", hit.GetProperty("_index").GetString());
        Assert.Equal(("2026-01-15T09:59:59Z", "2026-01-15T10:00:00.000Z"), (source.GetProperty("kibana.alert.original_time").GetString(), source.GetProperty("@timestamp").GetString()));
        Assert.Equal("""["default"]""", source.GetProperty("kibana.space_ids").GetRawText());
        Assert.Equal("r-1", source.GetProperty("kibana.alert.rule.parameters").GetProperty("rule_id").GetString());
    }

    [Theory, BothFaces]
    public async Task Privileges_OfTheDetectionEngine_SayWhetherKibanaCanSign(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);

        var reply = await bench.GetAsync("/api/detection_engine/privileges");

        Assert.True(reply.Body.GetProperty("is_authenticated").GetBoolean() && reply.Body.GetProperty("has_encryption_key").GetBoolean());
    }

    private static async Task<Bench> WithAlertsAsync(Face face)
    {
        var bench = await Bench.OpenAsync(face);
        await bench.CreateAsync(RuleBench.Rule("r-1"));
        bench.Kibana.RunRuleOnAlerts("r-1",
        [
            """{"agent":{"id":"a1","type":"endpoint"},"process":{"pid":10}}""",
            """{"agent":{"id":"b2","type":"endpoint"},"process":{"pid":7}}""",
            """{"agent.id":"c3","agent.type":"endpoint","@timestamp":"2026-01-15T09:59:59Z"}""",
        ]);
        return bench;
    }

    private static string? AgentId(JsonElement hit)
    {
        var source = hit.GetProperty("_source");
        return source.TryGetProperty("agent.id", out var dotted) ? dotted.GetString() : source.GetProperty("agent").GetProperty("id").GetString();
    }
}
