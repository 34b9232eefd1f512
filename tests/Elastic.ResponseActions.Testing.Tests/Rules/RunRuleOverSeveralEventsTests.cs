using System.Text.Json;

namespace Elastic.ResponseActions.Testing.Tests.Rules;

/// <summary>Rules that take several events, from the events to alerts and to the state of hosts, over HTTP.</summary>
public sealed class RunRuleOverSeveralEventsTests
{
    private const string DropperThenBeacon = """sequence by agent.id with maxspan=5m [process where process.name == \"dropper\"] [network where process.name == \"beacon\"]""";

    // The alert that ties the sequence together has the agent, which both events share, and no process, which they do not.
    [Theory, BothFaces]
    public async Task Sequence_Complete_MakesThreeAlertsAndActsOnEachProcess(Face face)
    {
        await using var bench = await OpenAsync(face);
        await bench.CreateAsync(Eql(DropperThenBeacon, "", RuleBench.Isolate, RuleBench.Kill()));

        // Beside it: the same in the wrong order on Y, and the first half alone on Z.
        var run = bench.Kibana.RunRule("r-1",
        [
            Event("X", 20, "network", "beacon", 11), Event("X", 10, "process", "dropper", 10),
            Event("Y", 10, "network", "beacon", 11), Event("Y", 20, "process", "dropper", 10),
            Event("Z", 10, "process", "dropper", 10),
        ]);

        var alerts = await AlertsAsync(bench);
        Assert.Equal(3, run.Alerts.Count);
        Assert.Equal(
            ["X - depth 2 block  index ", "X 10 depth 1 block default index 0", "X 11 depth 1 block default index 1"],
            alerts.Select(alert => $"{Text(alert, "agent.id")} {Text(alert, "process.pid", "-")} depth {Text(alert, "kibana.alert.depth")} block {Text(alert, "kibana.alert.building_block_type")} index {Text(alert, "kibana.alert.group.index")}").Order(StringComparer.Ordinal));
        Assert.Single(alerts.Select(alert => Text(alert, "kibana.alert.group.id")).Distinct(), id => id.Length > 0);
        Assert.Equal(
            ["event 0", "event 0", "signal 1 event 0 signal 1 event 0"],
            alerts.Select(alert => string.Join(' ', alert.GetProperty("kibana.alert.ancestors").EnumerateArray().Select(from => $"{Text(from, "type")} {Text(from, "depth")}"))).Order(StringComparer.Ordinal));

        var list = (await bench.GetAsync(Bench.Actions + "?types=automated&pageSize=100")).Body.GetProperty("data").EnumerateArray();
        var ids = run.Alerts.Select(alert => alert.Id).ToArray();
        Assert.Equal(
            ["isolate X 1,2,3 ", "kill-process X 1 failed", "kill-process X 2 ", "kill-process X 3 "],
            list.Select(action => $"{Text(action, "command")} {action.GetProperty("agents")[0]} {string.Join(',', action.GetProperty("alertIds").EnumerateArray().Select(id => 1 + Array.IndexOf(ids, id.GetString())))} {(Text(action, "status") == "failed" ? "failed" : "")}").Order(StringComparer.Ordinal));

        bench.Pass(5);
        Assert.Equal((true, false, false), (bench.Kibana.Hosts["X"].IsIsolated, bench.Kibana.Hosts["Y"].IsIsolated, bench.Kibana.Hosts["Z"].IsIsolated));
        Assert.Equal([99L], bench.Kibana.Hosts["X"].Processes.Select(process => process.Pid));
        Assert.Equal(3, bench.Kibana.Hosts["Y"].Processes.Count);
    }

