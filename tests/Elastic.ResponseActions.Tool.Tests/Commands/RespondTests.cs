using Elastic.ResponseActions.Testing;

namespace Elastic.ResponseActions.Tool.Tests.Commands;

public sealed class RespondTests : IDisposable
{
    private const string Rule = """{"rule_id":"r1","name":"All","type":"query","language":"kuery","query":"a: 1","severity":"high","tags":["t"]}""";
    private const string Event = """{"@timestamp":"2026-01-01T00:00:00Z","a":1,"agent":{"id":"a1","type":"endpoint"},"host":{"id":"h1","name":"n1","os":{"type":"linux"}},"process":{"pid":42,"entity_id":"e42","name":"evil"}}""";
    private const string Enforce = """{"version":1,"mode":{"default":"enforce"},"approval":{"classes":[],"first_of_rule":false},"allow_pid":true,"max_age":{"isolate":"3650d","process_entity":"3650d","process_pid":"3650d"}}""";
    private const string Isolate = """{"action_type_id":".endpoint","params":{"command":"isolate"}}""";
    private const string Kill = """{"action_type_id":".endpoint","params":{"command":"kill-process","config":{"overwrite":true,"field":""}}}""";

    private readonly Scratch _scratch = new();

    [Fact]
    public async Task Respond_OverHttpToAKibana_ActsOnItsHosts()
    {
        await using var kibana = new FakeKibana(FakeKibanaOptions.Default with { AnswerAfter = TimeSpan.Zero });
        var host = kibana.AddEndpoint("a1", "n1").AddProcess(42, "evil", "e42");
        host.HostId = "h1";
        var address = await kibana.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var run = await ToolRun.Of([.. Files(Isolate, Kill), "--kibana", $"{address}", "--api-key-file", _scratch.Write("key", kibana.ApiKey + "\n"), "--license", "enterprise", "--may", "isolate,kill-process"]);

        Assert.Equal(("", 0), (run.Error, run.ExitCode));
        Assert.Equal(["confirmed", "confirmed"], run.Records.Select(record => record.GetProperty("outcome").GetString()));
        Assert.True(host.IsIsolated);
        Assert.Empty(host.Processes);
    }

