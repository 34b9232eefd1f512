using System.Text.Json;

namespace Elastic.ResponseActions.Testing.Tests.Rules;

/// <summary>The detection engine: from an event to the state of a host, over HTTP.</summary>
public sealed class RunRuleTests
{
    private static readonly string[] WorkedExample =
    [
        Event("X", 10, id: "e1"), Event("X", 10, id: "e2"), Event("X", null, id: "e3"), Event("Y", 7, id: "e4"), Event("Z", 1, "filebeat", id: "e5"),
    ];

    public static TheoryData<Face, string, bool> RuleTypes()
    {
        var data = new TheoryData<Face, string, bool>();
        foreach (var face in Enum.GetValues<Face>())
        {
            foreach (var type in (string[])["query", "saved_query", "eql", "new_terms", "threat_match"])
                data.Add(face, type, true);
            foreach (var type in (string[])["query", "saved_query", "eql", "new_terms", "threat_match", "threshold", "esql", "machine_learning"])
                data.Add(face, type, false);
        }
        return data;
    }

    // The worked example of the automated response algorithm: five actions, none for Z.
    [Theory, MemberData(nameof(RuleTypes))]
    public async Task WorkedExample_EveryRuleTypeThatCarriesTheFields_GivesFiveActions(Face face, string type, bool fromEvents)
    {
        await using var bench = await OpenAsync(face);
        var rule = await bench.CreateAsync(RuleBench.Rule("r-1", type, "", RuleBench.Isolate, RuleBench.Kill()));

        bench.Kibana.AddIndicators(["""{"threat":{"indicator":{"name":"evil"}}}"""]);
        var run = fromEvents ? bench.Kibana.RunRule("r-1", WorkedExample) : bench.Kibana.RunRuleOnAlerts("r-1", WorkedExample);

        Assert.Equal(5, run.Alerts.Count);
        var list = await bench.GetAsync(Bench.Actions + "?types=automated&pageSize=100");
        Assert.Equal(5, list.Body.GetProperty("total").GetInt32());
        var ids = run.Alerts.Select(alert => alert.Id).ToArray();
        Assert.Equal(
            [
                "isolate X A1,A2,A3 pending ",
                "isolate Y A4 pending ",
                """kill-process X A1,A2 pending {"pid":10}""",
                "kill-process X A3 failed {} The action was called with a non-existing event field name: process.pid",
                """kill-process Y A4 pending {"pid":7}""",
            ],
            list.Body.GetProperty("data").EnumerateArray().Select(action => Describe(action, ids)).Order(StringComparer.Ordinal));
        Assert.All(list.Body.GetProperty("data").EnumerateArray(), action => Assert.Equal(
            ("unknown", rule.GetProperty("id").GetString(), "Rule r-1", "endpoint"),
            (Text(action, "createdBy"), Text(action, "ruleId"), Text(action, "ruleName"), Text(action, "agentType"))));

        bench.Pass(5);
        Assert.True(bench.Kibana.Hosts["X"].IsIsolated);
        Assert.Equal([99L], bench.Kibana.Hosts["X"].Processes.Select(process => process.Pid));
        Assert.False(bench.Kibana.Hosts["Z"].IsIsolated);
    }

    [Theory, BothFaces]
    public async Task Platinum_SavesTheRule_AndEveryActionFailsAtOnce(Face face)
    {
        await using var bench = await OpenAsync(face, new FakeKibanaOptions { License = LicenseLevel.Platinum });
        await bench.CreateAsync(RuleBench.Rule("r-1", "query", "", RuleBench.Isolate));
        (await bench.PostAsync(RuleBench.Rules, RuleBench.Rule("r-2", "query", "", RuleBench.Kill()))).IsEngineError(403, "User is not authorized to create/update kill-process response action");

        bench.Kibana.RunRule("r-1", [Event("X", 10)]);
        var action = (await bench.GetAsync(Bench.Actions)).Body.GetProperty("data")[0];

        Assert.Equal(("failed", true), (Text(action, "status"), action.GetProperty("isCompleted").GetBoolean()));
        Assert.Equal("At least Enterprise license is required to use Response Actions.", action.GetProperty("errors")[0].GetString());
        Assert.Equal(Text(action, "startedAt"), Text(action, "completedAt"));
        bench.Pass(60);
        Assert.False(bench.Kibana.Hosts["X"].IsIsolated);
    }

