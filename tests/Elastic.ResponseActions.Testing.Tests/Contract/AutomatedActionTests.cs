using System.Text.Json;
using Elastic.ResponseActions.Testing.Tests.Rules;

namespace Elastic.ResponseActions.Testing.Tests.Contract;

/// <summary>The automated response algorithm beyond its worked example: what each alert of a rule leads to, as the action list shows it.</summary>
public sealed class AutomatedActionTests
{
    private const string Field = """{"overwrite":false,"field":"process.parent.entity_id"}""", ParentPid = """{"overwrite":false,"field":"process.parent.pid"}""", Name = """{"overwrite":false,"field":"process.name"}""";

    // The name of the parameter follows from the name of the field, its value is passed on as it is, and what is falsy counts as missing.
    [Theory]
    [InlineData("""{"overwrite":true,"field":""}""", """{"process":{"pid":7}}""", """{"pid":7}""", null)]
    [InlineData("""{"overwrite":true,"field":""}""", """{"process":{"pid":0}}""", "{}", "process.pid")]
    [InlineData("""{"overwrite":true,"field":""}""", """{"process":{"pid":null}}""", "{}", "process.pid")]
    [InlineData("""{"overwrite":true,"field":""}""", """{"process.pid":7}""", """{"pid":7}""", null)]
    [InlineData(Field, """{"process":{"pid":7,"parent":{"entity_id":"e-1"}}}""", """{"entity_id":"e-1"}""", null)]
    [InlineData(Field, """{"process":{"pid":7,"parent":{"entity_id":""}}}""", "{}", "process.parent.entity_id")]
    [InlineData(ParentPid, """{"process":{"parent":{"pid":8}}}""", """{"pid":8}""", null)]
    [InlineData(Name, """{"process":{"name":"evil"}}""", """{"pid":"evil"}""", null)]
    public async Task KillProcess_Selector_DecidesParameterAndError(string config, string alert, string parameters, string? missing)
    {
        var action = Assert.Single(await RunAsync([RuleBench.Kill(config)], [WithAgent(alert)]));

        Assert.Equal(parameters, action.GetProperty("parameters").GetRawText());
        Assert.Equal(missing is null ? "pending" : "failed", Text(action, "status"));
        if (missing is not null)
            Assert.Equal($"The action was called with a non-existing event field name: {missing}", action.GetProperty("errors")[0].GetString());
    }