    [Theory, BothFaces]
    public async Task Threshold_Reached_MakesOneAlertAndIsolatesThatHostAlone(Face face)
    {
        await using var bench = await OpenAsync(face);
        await bench.CreateAsync(Threshold("""["agent.id","agent.type"]""", 3, RuleBench.Isolate));

        var run = bench.Kibana.RunRule("r-1",
        [
            Event("X", 1, "process", "logon", 1), Event("Y", 2, "process", "logon", 1), Event("X", 3, "process", "logon", 1),
            Event("Y", 4, "process", "logon", 1), Event("X", 5, "process", "logon", 1), Event("X", 6, "process", "other", 1), Event("X", 7, "process", "logon", 1),
        ]);

        Assert.Single(run.Alerts);
        var alert = Assert.Single(await AlertsAsync(bench));
        var result = alert.GetProperty("kibana.alert.threshold_result");
        Assert.Equal((4, """[{"field":"agent.id","value":"X"},{"field":"agent.type","value":"endpoint"}]"""), (result.GetProperty("count").GetInt32(), result.GetProperty("terms").GetRawText()));
        Assert.Equal("", Text(alert, "process.pid"));
        var action = Assert.Single((await bench.GetAsync(Bench.Actions)).Body.GetProperty("data").EnumerateArray());
        Assert.Equal(("isolate", "[\"X\"]"), (Text(action, "command"), action.GetProperty("agents").GetRawText()));

        bench.Pass(5);
        Assert.Equal((true, false), (bench.Kibana.Hosts["X"].IsIsolated, bench.Kibana.Hosts["Y"].IsIsolated));
    }

    [Fact]
    public async Task Threshold_WithCardinality_SaysHowManyValuesThereWere()
    {
        await using var bench = await OpenAsync(Face.InMemory);
        await bench.CreateAsync(Rule("threshold", """ ,"query":"process.name: logon","threshold":{"field":["agent.id"],"value":3,"cardinality":[{"field":"process.pid","value":2}]}""", []));

        bench.Kibana.RunRule("r-1", [.. new[] { 1, 2, 2, 3, 3 }.Select(pid => Event("X", pid, "process", "logon", pid)), .. Enumerable.Repeat(Event("Y", 1, "process", "logon", 1), 5)]);

        var alert = Assert.Single(await AlertsAsync(bench));
        Assert.Equal("""[{"field":"process.pid","value":3}]""", alert.GetProperty("kibana.alert.threshold_result").GetProperty("cardinality").GetRawText());
    }

    // Its alert has the group's fields and nothing else: without the agent among them nothing can be done.
    [Theory, BothFaces]
    public async Task Threshold_NotGroupedByAgent_MakesAnAlertAndNoAction(Face face)
    {
        await using var bench = await OpenAsync(face);
        await bench.CreateAsync(Threshold("""["process.name"]""", 2, RuleBench.Isolate));

        var run = bench.Kibana.RunRule("r-1", [Event("X", 1, "process", "logon", 1), Event("X", 2, "process", "logon", 1)]);

        Assert.Equal((1, 0), (run.Alerts.Count, run.Actions.Count));
        Assert.NotEmpty(run.Notes);
        Assert.Single(await AlertsAsync(bench));
        bench.Pass(60);
        Assert.False(bench.Kibana.Hosts["X"].IsIsolated);
    }

    [Fact]
    public async Task Threshold_SplitOverTwoRuns_IsNotReached()
    {
        await using var bench = await OpenAsync(Face.InMemory);
        await bench.CreateAsync(Threshold("""["agent.id","agent.type"]""", 2, RuleBench.Isolate));

        bench.Kibana.RunRule("r-1", [Event("X", 1, "process", "logon", 1)]);
        bench.Kibana.RunRule("r-1", [Event("X", 2, "process", "logon", 1)]);

        Assert.Empty(bench.Kibana.Alerts);
    }

    [Fact]
    public async Task Sequence_EventsFurtherApartThanItsMaxspan_MakesNone()
    {
        await using var bench = await OpenAsync(Face.InMemory);
        await bench.CreateAsync(Eql(DropperThenBeacon, "", RuleBench.Isolate));

        Assert.Empty(bench.Kibana.RunRule("r-1", [Event("X", 0, "process", "dropper", 10), Event("X", 301, "network", "beacon", 11)]).Alerts);
        Assert.Equal(3, bench.Kibana.RunRule("r-1", [Event("X", 0, "process", "dropper", 10), Event("X", 299, "network", "beacon", 11)]).Alerts.Count);
    }