    [Theory, BothFaces]
    public async Task Host_WithoutElasticDefend_LeavesAFailedActionWithoutAgents(Face face)
    {
        await using var bench = await OpenAsync(face, new FakeKibanaOptions { Version = "8.18.0" });
        await bench.CreateAsync(RuleBench.Rule("r-1", "query", "", RuleBench.Isolate));

        var run = bench.Kibana.RunRule("r-1", [Event("gone", 1)]);
        var details = (await bench.GetAsync($"{Bench.Actions}/{Assert.Single(run.Actions).Id}")).Body.GetProperty("data");

        Assert.Equal("[]|{}|{}", $"{details.GetProperty("agents")}|{details.GetProperty("hosts")}|{details.GetProperty("agentState")}");
        Assert.Equal("The host does not have Elastic Defend integration installed", details.GetProperty("errors")[0].GetString());
        Assert.Equal("""(WARNING: The following agent ids are not valid: ["gone"] and will not be included in action request)""", Text(details, "comment"));
    }

    [Theory, BothFaces]
    public async Task RunRule_TwiceOnOneHost_IsolatesTwice(Face face)
    {
        await using var bench = await OpenAsync(face);
        await bench.CreateAsync(RuleBench.Rule("r-1", "query", "", RuleBench.Isolate));

        bench.Kibana.RunRule("r-1", [Event("X", 1)]);
        bench.Kibana.RunRule("r-1", [Event("X", 1)]);

        Assert.Equal(2, bench.Kibana.Actions.Count);
    }

    [Theory]
    [InlineData("8.14.0", 1)]
    [InlineData("8.15.0", 0)]
    public async Task AgentType_Before815_IsNotLookedAt(string version, int actions)
    {
        await using var bench = await OpenAsync(Face.InMemory, new FakeKibanaOptions { Version = version });
        await bench.CreateAsync(RuleBench.Rule("r-1", "query", "", RuleBench.Isolate));

        Assert.Equal(actions, bench.Kibana.RunRule("r-1", [Event("Z", 1, "filebeat")]).Actions.Count);
    }

    [Theory, BothFaces]
    public async Task RunScript_OfARule_RunsForTheHostsSystem(Face face)
    {
        await using var bench = await OpenAsync(face);
        bench.Kibana.AddScript(new FakeScript { Id = "s-1", Name = "One", Result = new("ran\n") });
        await bench.CreateAsync(RuleBench.Rule("r-1", "query", "", """{"action_type_id":".endpoint","params":{"command":"runscript","config":{"linux":{"scriptId":"s-1","timeout":60}}}}"""));

        var run = bench.Kibana.RunRule("r-1", ["""{"agent":{"id":"X","type":"endpoint"},"host":{"os":{"type":"linux"}},"process":{"name":"evil"}}"""]);
        bench.Pass(5);

        var details = (await bench.GetAsync($"{Bench.Actions}/{Assert.Single(run.Actions).Id}")).Body.GetProperty("data");
        Assert.Equal("""{"scriptId":"s-1","timeout":60}""", details.GetProperty("parameters").GetRawText());
        Assert.Equal("ran\n", details.GetProperty("outputs").GetProperty("X").GetProperty("content").GetProperty("stdout").GetString());
    }

    [Theory]
    [InlineData("esql", "esql")]
    [InlineData("machine_learning", "jobs that run only in Elasticsearch")]
    public async Task RunRule_RuleThatCannotBeMatchedHere_SaysWhyAndWhatToDo(string type, string why)
    {
        await using var bench = await OpenAsync(Face.InMemory);
        await bench.CreateAsync(RuleBench.Rule("r-1", type, "", RuleBench.Isolate));

        var refused = Assert.Throws<InvalidOperationException>(() => bench.Kibana.RunRule("r-1", [Event("X", 1)])).Message;

        Assert.Contains(why, refused, StringComparison.Ordinal);
        Assert.EndsWith("Give its alerts to RunRuleOnAlerts.", refused, StringComparison.Ordinal);
        Assert.Empty(bench.Kibana.Alerts);
        Assert.Empty(bench.Kibana.Actions);
    }

