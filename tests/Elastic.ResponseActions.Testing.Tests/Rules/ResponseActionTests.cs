namespace Elastic.ResponseActions.Testing.Tests.Rules;

/// <summary>What Kibana checks of a rule's response actions when it is written, by release.</summary>
public sealed class ResponseActionTests
{
    private const string Scripts = """{"action_type_id":".endpoint","params":{"command":"runscript","config":{"linux":{"scriptId":"s-1"}}}}""";

    [Theory]
    [InlineData("9.4.0", """{"command":"unisolate"}""", "response_actions.0.params.command: Invalid literal value, expected \"isolate\", response_actions.0.params.command: Invalid literal value, expected \"runscript\", response_actions.0.params.command: Invalid enum value. Expected 'kill-process' | 'suspend-process', received 'unisolate', response_actions.0.params.config: Required")]
    [InlineData("9.4.0", """{"command":"kill-process"}""", "response_actions.0.params.config: Required")]
    [InlineData("9.4.0", """{"command":"suspend-process","config":{"overwrite":true}}""", "response_actions.0.params.config.field: Required")]
    [InlineData("8.12.0", """{"command":"kill-process","config":{"overwrite":true,"field":""}}""", "response_actions.0.params.command: Invalid literal value, expected \"isolate\"")]
    [InlineData("9.3.0", """{"command":"runscript","config":{}}""", "response_actions.0.params.command: Invalid literal value, expected \"isolate\", response_actions.0.params.command: Invalid enum value. Expected 'kill-process' | 'suspend-process', received 'runscript'")]
    [InlineData("9.3.0", """{"config":{}}""", "response_actions.0.params.command: Invalid literal value, expected \"isolate\", response_actions.0.params.command: Required")]
    public async Task Schema_WrongParams_AreRefusedInThePlatformsShape(string version, string parameters, string problem)
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback, new FakeKibanaOptions { Version = version });

        var reply = await bench.PostAsync(RuleBench.Rules, RuleBench.Rule("r", "query", "", $$"""{"action_type_id":".endpoint","params":{{parameters}}}"""));

        reply.IsError(400, "Bad Request", "[request body]: " + problem);
    }

    [Theory, BothFaces]
    public async Task Schema_ParamsWithoutCommand_PassFrom94OnAndDoNothing(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        await bench.CreateAsync(RuleBench.Rule("r", "query", "", """{"action_type_id":".endpoint","params":{"comment":"c"}}"""));

        var run = bench.Kibana.RunRuleOnAlerts("r", ["""{"agent":{"id":"a1","type":"endpoint"}}"""]);

        Assert.Single(run.Alerts);
        Assert.Empty(run.Actions);
    }

    [Theory]
    [InlineData("""{"overwrite":true,"field":"process.entity_id"}""", "Invalid [kill-process] response action configuration: 'field' is not allowed when 'overwrite' is 'true'")]
    [InlineData("""{"field":"process.entity_id"}""", "Invalid [kill-process] response action configuration: 'field' is not allowed when 'overwrite' is 'true'")]
    [InlineData("""{"overwrite":false,"field":" "}""", "Invalid [kill-process] response action configuration: 'field' is required when 'overwrite' is 'false'")]
    public async Task Selector_FieldAgainstOverwrite_IsCheckedFrom94On(string config, string message)
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback);
        var rule = RuleBench.Rule("r", "query", "", RuleBench.Kill(config));
        (await bench.PostAsync(RuleBench.Rules, rule)).IsEngineError(400, message);

        await using var before = await Bench.OpenAsync(Face.Loopback, new FakeKibanaOptions { Version = "8.18.0" });
        Assert.Equal(200, (await before.PostAsync(RuleBench.Rules, rule)).Status);
        before.Kibana.Version = "9.4.0";
        (await before.SendAsync(HttpMethod.Put, RuleBench.Rules, RuleBench.Rule("r"))).IsEngineError(400, message);
    }

    [Theory, BothFaces]
    public async Task Permission_OfWhatChanged_IsNeededAlsoToRemoveIt(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        var author = bench.Kibana.AddUser("author", FakePermission.CanReadRules, FakePermission.CanWriteRules, FakePermission.CanKillProcess);
        const string denied = "User is not authorized to create/update isolate response action";
        (await bench.PostAsync(RuleBench.Rules, RuleBench.Rule("r", "query", "", RuleBench.Isolate), author)).IsEngineError(403, denied);
        await bench.CreateAsync(RuleBench.Rule("r", "query", "", RuleBench.Isolate));

        // Unchanged, and one of one's own added: passes. Removed: does not. A patch that does not mention them counts as removing.
        Assert.Equal(200, (await bench.SendAsync(HttpMethod.Put, RuleBench.Rules, RuleBench.Rule("r", "query", "", RuleBench.Isolate, RuleBench.Kill()), author)).Status);
        (await bench.SendAsync(HttpMethod.Put, RuleBench.Rules, RuleBench.Rule("r", "query", "", RuleBench.Kill()), author)).IsEngineError(403, denied);
        (await bench.SendAsync(HttpMethod.Put, RuleBench.Rules, RuleBench.Rule("r"), author)).IsEngineError(403, denied);
        (await bench.SendAsync(HttpMethod.Patch, RuleBench.Rules, """{"rule_id":"r","name":"new"}""", author)).IsEngineError(403, denied);
        bench.Kibana.Version = "9.5.0";
        Assert.Equal(200, (await bench.SendAsync(HttpMethod.Patch, RuleBench.Rules, """{"rule_id":"r","name":"new"}""", author)).Status);
    }

    [Theory, BothFaces]
    public async Task Permission_Before94_IsNeededForTheUnchangedTooButNotToPatch(Face face)
    {
        await using var bench = await Bench.OpenAsync(face, new FakeKibanaOptions { Version = "8.18.0" });
        var author = bench.Kibana.AddUser("author", FakePermission.CanReadSecuritySolution);
        var rule = RuleBench.Rule("r", "query", "", RuleBench.Isolate);
        await bench.CreateAsync(rule);

        (await bench.SendAsync(HttpMethod.Put, RuleBench.Rules, rule, author)).IsEngineError(403, "User is not authorized to change isolate response actions");
        Assert.Equal(200, (await bench.SendAsync(HttpMethod.Put, RuleBench.Rules, RuleBench.Rule("r"), author)).Status);
        Assert.Equal(200, (await bench.SendAsync(HttpMethod.Patch, RuleBench.Rules, $$"""{"rule_id":"r","response_actions":[{{RuleBench.Isolate}}]}""", author)).Status);
    }

    [Theory]
    [InlineData("8.15.0", "eql", false)]
    [InlineData("8.15.0", "saved_query", true)]
    [InlineData("8.16.0", "eql", true)]
    public async Task ResponseActions_OfARuleType_AreKnownFromARelease(string version, string type, bool isKept)
    {
        await using var bench = await Bench.OpenAsync(Face.InMemory, new FakeKibanaOptions { Version = version });

        var rule = await bench.CreateAsync(RuleBench.Rule("r", type, "", RuleBench.Isolate));

        Assert.Equal(isKept, rule.TryGetProperty("response_actions", out _));
    }

    [Theory]
    [InlineData("{}", 400, "Invalid [runscript] response action configuration: no scripts specified")]
    [InlineData("""{"linux":{"scriptId":"s-9"}}""", 400, "Invalid [linux] [runscript] response action configuration: script [s-9] not found")]
    [InlineData("""{"windows":{"scriptId":"s-1"}}""", 500, "Invalid [windows] [runscript] response action configuration: script [s-1, One] is not compatible with host OS 'windows']")]
    [InlineData("""{"linux":{"scriptId":"s-1"}}""", 400, "Invalid [linux] [runscript] response action configuration: script [s-1, One] requires input but no input was provided")]
    [InlineData(null, 400, "Invalid [runscript] response action configuration: 'config' is required")]
    public async Task RunScript_WrongScript_IsNamed(string? config, int status, string message)
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback);
        bench.Kibana.AddScript(new FakeScript { Id = "s-1", Name = "One", Platforms = ["linux"], RequiresInput = true });
        var action = $$"""{"action_type_id":".endpoint","params":{"command":"runscript"{{(config is null ? "" : ",\"config\":" + config)}} } }""";

        (await bench.PostAsync(RuleBench.Rules, RuleBench.Rule("r", "query", "", action))).IsEngineError(status, message);
    }

    [Theory]
    [InlineData("9.4.0", 400)]
    [InlineData("9.5.0", 200)]
    public async Task RunScript_DeletedScript_BlocksItsRemovalUpTo94(string version, int status)
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback, new FakeKibanaOptions { Version = version });
        bench.Kibana.AddScript(new FakeScript { Id = "s-1", Name = "One" });
        await bench.CreateAsync(RuleBench.Rule("r", "query", "", Scripts));
        bench.Kibana.RemoveScript("s-1");

        Assert.Equal(status, (await bench.SendAsync(HttpMethod.Put, RuleBench.Rules, RuleBench.Rule("r"))).Status);
    }
}
