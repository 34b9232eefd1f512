using System.Text;
using System.Text.Json;
using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Kibana.Rules;

public sealed class RuleRoutesInMemoryTests() : RuleRoutesTests(Face.InMemory);

public sealed class RuleRoutesLoopbackTests() : RuleRoutesTests(Face.Loopback);

public abstract class RuleRoutesTests(Face face) : IAsyncLifetime
{
    private const string Isolate = """[{"action_type_id":".endpoint","params":{"command":"isolate","comment":"c"}}]""";

    private Rig _rig = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private RuleRoutes Rules => _rig.Client.Rules;

    public async ValueTask InitializeAsync() => _rig = await Rig.StartAsync(face);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _rig.DisposeAsync();
    }

    [Fact]
    public async Task CreateAsync_Rule_IsStoredWithDefaultsAndRead()
    {
        var created = await Rules.CreateAsync(Rule("r-1", Isolate), Stop);

        Assert.NotNull(created.Id);
        Assert.False(created.Enabled);
        Assert.Equal("5m", created.Interval);
        Assert.Equal(created, await Rules.GetAsync(RuleKey.OfRuleId("r-1"), Stop));
        Assert.Equal(created, await Rules.GetAsync(RuleKey.OfId(created.Id), Stop));
        Assert.IsType<IsolateAction>(Assert.Single(created.ResponseActions));
    }

    [Fact]
    public async Task CreateAsync_SameRuleIdTwice_Is409()
    {
        await Rules.CreateAsync(Rule("r-1"), Stop);

        var error = await Assert.ThrowsAsync<ResponseActionsException>(async () => await Rules.CreateAsync(Rule("r-1"), Stop));

        Assert.Equal(409, error.StatusCode);
        Assert.Equal("""rule_id: "r-1" already exists""", error.ServerMessage);
        Assert.Equal("POST /api/detection_engine/rules", error.Route);
    }

    [Fact]
    public async Task CreateAsync_ManyErrors_NamesAllAndSendsNothing()
    {
        var rule = DetectionRule.Parse("""
            {"rule_id":"r","name":"N","type":"threshold","risk_score":101,"response_actions":[
             {"action_type_id":".endpoint","params":{"command":"kill-process","config":{"field":"process.entity_id"}}},
             {"action_type_id":".endpoint","params":{"command":"reboot"}}]}
            """u8);

        var error = await Assert.ThrowsAsync<InvalidRuleException>(async () => await Rules.CreateAsync(rule, Stop));

        Assert.Equal(
            ["description", "severity", "query", "threshold", "risk_score", "params.config.overwrite", "params.command"],
            error.Problems.Select(problem => problem.Member));
        Assert.EndsWith("Nothing was sent.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_rig.Kibana.Requests, request => request.Method == "POST");
    }

    [Theory]
    [InlineData("8.12.0", "kill-process", "query", "params.command: Kibana 8.12.0 does not have kill-process, suspend-process by a rule; that came with 8.13.")]
    [InlineData("9.3.0", "runscript", "query", "params.command: Kibana 9.3.0 does not have runscript by a rule; that came with 9.4.")]
    [InlineData("8.15.0", "isolate", "eql", "response_actions: Kibana 8.15.0 does not have response actions in rules of every type; that came with 8.16.")]
    [InlineData("8.9.0", "isolate", "query", null)]
    [InlineData("8.16.0", "isolate", "eql", null)]
    [InlineData("9.4.0", "kill-process", "query", null)]
    public async Task CreateAsync_ServerTooOld_IsRefusedBeforeTheCallWithTheReleaseThatHasIt(string version, string command, string type, string? told)
    {
        _rig.Kibana.Version = version;
        var config = command switch
        {
            "kill-process" => """,  "config":{"overwrite":true,"field":""}""",
            "runscript" => """, "config":{"linux":{"scriptId":"s"}}""",
            _ => "",
        };
        var rule = Rule("r-1", $$$"""[{"action_type_id":".endpoint","params":{"command":"{{{command}}}"{{{config}}}}}]""", type);

        if (told is null)
        {
            await Rules.CreateAsync(rule, Stop);
            return;
        }

        var error = await Assert.ThrowsAsync<InvalidRuleException>(async () => await Rules.CreateAsync(rule, Stop));
        var problem = Assert.Single(error.Problems);
        Assert.Equal(told, $"{problem.Member}: {problem.Message}");
        Assert.DoesNotContain(_rig.Kibana.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task ReplaceAsync_ReadRule_LosesNothingAndKeepsItsId()
    {
        var stored = await Rules.CreateAsync(Rule("r-1", Isolate), Stop);

        var replaced = await Rules.ReplaceAsync(stored with { Name = "new name" }, Stop);

        Assert.Equal(stored.Id, replaced.Id);
        Assert.Equal("new name", replaced.Name);
        Assert.Equal(stored.ResponseActions, replaced.ResponseActions);
    }

    [Fact]
    public async Task ReplaceAsync_UnknownRule_Is404() =>
        Assert.Equal(404, (await Assert.ThrowsAsync<ResponseActionsException>(async () => await Rules.ReplaceAsync(Rule("none"), Stop))).StatusCode);

    [Theory]
    [InlineData("9.4.0", true)]
    [InlineData("9.3.0", false)]
    [InlineData("9.5.0", false)]
    [InlineData("8.18.0", false)]
    public async Task PatchAsync_WithoutTheRightsAndActionsUntouched_KeepsThem(string version, bool isSentAlong)
    {
        await Rules.CreateAsync(Rule("r-1", Isolate), Stop);
        _rig.Kibana.Version = version;
        _rig.Kibana.User.Permissions = [FakePermission.CanReadSecuritySolution, FakePermission.CanReadRules, FakePermission.CanWriteRules];
        var rules = new ResponseActionsClient(_rig.Way, _rig.Options, _rig.Time).Rules;

        var patched = await rules.PatchAsync(RuleKey.OfRuleId("r-1"), """{"tags":["t"]}"""u8.ToArray(), Stop);

        Assert.Equal(["t"], patched.Tags);
        Assert.IsType<IsolateAction>(Assert.Single(patched.ResponseActions));
        var sent = Assert.Single(_rig.Kibana.Requests, request => request.Method == "PATCH").Body;
        Assert.Equal(isSentAlong, sent.Contains("response_actions", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PatchAsync_RemovingActionsWithoutTheRight_SaysWhichPrivilege()
    {
        await Rules.CreateAsync(Rule("r-1", Isolate), Stop);
        _rig.Kibana.User.Permissions = [FakePermission.CanReadSecuritySolution, FakePermission.CanReadRules, FakePermission.CanWriteRules];

        var error = await Assert.ThrowsAsync<ResponseActionsAuthorizationException>(
            async () => await Rules.PatchAsync(RuleKey.OfRuleId("r-1"), """{"response_actions":[]}"""u8.ToArray(), Stop));

        Assert.Equal("isolate", Assert.Single(error.Needs).Name);
        Assert.EndsWith("Most probably missing: `host_isolation_all` (Host Isolation: All), or a licence of `platinum` or above.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("""{"rule_id":"other"}""")]
    [InlineData("""{"id":"other"}""")]
    [InlineData("""{"name":"a","name":"b"}""")]
    [InlineData("""{"response_actions":{}}""")]
    [InlineData("""{"response_actions":[{}]}""")]
    [InlineData("""{"response_actions":[{"action_type_id":".endpoint","params":{"command":"kill-process"}}]}""")]
    public async Task PatchAsync_BadPatch_IsRefusedUnsent(string patch)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Rules.PatchAsync(RuleKey.OfRuleId("r-1"), Encoding.UTF8.GetBytes(patch), Stop));

        Assert.DoesNotContain(_rig.Kibana.Requests, request => request.Method == "PATCH");
    }

    [Fact]
    public async Task DeleteAsync_StoredRule_GivesItBackAndItIsGone()
    {
        await Rules.CreateAsync(Rule("r-1"), Stop);

        Assert.Equal("r-1", (await Rules.DeleteAsync(RuleKey.OfRuleId("r-1"), Stop))?.RuleId);
        Assert.Null(await Rules.DeleteAsync(RuleKey.OfRuleId("r-1"), Stop));
        Assert.Null(await Rules.GetAsync(RuleKey.OfRuleId("r-1"), Stop));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\r\nb")]
    [InlineData("a\0")]
    public void RuleKey_BlankOrControl_IsRefused(string id)
    {
        Assert.Throws<ArgumentException>(() => RuleKey.OfRuleId(id));
        Assert.Throws<ArgumentException>(() => RuleKey.OfId(id));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a/b?c#d&rule_id=x")]
    [InlineData("""a" or rule_id: "b""")]
    public async Task GetAsync_IdThatLooksLikeAPathOrQuery_StaysOneId(string id)
    {
        await Rules.CreateAsync(Rule("r-1"), Stop);

        Assert.Null(await Rules.GetAsync(RuleKey.OfRuleId(id), Stop));
    }

    [Fact]
    public async Task FindAsync_EveryParameter_IsKeptTo()
    {
        foreach (var id in (string[])["c", "a", "b"])
            await Rules.CreateAsync(Rule(id) with { Name = id, Tags = id == "c" ? [] : ["t"] }, Stop);

        var page = await Rules.FindAsync(new RuleFilter { Kuery = "alert.attributes.tags: \"t\"", SortField = "name", Descending = true, Page = 1, PageSize = 1 }, Stop);

        Assert.Equal(2, page.Total);
        Assert.Equal("b", Assert.Single(page.Rules).Name);
        Assert.Equal(3, (await Rules.FindAsync(new RuleFilter(), Stop)).Rules.Count);
    }

    [Theory]
    [InlineData(0, 20)]
    [InlineData(1, 0)]
    [InlineData(1, 10_001)]
    public async Task FindAsync_PageOutOfRange_IsRefusedUnsent(int page, int size)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Rules.FindAsync(new RuleFilter { Page = page, PageSize = size }, Stop));

        Assert.Empty(_rig.Kibana.Requests);
    }

    [Fact]
    public async Task FindAsync_BadFilter_IsKibanasError()
    {
        var error = await Assert.ThrowsAsync<ResponseActionsException>(async () => await Rules.FindAsync(new RuleFilter { Kuery = "a: (" }, Stop));

        Assert.Equal(400, error.StatusCode);
    }

    [Fact]
    public async Task FindAllAsync_ManyPages_GivesEachRuleOnce()
    {
        for (var i = 0; i < 7; i++)
            await Rules.CreateAsync(Rule($"r-{i}"), Stop);

        List<string> found = [];
        await foreach (var rule in Rules.FindAllAsync(new RuleFilter { PageSize = 3 }, Stop))
            found.Add(rule.RuleId);

        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"r-{i}"), found.Order());
        Assert.Equal(3, _rig.Kibana.Requests.Count(request => request.Path.Contains("_find?", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task BulkAsync_SomeFail_TellsBothAlthoughTheAnswerIs500()
    {
        var on = await Rules.CreateAsync(Rule("r-1"), Stop);

        var result = await Rules.BulkAsync(RuleBulkAction.Enable, RuleSelection.Ids(on.Id!, "no-such-rule"), cancellationToken: Stop);

        Assert.Equal((1, 1, 2), (result.Succeeded, result.Failed, result.Total));
        Assert.Equal("r-1", Assert.Single(result.Updated).RuleId);
        var error = Assert.Single(result.Errors);
        Assert.Equal(["no-such-rule"], error.RuleIds);
        Assert.Single(_rig.Kibana.Requests, request => request.Path.Contains("_bulk_action?", StringComparison.Ordinal));
        Assert.True((await Rules.GetAsync(RuleKey.OfRuleId("r-1"), Stop))!.Enabled);
    }

    [Fact]
    public async Task BulkAsync_EveryAction_DoesWhatItSays()
    {
        await Rules.CreateAsync(Rule("r-1"), Stop);
        var all = RuleSelection.All;

        Assert.Equal(1, (await Rules.BulkAsync(RuleBulkAction.Enable, all, dryRun: true, Stop)).Succeeded);
        Assert.False((await Rules.GetAsync(RuleKey.OfRuleId("r-1"), Stop))!.Enabled);
        Assert.Equal(1, (await Rules.BulkAsync(RuleBulkAction.Enable, RuleSelection.Query("alert.attributes.enabled: false"), cancellationToken: Stop)).Succeeded);
        Assert.Equal(1, (await Rules.BulkAsync(RuleBulkAction.Run(_rig.Time.GetUtcNow().AddHours(-1), _rig.Time.GetUtcNow()), all, cancellationToken: Stop)).Succeeded);
        Assert.Equal(1, (await Rules.BulkAsync(RuleBulkAction.Disable, all, cancellationToken: Stop)).Succeeded);
        Assert.Equal(1, (await Rules.BulkAsync(RuleBulkAction.Run(_rig.Time.GetUtcNow()), all, cancellationToken: Stop)).Failed);
        Assert.Equal(["new"], Assert.Single((await Rules.BulkAsync(RuleBulkAction.Edit(JsonElement.Parse("""{"type":"add_tags","value":["new"]}""")), all, cancellationToken: Stop)).Updated).Tags);
        Assert.Single((await Rules.BulkAsync(RuleBulkAction.Duplicate(includeExceptions: true), all, cancellationToken: Stop)).Created);
        Assert.Equal(2, (await Rules.BulkAsync(RuleBulkAction.Delete, all, cancellationToken: Stop)).Deleted.Count);
    }

    [Fact]
    public void RuleSelection_NothingOrTooMuch_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => RuleSelection.Ids());
        Assert.Throws<ArgumentException>(() => RuleSelection.Ids([.. Enumerable.Range(0, 101).Select(i => $"{i}")]));
        Assert.Throws<ArgumentException>(() => RuleSelection.Ids(" "));
        Assert.Throws<ArgumentException>(() => RuleSelection.Query(""));
        Assert.Throws<ArgumentException>(() => RuleBulkAction.Edit());
    }

    [Fact]
    public async Task ExportAsync_ThenImport_IsLossless()
    {
        await Rules.CreateAsync(Rule("r-1", Isolate), Stop);
        await Rules.CreateAsync(Rule("r-2"), Stop);
        using var file = new MemoryStream();

        var export = await Rules.ExportAsync(file, ["r-1", "absent"], cancellationToken: Stop);

        Assert.Equal(1, export.RulesCount);
        Assert.Equal(["absent"], export.MissingRuleIds);
        await Rules.DeleteAsync(RuleKey.OfRuleId("r-1"), Stop);
        var import = await Rules.ImportAsync(file.ToArray(), cancellationToken: Stop);
        Assert.True(import.Success);
        Assert.Equal(1, import.SuccessCount);
        Assert.IsType<IsolateAction>(Assert.Single((await Rules.GetAsync(RuleKey.OfRuleId("r-1"), Stop))!.ResponseActions));

        using var all = new MemoryStream();
        Assert.Equal(2, (await Rules.ExportAsync(all, cancellationToken: Stop)).RulesCount);
    }

    [Fact]
    public async Task ImportAsync_StoredRule_IsAnErrorOfTheResultUnlessOverwritten()
    {
        await Rules.CreateAsync(Rule("r-1"), Stop);
        var line = Encoding.UTF8.GetBytes("""{"rule_id":"r-1","name":"n","type":"query","query":"*","description":"d","risk_score":1,"severity":"low"}""" + "\n");

        var refused = await Rules.ImportAsync(line, cancellationToken: Stop);
        var overwritten = await Rules.ImportAsync(line, new RuleImportOptions { Overwrite = true, OverwriteExceptions = true, OverwriteActionConnectors = true, AsNewList = true }, Stop);

        var error = Assert.Single(refused.Errors);
        Assert.False(refused.Success);
        Assert.Equal(("r-1", 409, """rule_id: "r-1" already exists"""), (error.RuleId, error.StatusCode, error.Message));
        Assert.True(overwritten.Success);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\n")]
    [InlineData("[]\n")]
    [InlineData("""{"name":"no rule id"}""")]
    [InlineData("""{"rule_id":"a","rule_id":"b","name":"n","type":"query"}""")]
    public async Task ImportAsync_BadFile_IsRefusedUnsent(string file)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Rules.ImportAsync(Encoding.UTF8.GetBytes(file), cancellationToken: Stop));

        Assert.Empty(_rig.Kibana.Requests);
    }

    [Fact]
    public async Task ImportAsync_TooLarge_IsRefusedUnsent()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await Rules.ImportAsync(new byte[10_485_761], cancellationToken: Stop));

        Assert.StartsWith("The file has 10485761 bytes, and the request around it ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PreviewAsync_RuleThatIsolates_SendsTheActionOnlyWhenToldInSoManyWords(bool forReal)
    {
        var host = _rig.Kibana.AddEndpoint("a-1");
        _rig.Kibana.SetPreviewEvents(["""{"agent":{"id":"a-1","type":"endpoint"},"process":{"name":"bash"}}"""]);
        _rig.Kibana.Version = "9.2.0";

        var preview = await Rules.PreviewAsync(
            Rule("r-1", Isolate) with { Query = "process.name: bash" },
            new RulePreviewOptions { TimeframeEnd = _rig.Time.GetUtcNow(), EnableLoggedRequests = true, SendResponseActionsForReal = forReal }, Stop);

        Assert.NotNull(preview.PreviewId);
        Assert.Single(preview.Logs);
        Assert.Equal(forReal ? 1 : 0, _rig.Kibana.Actions.Count);
        Assert.False(host.IsIsolated && !forReal);
        Assert.Equal(forReal, _rig.Kibana.Requests[^1].Body.Contains("response_actions", StringComparison.Ordinal));
    }

    internal static DetectionRule Rule(string id, string? actions = null, string type = "query") => DetectionRule.Parse(Encoding.UTF8.GetBytes($$"""
        {"rule_id":"{{id}}","name":"N","type":"{{type}}","language":"{{(type == "eql" ? "eql" : "kuery")}}","query":"{{(type == "eql" ? "any where true" : "*")}}","description":"d","risk_score":50,"severity":"high"{{(actions is null ? "" : ",\"response_actions\":" + actions)}}}
        """));
}