    [Fact]
    public async Task RunRule_NoSuchRuleOrDocument_IsRefused()
    {
        await using var bench = await OpenAsync(Face.InMemory);
        await bench.CreateAsync(RuleBench.Rule("r-1"));

        Assert.Contains("No rule 'none'", Assert.Throws<InvalidOperationException>(() => bench.Kibana.RunRule("none", [])).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<JsonException>(() => bench.Kibana.RunRule("r-1", ["[]"]));
    }

    [Fact]
    public async Task RunRule_MoreAlertsThanMaxSignals_StopsThere()
    {
        await using var bench = await OpenAsync(Face.InMemory);
        await bench.CreateAsync(RuleBench.Rule("r-1", "query", """ ,"max_signals":3""", RuleBench.Isolate));

        var run = bench.Kibana.RunRule("r-1", Enumerable.Repeat(Event("X", 1), 5));

        Assert.Equal(3, run.Alerts.Count);
        Assert.Contains(run.Notes, note => note.Contains("max_signals", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("9.4.0", null, 1)]
    [InlineData("9.5.0", null, 0)]
    [InlineData("9.4.0", false, 0)]
    [InlineData("9.5.0", true, 1)]
    public async Task Preview_ByReleaseOrSwitch_ReallySendsActions(string version, bool? switched, int actions)
    {
        foreach (var face in Enum.GetValues<Face>())
        {
            await using var bench = await OpenAsync(face, new FakeKibanaOptions { Version = version, PreviewSendsActions = switched });
            bench.Kibana.SetPreviewEvents([Event("X", 1)]);

            var reply = await bench.PostAsync(RuleBench.Rules + "/preview", RuleBench.Rule("r-1", "query", """ ,"invocationCount":1,"timeframeEnd":"2026-01-15T10:00:00Z" """, RuleBench.Isolate));

            Assert.Equal((200, false), (reply.Status, reply.Body.GetProperty("isAborted").GetBoolean()));
            Assert.Equal(actions, bench.Kibana.Actions.Count);
            var alert = Assert.Single(bench.Kibana.Alerts);
            Assert.True(alert.IsPreview);
            Assert.Equal(Text(reply.Body, "previewId"), alert.Document.GetProperty("kibana.alert.rule.uuid").GetString());
            var search = await bench.PostAsync("/api/detection_engine/signals/search", """{"query":{"match_all":{}}}""");
            Assert.Equal(0, search.Body.GetProperty("hits").GetProperty("total").GetProperty("value").GetInt32());
        }
    }

    [Fact]
    public async Task Preview_NoInvocation_LogsItWithoutAnId()
    {
        await using var bench = await OpenAsync(Face.Loopback);

        var reply = await bench.PostAsync(RuleBench.Rules + "/preview", RuleBench.Rule("r-1", "query", """ ,"invocationCount":0,"timeframeEnd":"2026-01-15T10:00:00Z" """));

        Assert.False(reply.Body.TryGetProperty("previewId", out _));
        Assert.Equal("Invalid invocation count", reply.Body.GetProperty("logs")[0].GetProperty("errors")[0].GetString());
        Assert.Equal(400, (await bench.PostAsync(RuleBench.Rules + "/preview", RuleBench.Rule("r-1"))).Status);
    }

    private static string Event(string agent, int? pid, string type = "endpoint", string id = "e") =>
        $$"""{"@timestamp":"2026-01-15T09:59:00Z","event":{"category":["process"],"id":"{{id}}"},"agent":{"id":"{{agent}}","type":"{{type}}","name":"host-{{agent}}"},"process":{"name":"evil"{{(pid is null ? "" : $",\"pid\":{pid}")}} } }""";

    private static async Task<Bench> OpenAsync(Face face, FakeKibanaOptions? options = null)
    {
        var bench = await Bench.OpenAsync(face, options);
        foreach (var agent in (string[])["X", "Y", "Z"])
            bench.Kibana.AddEndpoint(agent).AddProcess(10, "evil").AddProcess(99, "good");
        return bench;
    }

    private static string Describe(JsonElement action, string[] alertIds) => string.Join(' ',
        Text(action, "command"), action.GetProperty("agents")[0].GetString(), string.Join(',', action.GetProperty("alertIds").EnumerateArray().Select(id => $"A{Array.IndexOf(alertIds, id.GetString()) + 1}")), Text(action, "status"),
        (action.TryGetProperty("parameters", out var parameters) ? parameters.GetRawText() : "") + (action.TryGetProperty("errors", out var errors) ? " " + errors[0].GetString() : ""));

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
