using System.Text;
using System.Text.Json;

namespace Elastic.ResponseActions.Testing.Tests.Rules;

/// <summary>Many rules at once: bulk actions with their 500s, export and import.</summary>
public sealed class BulkTests
{
    private const string Bulk = RuleBench.Rules + "/_bulk_action";

    [Theory, BothFaces]
    public async Task Bulk_AllSucceed_Is200WithEveryRule(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        await bench.CreateAsync(RuleBench.Rule("r-1"));
        await bench.CreateAsync(RuleBench.Rule("r-2"));

        var reply = await bench.PostAsync(Bulk, """{"action":"enable","query":""}""");

        Assert.Equal((200, true, 2), (reply.Status, reply.Body.GetProperty("success").GetBoolean(), reply.Body.GetProperty("rules_count").GetInt32()));
        Assert.Equal(2, reply.Body.GetProperty("attributes").GetProperty("results").GetProperty("updated").GetArrayLength());
        Assert.True((await bench.GetAsync($"{RuleBench.Rules}?rule_id=r-1")).Body.GetProperty("enabled").GetBoolean());
    }

    [Theory, BothFaces]
    public async Task Bulk_OneFails_Is500ThoughOthersSucceeded(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        var author = bench.Kibana.AddUser("author", FakePermission.CanWriteRules);
        string?[] ids = [Id(await bench.CreateAsync(RuleBench.Rule("r-1", "query", "", RuleBench.Isolate))), Id(await bench.CreateAsync(RuleBench.Rule("r-2"))), "gone"];

        var reply = await bench.PostAsync(Bulk, $$"""{"action":"duplicate","ids":["{{string.Join("\",\"", ids)}}"]}""", author);

        Assert.Equal((500, "Bulk edit partially failed", 500), (reply.Status, reply.Message, reply.Body.GetProperty("status_code").GetInt32()));
        var attributes = reply.Body.GetProperty("attributes");
        Assert.Equal("""{"failed":2,"succeeded":1,"skipped":0,"total":3}""", attributes.GetProperty("summary").GetRawText());
        Assert.Equal("User is not authorized to create/update isolate response action", attributes.GetProperty("errors")[0].GetProperty("message").GetString());
        Assert.Equal("Rule r-2 [Duplicate]", attributes.GetProperty("results").GetProperty("created")[0].GetProperty("name").GetString());
    }

    [Theory, BothFaces]
    public async Task Bulk_DryRun_ChangesNothingAndListsNothing(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        await bench.CreateAsync(RuleBench.Rule("r-1"));

        var reply = await bench.PostAsync(Bulk + "?dry_run=true", """{"action":"delete","query":""}""");

        Assert.Equal("""{"failed":0,"succeeded":1,"skipped":0,"total":1}""", reply.Body.GetProperty("attributes").GetProperty("summary").GetRawText());
        Assert.Equal(0, reply.Body.GetProperty("attributes").GetProperty("results").GetProperty("deleted").GetArrayLength());
        Assert.Equal(200, (await bench.GetAsync($"{RuleBench.Rules}?rule_id=r-1")).Status);
        (await bench.PostAsync(Bulk + "?dry_run=true", """{"action":"export","query":""}""")).IsEngineError(400, "Export action doesn't support dry_run mode");
    }

    [Theory, BothFaces]
    public async Task Bulk_EditTags_SkipsWhatIsSoAlready(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        await bench.CreateAsync(RuleBench.Rule("r-1", more: ""","tags":["a"]"""));
        await bench.CreateAsync(RuleBench.Rule("r-2"));

        var reply = await bench.PostAsync(Bulk, """{"action":"edit","query":"","edit":[{"type":"add_tags","value":["a"]}]}""");

        Assert.Equal("""{"failed":0,"succeeded":1,"skipped":1,"total":2}""", reply.Body.GetProperty("attributes").GetProperty("summary").GetRawText());
        Assert.Equal("""["a"]""", (await bench.GetAsync("/api/detection_engine/tags")).Body.GetRawText());
    }

