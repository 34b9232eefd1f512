using System.Text.Json;

namespace Elastic.ResponseActions.Testing.Tests.Rules;

/// <summary>Create, read, replace, patch, delete, find: defaults, both error shapes, texts.</summary>
public sealed class RuleTests
{
    [Theory, BothFaces]
    public async Task Create_LeastRule_IsCompletedWithKibanasDefaults(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);

        var rule = await bench.CreateAsync(RuleBench.Rule("r-1", more: ""","unheard_of":1"""));

        Assert.Equal(("kuery", "5m", "now-6m", "now", 100, 1), (Text(rule, "language"), Text(rule, "interval"), Text(rule, "from"), Text(rule, "to"), Number(rule, "max_signals"), Number(rule, "version")));
        Assert.False(rule.GetProperty("enabled").GetBoolean());
        Assert.Equal("[]", rule.GetProperty("exceptions_list").GetRawText());
        Assert.Equal("""{"type":"internal"}""", rule.GetProperty("rule_source").GetRawText());
        Assert.Equal(("elastic", "2026-01-15T10:00:00.000Z", 0), (Text(rule, "created_by"), Text(rule, "created_at"), Number(rule, "revision")));
        Assert.False(rule.TryGetProperty("response_actions", out _));
        Assert.False(rule.TryGetProperty("unheard_of", out _));
        Assert.True(Guid.TryParse(Text(rule, "id"), out _));
    }

    [Theory]
    [InlineData("threshold", """{"type":"threshold","threshold":{"field":"host.name","value":2},"query":"*","name":"n","description":"d","risk_score":1,"severity":"low"}""", "threshold", """{"field":["host.name"],"value":2}""")]
    [InlineData("ml", """{"type":"machine_learning","machine_learning_job_id":"j","anomaly_threshold":1,"name":"n","description":"d","risk_score":1,"severity":"low"}""", "machine_learning_job_id", """["j"]""")]
    [InlineData("query", """{"type":"query","name":"n","description":"d","risk_score":1,"severity":"low"}""", "query", "\"\"")]
    public async Task Create_Members_AreBroughtToOneForm(string name, string body, string member, string expected)
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback);

        Assert.Equal((name, expected), (name, (await bench.CreateAsync(body)).GetProperty(member).GetRawText()));
    }

    [Theory]
    [InlineData("{", "Invalid request payload JSON format")]
    [InlineData("[]", "[request body]: Expected object, received array")]
    [InlineData("{}", "[request body]: type: Invalid discriminator value. Expected 'eql' | 'query' | 'saved_query' | 'threshold' | 'threat_match' | 'machine_learning' | 'new_terms' | 'esql'")]
    [InlineData("""{"type":"query"}""", "[request body]: name: Required, description: Required, risk_score: Required, severity: Required")]
    [InlineData("""{"type":"eql","name":"","description":"d","risk_score":101,"severity":"dire"}""", "[request body]: query: Required, language: Required, name: String must contain at least 1 character(s), risk_score: Number must be less than or equal to 100, severity: Invalid enum value. Expected 'low' | 'medium' | 'high' | 'critical', received 'dire'")]
    [InlineData("""{"type":"esql","name":7,"description":7,"risk_score":"x","severity":7,"tags":"x"}""", "[request body]: query: Required, language: Required, name: Expected string, received number, description: Expected string, received number, risk_score: Expected number, received string, and 2 more")]
    public async Task Create_WrongBody_IsRefusedInThePlatformsShape(string body, string message)
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback);

        (await bench.PostAsync(RuleBench.Rules, body)).IsError(400, "Bad Request", message);
    }

    [Theory, BothFaces]
    public async Task Rule_ItsLife_OverEveryRoute(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        var created = await bench.CreateAsync(RuleBench.Rule("r-1", more: ""","tags":["a","b"]"""));
        (await bench.PostAsync(RuleBench.Rules, RuleBench.Rule("r-1"))).IsEngineError(409, "rule_id: \"r-1\" already exists");

        bench.Pass(1);
        var patched = await bench.SendAsync(HttpMethod.Patch, RuleBench.Rules, """{"rule_id":"r-1","tags":["c"],"enabled":true}""");
        Assert.Equal("""["c"]""", patched.Body.GetProperty("tags").GetRawText());
        Assert.Equal((1, "2026-01-15T10:00:01.000Z", "2026-01-15T10:00:00.000Z"), (Number(patched.Body, "revision"), Text(patched.Body, "updated_at"), Text(patched.Body, "created_at")));
        var replaced = await bench.SendAsync(HttpMethod.Put, RuleBench.Rules, RuleBench.Rule("r-1", more: ""","max_signals":5"""));
        Assert.Equal("[]", replaced.Body.GetProperty("tags").GetRawText());
        Assert.False(replaced.Body.GetProperty("enabled").GetBoolean());
        Assert.Equal(Text(created, "id"), Text(replaced.Body, "id"));
        Assert.Equal(5, Number((await bench.GetAsync($"{RuleBench.Rules}?id={Text(created, "id")}")).Body, "max_signals"));
        Assert.Equal("r-1", Text((await bench.SendAsync(HttpMethod.Delete, $"{RuleBench.Rules}?rule_id=r-1", null)).Body, "rule_id"));
        (await bench.GetAsync($"{RuleBench.Rules}?rule_id=r-1")).IsEngineError(404, "rule_id: \"r-1\" not found");
        (await bench.GetAsync($"{RuleBench.Rules}?id=none")).IsEngineError(404, "id: \"none\" not found");
        (await bench.SendAsync(HttpMethod.Patch, RuleBench.Rules, """{"id":"none","name":7}""")).IsEngineError(404, "id: \"none\" not found");
        Assert.Equal("""{"message":["either \"id\" or \"rule_id\" must be set"],"status_code":400}""", (await bench.GetAsync(RuleBench.Rules)).Body.GetRawText());
    }

    [Theory]
    [InlineData("sort_field=name")]
    [InlineData("sort_order=asc")]
    public async Task Find_HalfASort_IsRefusedWithAListOfTexts(string query)
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback);

        var reply = await bench.GetAsync($"{RuleBench.Rules}/_find?{query}");

        Assert.Equal((400, """["when \"sort_order\" and \"sort_field\" must exist together or not at all"]"""), (reply.Status, reply.Body.GetProperty("message").GetRawText()));
    }

    [Theory, BothFaces]
    public async Task Rules_OfAnotherSpace_AreNotThere(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        await bench.CreateAsync(RuleBench.Rule("r-1"), "/s/soc");

        Assert.Equal(404, (await bench.GetAsync($"{RuleBench.Rules}?rule_id=r-1")).Status);
        Assert.Equal(200, (await bench.GetAsync($"/s/soc{RuleBench.Rules}?rule_id=r-1")).Status);
    }

    [Theory]
    [InlineData("", 3, "r-1,r-2,r-3")]
    [InlineData("?per_page=2&page=2", 3, "r-3")]
    [InlineData("?sort_field=risk_score&sort_order=desc", 3, "r-2,r-3,r-1")]
    [InlineData("?filter=alert.attributes.tags:%20%22x%22", 2, "r-1,r-2")]
    [InlineData("?filter=alert.attributes.enabled:%20true", 1, "r-2")]
    [InlineData("?filter=alert.attributes.name:%20special", 1, "r-3")]
    public async Task Find_Query_SpellsItsAnswerInCamelCase(string query, int total, string found)
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback);
        await bench.CreateAsync(RuleBench.Rule("r-1", more: ""","tags":["x"]"""));
        await bench.CreateAsync(RuleBench.Rule("r-2", more: ""","tags":["x","y"],"enabled":true,"risk_score":90"""));
        await bench.CreateAsync(RuleBench.Rule("r-3", more: ""","name":"special r-3","risk_score":30"""));

        var reply = await bench.GetAsync($"{RuleBench.Rules}/_find{query}");

        Assert.Equal((200, total), (reply.Status, Number(reply.Body, "total")));
        Assert.True(reply.Body.TryGetProperty("perPage", out _));
        Assert.Equal(found, string.Join(',', reply.Body.GetProperty("data").EnumerateArray().Select(rule => Text(rule, "rule_id"))));
    }

    [Theory]
    [InlineData("9.2.0", "canReadSecuritySolution", 200, 200)]
    [InlineData("9.3.0", "canReadSecuritySolution", 403, 403)]
    [InlineData("9.3.0", "canReadRules", 200, 403)]
    [InlineData("9.3.0", "canWriteRules", 403, 200)]
    public async Task Privileges_FromRelease93_AreTheRulesOwn(string version, string permission, int read, int write)
    {
        await using var bench = await Bench.OpenAsync(Face.InMemory, new FakeKibanaOptions { Version = version });
        var user = bench.Kibana.AddUser("u", FakePermission.Find(permission)!);

        Assert.Equal(read, (await bench.GetAsync($"{RuleBench.Rules}/_find", user)).Status);
        var written = await bench.PostAsync(RuleBench.Rules, RuleBench.Rule("r-1"), user);
        Assert.Equal(write, written.Status);
        if (write == 403 && version == "9.3.0")
            Assert.Equal("API [POST /api/detection_engine/rules] is unauthorized for user, this action is granted by the Kibana privileges [rules-all]", written.Message);
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();
}
