using System.Text;
using System.Text.Json;

namespace Elastic.ResponseActions.Testing.Tests.Rules;

/// <summary>What an export carries beside rules: exception lists and their items, connectors; and Elastic's own rules.</summary>
public sealed class ImportExportTests
{
    private const string List = """{"list_id":"l-1","type":"detection","name":"List","description":"d","namespace_type":"single"}""";
    private const string Item = """{"item_id":"i-1","list_id":"l-1","type":"simple","name":"Item","description":"d","namespace_type":"single","entries":[{"field":"user.name","operator":"included","type":"match","value":"ann"}]}""";
    private const string Connector = """{"id":"c-1","type":"action","attributes":{"actionTypeId":".slack","name":"Slack"}}""";

    private static readonly string Rule = RuleBench.Rule("r-1", "query", ""","exceptions_list":[{"id":"x","list_id":"l-1","type":"detection","namespace_type":"single"}],"actions":[{"id":"c-1","group":"default","action_type_id":".slack","params":{}}]""", RuleBench.Isolate);

    [Fact]
    public async Task Import_WhatARuleRefersTo_IsKeptAndExportedWithIt()
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback);

        var imported = await ImportAsync(bench, $"{Rule}\n{List}\n{Item}\n{Connector}\n");
        var exported = await bench.PostAsync(RuleBench.Rules + "/_export", "");

        Assert.Equal((true, 1, 1), (imported.GetProperty("success").GetBoolean(), imported.GetProperty("success_count").GetInt32(), imported.GetProperty("rules_count").GetInt32()));
        Assert.Equal((2, 1), (imported.GetProperty("exceptions_success_count").GetInt32(), imported.GetProperty("action_connectors_success_count").GetInt32()));
        var lines = Encoding.UTF8.GetString(exported.Bytes).TrimEnd().Split('\n').Select(line => JsonElement.Parse(line)).ToArray();
        Assert.Equal(["r-1", "l-1", "i-1", "c-1", "4 1 1 1 1"], lines.Select(Named));
    }

    [Fact]
    public async Task Import_WhatIsThere_IsKeptUnlessToldOtherwise()
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback);
        await ImportAsync(bench, $"{Rule}\n{List}\n{Item}\n{Connector}");
        var changed = Item.Replace("\"ann\"", "\"bob\"", StringComparison.Ordinal);

        var refused = await ImportAsync(bench, $"{List}\n{changed}\n{Connector}");

        Assert.Equal(("False", "True", 0), (refused.GetProperty("exceptions_success").ToString(), refused.GetProperty("action_connectors_success").ToString(), refused.GetProperty("action_connectors_success_count").GetInt32()));
        Assert.Equal(
            """[{"list_id":"l-1","error":{"status_code":409,"message":"Found that list_id: \"l-1\" already exists. Import of list_id: \"l-1\" skipped."}},{"item_id":"i-1","error":{"status_code":409,"message":"Found that item_id: \"i-1\" already exists. Import of item_id: \"i-1\" skipped."}}]""",
            refused.GetProperty("exceptions_errors").GetRawText());
        Assert.Equal(2, (await ImportAsync(bench, $"{List}\n{changed}", "?overwrite_exceptions=true")).GetProperty("exceptions_success_count").GetInt32());
        Assert.Contains("\"bob\"", Encoding.UTF8.GetString((await bench.PostAsync(RuleBench.Rules + "/_export", "")).Bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(List, false)]
    public async Task Import_ListOfARule_IsTakenOutOfItWhereItIsMissing(string list, bool removed)
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback);

        var imported = await ImportAsync(bench, $"{Rule}\n{Connector}\n{list}");

        Assert.Equal((!removed, 1), (imported.GetProperty("success").GetBoolean(), imported.GetProperty("success_count").GetInt32()));
        Assert.Equal(
            removed ? """[{"rule_id":"r-1","error":{"status_code":400,"message":"Rule with rule_id: \"r-1\" references a non existent exception list of list_id: \"l-1\". Reference has been removed."}}]""" : "[]",
            imported.GetProperty("errors").GetRawText());
        Assert.Equal(removed ? 0 : 1, (await bench.GetAsync(RuleBench.Rules + "?rule_id=r-1")).Body.GetProperty("exceptions_list").GetArrayLength());
    }

    // A list of that id and another type, or for all spaces, is another list.
    [Theory]
    [InlineData("\"type\":\"detection\"", "\"type\":\"endpoint\"")]
    [InlineData("\"namespace_type\":\"single\"", "\"namespace_type\":\"agnostic\"")]
    public async Task Import_ListOfAnotherKind_IsNotTheRules(string from, string to)
    {
        await using var bench = await Bench.OpenAsync(Face.InMemory);

        var imported = await ImportAsync(bench, $"{Rule}\n{Connector}\n{List.Replace(from, to, StringComparison.Ordinal)}");

        Assert.Equal((1, 1), (imported.GetProperty("errors").GetArrayLength(), imported.GetProperty("success_count").GetInt32()));
    }

    [Fact]
    public async Task Import_ConnectorMissing_KeepsEveryRuleOut()
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback);
        var two = RuleBench.Rule("r-2", "query", ""","actions":[{"id":"c-1","group":"default","action_type_id":".slack","params":{}},{"id":"c-2","group":"default","action_type_id":".slack","params":{}}]""");

        var imported = await ImportAsync(bench, $"{List}\n{Rule}\n{two}\n{RuleBench.Rule("r-3")}");

        Assert.Equal(("False", "False", 0, 3), (imported.GetProperty("success").ToString(), imported.GetProperty("action_connectors_success").ToString(), imported.GetProperty("success_count").GetInt32(), imported.GetProperty("rules_count").GetInt32()));
        Assert.Equal(
            """[{"id":"c-1,c-2","rule_id":"r-1,r-2","error":{"status_code":404,"message":"2 connectors are missing. Connector ids missing are: c-1, c-2"}}]""",
            imported.GetProperty("action_connectors_errors").GetRawText());
        Assert.Equal("A connector is known once a line of an import has brought it; add it to the file.", bench.Kibana.Requests[^1].Why);
        Assert.Equal(0, (await bench.GetAsync(RuleBench.Rules + "/_find")).Body.GetProperty("total").GetInt32());
    }

    // The exception keeps an event from becoming an alert, and so a host from being isolated.
    [Fact]
    public async Task RunRule_ExceptionOfTheRule_KeepsItsEventsOut()
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback);
        await ImportAsync(bench, $"{Rule}\n{List}\n{Item}\n{Connector}");

        var run = bench.Kibana.RunRule("r-1",
            ["""{"agent":{"id":"a1","type":"endpoint"},"process":{"name":"evil"},"user":{"name":"ann"}}""", """{"agent":{"id":"a1","type":"endpoint"},"process":{"name":"evil"},"user":{"name":"bob"}}"""]);

        Assert.Equal("bob", Assert.Single(run.Alerts).Document.GetProperty("user").GetProperty("name").GetString());
    }

    [Fact]
    public async Task RunRule_ListThatIsMissing_SaysSo()
    {
        await using var bench = await Bench.OpenAsync(Face.InMemory);
        await bench.CreateAsync(Rule);

        Assert.Contains("l-1", Assert.Throws<InvalidOperationException>(() => bench.Kibana.RunRule("r-1", [])).Message, StringComparison.Ordinal);
        Assert.Contains("\"missing_exception_lists\":[{\"list_id\":\"l-1\"}]", Encoding.UTF8.GetString((await bench.PostAsync(RuleBench.Rules + "/_export", "")).Bytes), StringComparison.Ordinal);
    }

    // One failure makes the whole answer a 500, though the user's own rule was changed.
    [Theory]
    [InlineData("8.18.0", 500)]
    [InlineData("8.17.0", 200)]
    public async Task Bulk_EditOfElasticsOwnRule_IsRefusedWithItsCode(string version, int status)
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback, new FakeKibanaOptions { Version = version });
        await ImportAsync(bench, RuleBench.Rule("own") + "\n" + RuleBench.Rule("elastic", "query", ""","immutable":true"""));

        var reply = await bench.PostAsync(RuleBench.Rules + "/_bulk_action", """{"action":"edit","query":"","edit":[{"type":"add_tags","value":["x"]}]}""");

        Assert.Equal(status, reply.Status);
        if (status == 200)
            return;
        Assert.Equal("Bulk edit partially failed", reply.Message);
        var error = Assert.Single(reply.Body.GetProperty("attributes").GetProperty("errors").EnumerateArray());
        Assert.Equal((403, "IMMUTABLE", "Rule elastic"), (error.GetProperty("status_code").GetInt32(), error.GetProperty("err_code").GetString(), error.GetProperty("rules")[0].GetProperty("name").GetString()));
        var source = (await bench.GetAsync(RuleBench.Rules + "?rule_id=elastic")).Body;
        Assert.Equal((true, "external"), (source.GetProperty("immutable").GetBoolean(), source.GetProperty("rule_source").GetProperty("type").GetString()));
    }

    private static string Named(JsonElement line) =>
        line.TryGetProperty("exported_count", out var all)
            ? $"{all} {line.GetProperty("exported_rules_count")} {line.GetProperty("exported_exception_list_count")} {line.GetProperty("exported_exception_list_item_count")} {line.GetProperty("exported_action_connector_count")}"
            : ((string[])["rule_id", "item_id", "list_id", "id"]).Where(name => line.TryGetProperty(name, out _)).Select(name => line.GetProperty(name).GetString()!).First();

    private static async Task<JsonElement> ImportAsync(Bench bench, string lines, string query = "")
    {
        var reply = await bench.PostFormAsync(RuleBench.Rules + "/_import" + query, ("file", lines, "rules.ndjson"));
        Assert.Equal(200, reply.Status);
        return reply.Body;
    }
}