    [Fact]
    public async Task Respond_PrivilegeNotNamed_SendsNothing()
    {
        await using var kibana = new FakeKibana();
        kibana.AddEndpoint("a1", "n1").HostId = "h1";
        var address = await kibana.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var run = await ToolRun.Of([.. Files(Isolate), "--kibana", $"{address}", "--api-key-file", _scratch.Write("key", kibana.ApiKey)]);

        Assert.Equal("privilege", Assert.Single(run.Records).GetProperty("guard").GetString());
        Assert.Empty(kibana.Actions);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Respond_WithElasticsearch_AsksWhatTheKeyMayDo(bool granted)
    {
        await using var kibana = new FakeKibana(FakeKibanaOptions.Default with { AnswerAfter = TimeSpan.Zero });
        kibana.AddEndpoint("a1", "n1").HostId = "h1";
        if (!granted)
            kibana.User.Permissions = [.. FakePermission.All.Where(static permission => permission != FakePermission.CanIsolateHost)];
        var address = await kibana.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var elasticsearch = await kibana.Elasticsearch.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        // What is known to be missing, the caller's word does not make up for.
        string[] word = granted ? [] : ["--license", "enterprise", "--may", "isolate"];
        var run = await ToolRun.Of([.. Files(Isolate), "--kibana", $"{address}", "--elasticsearch", $"{elasticsearch}", "--api-key-file", _scratch.Write("key", kibana.ApiKey), .. word]);

        var record = Assert.Single(run.Records);
        Assert.Equal(granted ? "confirmed" : "refused", record.GetProperty("outcome").GetString());
        Assert.Equal(granted ? 1 : 0, kibana.Actions.Count);
        Assert.Equal(granted, run.Error.Length == 0);
        if (!granted)
            Assert.StartsWith("isolate: `host_isolation_all` (Host Isolation: All): missing. Grant", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Respond_KeyThatKibanaRefuses_EndsWithFourAndNeverPrintsTheKey()
    {
        const string Key = "c2VjcmV0OmNhbmFyeQ==";
        await using var kibana = new FakeKibana();
        kibana.AddEndpoint("a1", "n1").HostId = "h1";
        var address = await kibana.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var run = await ToolRun.Of([.. Files(Isolate), "--kibana", $"{address}", "--api-key-file", _scratch.Write("key", Key), "--license", "enterprise", "--may", "isolate"]);

        Assert.Equal(4, run.ExitCode);
        Assert.DoesNotContain(Key, run.Output + run.Error, StringComparison.Ordinal);
        Assert.Empty(kibana.Actions);
    }

    [Theory]
    [InlineData("""{"license":"platinum"}""", "refused", "At least Enterprise license is required to use Response Actions.")]
    [InlineData("""{"permissions":["canReadSecuritySolution"]}""", "refused", "missing privilege")]
    [InlineData("""{"hosts":[{"agent_id":"a1","online":false}]}""", "held", "offline")]
    [InlineData("""{"hosts":[{"agent_id":"a1","remove":true}]}""", "refused", "The host does not have Elastic Defend integration installed")]
    [InlineData("""{"hosts":[{"agent_id":"a1","host_id":"other"}]}""", "refused", "Kibana says 'other'")]
    [InlineData("""{"now":"2026-03-01T00:00:00Z"}""", "confirmed", "the host did it")]
    public async Task Respond_Scenario_ChangesTheWorld(string scenario, string outcome, string reason)
    {
        var run = await ToolRun.Of([.. Files(Isolate), "--fake", "--scenario", _scratch.Write("scenario.json", scenario)]);

        var record = Assert.Single(run.Records);
        Assert.Equal(outcome, record.GetProperty("outcome").GetString());
        Assert.Contains(reason, record.GetProperty("outcome_reason").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"hosts":[{"agent_id":"no-such-host","remove":true}]}""")]
    [InlineData("""{"hosts":[{"agent":"a1"}]}""")]
    [InlineData("not json")]
    public async Task Respond_BrokenScenario_EndsWithThreeAndNamesTheFile(string scenario)
    {
        var file = _scratch.Write("scenario.json", scenario);

        var run = await ToolRun.Of([.. Files(Isolate), "--fake", "--scenario", file]);

        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(file, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"severity":"high"}""", 1)]
    [InlineData("""{"severity":["low","high"],"tag":"t"}""", 1)]
    [InlineData("""{"severity":"high","tag":"other"}""", 0)]
    [InlineData("""{"rule_id":"r1","name":"All"}""", 1)]
    [InlineData("""{"name":"all"}""", 0)]
    [InlineData("{}", 1)]
    public async Task Respond_ResponsesFile_HitsByEveryMemberThatIsGiven(string match, int actions)
    {
        var responses = _scratch.Write("hits.json", $$"""[{"match":{{match}},"response_actions":[{{Isolate}}]},{"match":{},"response_actions":[]}]""");

        var run = await ToolRun.Of([.. With("--responses", responses), "--fake"]);

        Assert.Equal((0, actions), (run.ExitCode, run.Records.Count));
    }

    [Fact]
    public async Task Respond_DefaultPolicy_SendsNothing()
    {
        var files = Files(Isolate);
        var at = Array.IndexOf(files, "--policy");

        var run = await ToolRun.Of([.. files[..at], .. files[(at + 2)..], "--fake"]);

        Assert.Equal("would-send", Assert.Single(run.Records).GetProperty("outcome").GetString());
        Assert.False(run.Records[0].TryGetProperty("action_id", out _));
    }

    [Theory]
    [InlineData("table")]
    [InlineData("ndjson")]
    [InlineData("json")]
    public async Task Respond_HostileNames_CannotTouchTheTerminal(string format)
    {
        var hostile = Event.Replace("\"n1\"", "\"[red]n1\\u001b[2J\\u202egpj.\\r\\n\"", StringComparison.Ordinal);
        var files = With("--events", _scratch.Write("hostile.ndjson", hostile));
        files[Array.IndexOf(files, "--format") + 1] = format;

        var run = await ToolRun.Of([.. files, "--fake"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("[red]n1", run.Output, StringComparison.Ordinal);
        Assert.All(run.Output, letter => Assert.True(letter == '\n' || letter is >= ' ' and not '\u202e' and not '\u007f'));
    }

    [Theory]
    [InlineData("\"a\":1", "\"a\":1,\"\\ud800\":1")]
    [InlineData("\"evil\"", "\"evil\\ud800\"")]
    [InlineData("\"h1\"", "\"h1\\udc00\"")]
    [InlineData("\"a1\"", "\"a1\\udc00\"")]
    public async Task Respond_TextThatIsNoUnicode_IsLeftOutOrRefused(string sound, string broken)
    {
        var overlay = _scratch.Write("overlay.json", """[{"set":{"host.name":"n1"}}]""");
        var files = With("--events", _scratch.Write("broken.ndjson", Event.Replace(sound, broken, StringComparison.Ordinal)));

        var plain = await ToolRun.Of([.. files, "--fake"]);
        var laidOver = await ToolRun.Of([.. files, "--fake", "--overlay", overlay]);

        Assert.Equal((0, 0), (plain.ExitCode, laidOver.ExitCode));
        Assert.DoesNotContain("confirmed", plain.Output + laidOver.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _scratch.Dispose();

    private string[] With(string option, string file)
    {
        var files = Files(Isolate);
        files[Array.IndexOf(files, option) + 1] = file;
        return files;
    }

    private string[] Files(params string[] actions) =>
    [
        "respond",
        "--rules", _scratch.Write("rules.ndjson", Rule),
        "--events", _scratch.Write("events.ndjson", Event),
        "--responses", _scratch.Write("responses.json", $$"""[{"match":{},"response_actions":[{{string.Join(',', actions)}}]}]"""),
        "--policy", _scratch.Write("policy.json", Enforce),
        "--format", "ndjson",
    ];
}