    [Fact]
    public async Task Sequence_EventWithoutTime_IsPassedOverAndSaid()
    {
        await using var bench = await OpenAsync(Face.InMemory);
        await bench.CreateAsync(Eql(DropperThenBeacon, "", RuleBench.Isolate));

        var run = bench.Kibana.RunRule("r-1", ["""{"event":{"category":"process"},"agent":{"id":"X"},"process":{"name":"dropper"}}""", Event("X", 10, "network", "beacon", 11)]);

        Assert.Empty(run.Alerts);
        Assert.Contains(run.Notes, note => note.Contains("`@timestamp`", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sequence_MoreThanMaxSignals_CountsEachAsOne()
    {
        await using var bench = await OpenAsync(Face.InMemory);
        await bench.CreateAsync(Eql(DropperThenBeacon, ",\"max_signals\":1", RuleBench.Isolate));

        var run = bench.Kibana.RunRule("r-1",
        [
            Event("X", 10, "process", "dropper", 10), Event("X", 20, "network", "beacon", 11),
            Event("Y", 10, "process", "dropper", 10), Event("Y", 20, "network", "beacon", 11),
        ]);

        Assert.Equal(3, run.Alerts.Count);
        Assert.Contains(run.Notes, note => note.Contains("1 are left out", StringComparison.Ordinal));
    }

    [Theory, BothFaces]
    public async Task Preview_OfASequence_MakesItsAlerts(Face face)
    {
        await using var bench = await OpenAsync(face);
        bench.Kibana.SetPreviewEvents([Event("X", 10, "process", "dropper", 10), Event("X", 20, "network", "beacon", 11)]);

        var reply = await bench.PostAsync(RuleBench.Rules + "/preview", Eql(DropperThenBeacon, """ ,"invocationCount":1,"timeframeEnd":"2026-01-15T10:00:00Z" """));

        Assert.Equal(200, reply.Status);
        Assert.Equal(3, bench.Kibana.Alerts.Count(alert => alert.IsPreview));
    }

    private static string Eql(string query, string more, params string[] actions) => Rule("eql", $",\"language\":\"eql\",\"query\":\"{query}\"{more}", actions);

    private static string Threshold(string fields, int value, params string[] actions) =>
        Rule("threshold", $",\"query\":\"process.name: logon\",\"threshold\":{{\"field\":{fields},\"value\":{value}}}", actions);

    private static string Rule(string type, string more, string[] actions) =>
        $$"""{"type":"{{type}}","rule_id":"r-1","name":"r","description":"d","risk_score":21,"severity":"low"{{more}},"response_actions":[{{string.Join(',', actions)}}]}""";

    private static string Event(string agent, int second, string category, string process, int pid) =>
        $$"""{"@timestamp":"{{new DateTimeOffset(2026, 1, 15, 9, 50, 0, TimeSpan.Zero).AddSeconds(second):yyyy-MM-ddTHH:mm:ssZ}}","event":{"category":["{{category}}"]},"agent":{"id":"{{agent}}","type":"endpoint"},"process":{"name":"{{process}}","pid":{{pid}} } }""";

    private static async Task<Bench> OpenAsync(Face face)
    {
        var bench = await Bench.OpenAsync(face);
        foreach (var agent in (string[])["X", "Y", "Z"])
            bench.Kibana.AddEndpoint(agent).AddProcess(10, "dropper").AddProcess(11, "beacon").AddProcess(99, "good");
        return bench;
    }

    private static async Task<List<JsonElement>> AlertsAsync(Bench bench)
    {
        var search = await bench.PostAsync("/api/detection_engine/signals/search", """{"query":{"match_all":{}},"size":100}""");
        return [.. search.Body.GetProperty("hits").GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("_source"))];
    }

    // A field, dotted or nested.
    private static string Text(JsonElement json, string path, string absent = "")
    {
        if (json.TryGetProperty(path, out var value))
            return value.ToString();
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && json.TryGetProperty(path[..dot], out var deeper) && deeper.ValueKind == JsonValueKind.Object ? Text(deeper, path[(dot + 1)..], absent) : absent;
    }
}