    // One request for each agent and value, compared as text; one more for the alerts that have none.
    [Fact]
    public async Task KillProcess_SeveralAlerts_AreGroupedByAgentAndValue()
    {
        var actions = await RunAsync([RuleBench.Kill()], [Alert("a1", 1), Alert("a1", 2), Alert("a1", 1), Alert("b2", 1), """{"agent":{"id":"a1","type":"endpoint"}}"""]);

        Assert.Equal(
            ["""a1 1 {"pid":2} pending""", "a1 1 {} failed", """a1 2 {"pid":1} pending""", """b2 1 {"pid":1} pending"""],
            actions.Select(action => $"{action.GetProperty("agents")[0]} {action.GetProperty("alertIds").GetArrayLength()} {action.GetProperty("parameters")} {Text(action, "status")}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"agent":{"id":"a1"}}""")]
    [InlineData("""{"agent":{"id":"a1","type":"filebeat"}}""")]
    [InlineData("""{"agent":{"id":"","type":"endpoint"}}""")]
    [InlineData("""{"agent":{"type":"endpoint"}}""")]
    [InlineData("""{"host":{"name":"web-01"}}""")]
    public async Task Alert_NotOfElasticDefend_LeadsToNothingAndNoError(string alert) => Assert.Empty(await RunAsync([RuleBench.Isolate, RuleBench.Kill()], [alert]));

    [Fact]
    public async Task Isolate_FiftyAndMoreAlertsOfOneHost_AreOneActionWithAllOfThem()
    {
        var action = Assert.Single(await RunAsync([RuleBench.Isolate], [.. Enumerable.Range(1, 60).Select(pid => Alert("a1", pid))]));

        Assert.Equal(60, action.GetProperty("alertIds").GetArrayLength());
        Assert.Equal(("unknown", "endpoint", "Rule r-1"), (Text(action, "createdBy"), Text(action, "agentType"), Text(action, "ruleName")));
        Assert.False(action.TryGetProperty("parameters", out _));
    }

    // Only the first alert of a host counts; without a system it is known to, nothing is stored.
    [Theory]
    [InlineData("""{"os":{"type":"Linux"}}""", 1)]
    [InlineData("""{"os":{"name":"linux"}}""", 1)]
    [InlineData("""{"os":{"platform":"linux"}}""", 1)]
    [InlineData("""{"os":{"type":"windows"}}""", 0)]
    [InlineData("""{"os":{"type":"solaris"}}""", 0)]
    [InlineData("{}", 0)]
    public async Task RunScript_HostsSystem_ChoosesTheScriptOrNone(string host, int actions)
    {
        var alert = $$"""{"agent":{"id":"a1","type":"endpoint"},"host":{{host}} }""";

        Assert.Equal(actions, (await RunAsync(["""{"action_type_id":".endpoint","params":{"command":"runscript","config":{"linux":{"scriptId":"s-1"}}}}"""], [alert, alert])).Count);
    }

    [Theory]
    [InlineData("platinum", "a1", "At least Enterprise license is required to use Response Actions.")]
    [InlineData("platinum", "gone", "At least Enterprise license is required to use Response Actions.")]
    [InlineData("enterprise", "gone", "The host does not have Elastic Defend integration installed")]
    public async Task Error_FirstThatApplies_HidesTheOthers(string license, string agent, string error)
    {
        // Before 9.1 an action without a host is still shown.
        var actions = await RunAsync([RuleBench.Kill()], [$$"""{"agent":{"id":"{{agent}}","type":"endpoint"} }"""], "8.18.0", license);

        var action = Assert.Single(actions);
        Assert.Equal(("failed", true, error), (Text(action, "status"), action.GetProperty("isCompleted").GetBoolean(), action.GetProperty("errors")[0].GetString()));
        Assert.Equal(Text(action, "startedAt"), Text(action, "completedAt"));
    }

    [Fact]
    public async Task Osquery_BesideEndpointActions_IsKeptInTheRuleAndMakesNoEndpointAction()
    {
        Assert.Single(await RunAsync([RuleBench.Isolate, """{"action_type_id":".osquery","params":{"query":"select 1"}}"""], [Alert("a1", 1)]));
    }

    // From 9.1 on an action without a host belongs to no space: no list shows it, and its details are a 500.
    [Fact]
    public async Task HostIsGone_From91On_TheFailedActionIsHidden()
    {
        await using var bench = await OpenAsync("9.4.0", "enterprise", [RuleBench.Isolate]);

        var action = Assert.Single(bench.Kibana.RunRuleOnAlerts("r-1", [Alert("gone", 1)]).Actions);

        Assert.Equal(0, (await bench.GetAsync(Bench.Actions)).Body.GetProperty("total").GetInt32());
        (await bench.GetAsync($"{Bench.Actions}/{action.Id}")).IsError(
            500, "Internal Server Error", $"Response action [{action.Id}] missing 'agent.policy' information - unable to determine if response action is accessible for space [default]");
    }

    [Fact]
    public async Task Space_OfTheAlert_IsTheActions()
    {
        await using var bench = await Loopback.OpenAsync();
        bench.Kibana.Hosts["a1"].Spaces = ["soc"];
        await bench.CreateAsync(RuleBench.Rule("r-1", "query", "", RuleBench.Isolate), "/s/soc");

        var run = bench.Kibana.RunRuleOnAlerts("r-1", [Alert("a1", 1)], "soc");

        Assert.Equal(1, (await bench.GetAsync("/s/soc" + Bench.Actions)).Body.GetProperty("total").GetInt32());
        Assert.Equal(0, (await bench.GetAsync(Bench.Actions)).Body.GetProperty("total").GetInt32());
        (await bench.GetAsync($"{Bench.Actions}/{Assert.Single(run.Actions).Id}")).IsError(404, "Not Found", $"Action [{run.Actions[0].Id}] not found");
    }

    private static async Task<List<JsonElement>> RunAsync(string[] actions, string[] alerts, string version = "9.4.0", string license = "enterprise")
    {
        await using var bench = await OpenAsync(version, "enterprise", actions);
        bench.Kibana.License = new LicenseLevel(license);
        bench.Kibana.RunRuleOnAlerts("r-1", alerts);
        bench.Kibana.License = LicenseLevel.Enterprise;
        var list = await bench.GetAsync(Bench.Actions + "?types=automated&pageSize=1000");
        return list.Status == 404 ? [] : [.. list.Body.GetProperty("data").EnumerateArray()];
    }

    private static async Task<Bench> OpenAsync(string version, string license, string[] actions)
    {
        var bench = await Loopback.OpenAsync(version, new FakeKibanaOptions { License = new LicenseLevel(license) });
        bench.Kibana.AddEndpoint("b2");
        bench.Kibana.AddScript(new FakeScript { Id = "s-1", Name = "one" });
        await bench.CreateAsync(RuleBench.Rule("r-1", "query", "", actions));
        return bench;
    }

    private static string Alert(string agent, int pid) => $$"""{"agent":{"id":"{{agent}}","type":"endpoint"},"process":{"pid":{{pid}} } }""";

    private static string WithAgent(string members) => """{"agent":{"id":"a1","type":"endpoint"},""" + members[1..];

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