    [Theory]
    [InlineData("""{"action":"enable","query":"","ids":["x"]}""", "Both query and ids are sent. Define either ids or query in request payload.")]
    [InlineData("{\"action\":\"enable\",\"ids\":[IDS]}", "More than 100 ids sent for bulk edit action.")]
    public async Task Bulk_WrongSelection_IsRefused(string body, string message)
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback);

        (await bench.PostAsync(Bulk, body.Replace("IDS", string.Join(',', Enumerable.Range(0, 101).Select(i => $"\"{i}\"")), StringComparison.Ordinal))).IsEngineError(400, message);
    }

    [Theory, BothFaces]
    public async Task Bulk_RunOfADisabledRule_FailsWithItsOwnText(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        await bench.CreateAsync(RuleBench.Rule("r-1"));

        var reply = await bench.PostAsync(Bulk, """{"action":"run","query":"","run":{"start_date":"2026-01-15T00:00:00Z"}}""");

        Assert.Equal((500, "Bulk manual rule run failed"), (reply.Status, reply.Message));
    }

    [Theory, BothFaces]
    public async Task Export_ThenImport_GivesTheRulesBack(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        await bench.CreateAsync(RuleBench.Rule("r-1", "query", "", RuleBench.Isolate));
        await bench.CreateAsync(RuleBench.Rule("r-2", "eql"));

        var exported = await bench.PostAsync(RuleBench.Rules + "/_export", """{"objects":[{"rule_id":"r-1"},{"rule_id":"r-9"}]}""");
        var lines = Encoding.UTF8.GetString(exported.Bytes).TrimEnd().Split('\n');
        Assert.Equal((2, "r-1", 1), (lines.Length, JsonElement.Parse(lines[0]).GetProperty("rule_id").GetString(), JsonElement.Parse(lines[1]).GetProperty("exported_rules_count").GetInt32()));
        Assert.Equal("r-9", JsonElement.Parse(lines[1]).GetProperty("missing_rules")[0].GetProperty("rule_id").GetString());
        var all = await bench.PostAsync(RuleBench.Rules + "/_export?exclude_export_details=true", "");
        Assert.Equal(2, Encoding.UTF8.GetString(all.Bytes).TrimEnd().Split('\n').Length);

        await using var other = await Bench.OpenAsync(face);
        var imported = await ImportAsync(other, Encoding.UTF8.GetString(exported.Bytes));

        Assert.Equal((true, 1, 1), (imported.Body.GetProperty("success").GetBoolean(), imported.Body.GetProperty("success_count").GetInt32(), imported.Body.GetProperty("rules_count").GetInt32()));
        var rule = (await other.GetAsync($"{RuleBench.Rules}?rule_id=r-1")).Body;
        Assert.Equal("isolate", rule.GetProperty("response_actions")[0].GetProperty("params").GetProperty("command").GetString());
    }

    [Theory, BothFaces]
    public async Task Import_RefusedRules_AreReportedUnder200(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        var author = bench.Kibana.AddUser("author", FakePermission.CanWriteRules);
        await bench.CreateAsync(RuleBench.Rule("old"));
        string[] lines = [RuleBench.Rule("new"), RuleBench.Rule("twice"), RuleBench.Rule("twice"), RuleBench.Rule("old"), RuleBench.Rule("denied", "query", "", RuleBench.Isolate), "{broken", """{"rule_id":"wrong","type":"query"}"""];

        var reply = await ImportAsync(bench, string.Join('\n', lines), user: author);

        Assert.Equal((200, false, 2, 7), (reply.Status, reply.Body.GetProperty("success").GetBoolean(), reply.Body.GetProperty("success_count").GetInt32(), reply.Body.GetProperty("rules_count").GetInt32()));
        var errors = reply.Body.GetProperty("errors").EnumerateArray().ToDictionary(
            error => error.GetProperty("rule_id").GetString()!, error => (error.GetProperty("error").GetProperty("status_code").GetInt32(), error.GetProperty("error").GetProperty("message").GetString()));
        Assert.Equal((400, "More than one rule with rule-id: \"twice\" found"), errors["twice"]);
        Assert.Equal((409, "rule_id: \"old\" already exists"), errors["old"]);
        Assert.Equal((403, "User is not authorized to create/update isolate response action"), errors["denied"]);
        Assert.Equal(400, errors["wrong"].Item1);
        Assert.Equal(404, (await bench.GetAsync($"{RuleBench.Rules}?rule_id=denied")).Status);
        Assert.True((await ImportAsync(bench, RuleBench.Rule("old"), "?overwrite=true")).Body.GetProperty("success").GetBoolean());
    }

    [Theory, BothFaces]
    public async Task Import_WrongFile_IsRefused(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);

        (await bench.PostFormAsync(RuleBench.Rules + "/_import", ("file", "", "rules.json"))).IsEngineError(400, "Invalid file extension .json");
        Assert.Equal(400, (await bench.PostFormAsync(RuleBench.Rules + "/_import", ("other", "", "rules.ndjson"))).Status);
        Assert.Equal(413, (await bench.PostFormAsync(RuleBench.Rules + "/_import", ("file", new string(' ', 10_485_760), "rules.ndjson"))).Status);
    }

    private static string? Id(JsonElement rule) => rule.GetProperty("id").GetString();

    private static Task<Reply> ImportAsync(Bench bench, string lines, string query = "", FakeUser? user = null)
    {
        return bench.SendAsync(HttpMethod.Post, RuleBench.Rules + "/_import" + query, null, user, request =>
        {
            var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(lines)), "file", "rules.ndjson" } };
            request.Content = form;
        });
    }
}
