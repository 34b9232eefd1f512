using System.Text;
using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Samples;
using Elastic.ResponseActions.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Elastic.ResponseActions.Docs.Tests;

/// <summary>Every sample runs and prints what its page says. One class, because the console is one.</summary>
public sealed class SampleTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 10, 0, 0, TimeSpan.Zero);

    private static readonly ResponsePolicy Enforcing = ResponsePolicy.Default with { DefaultMode = ActionMode.Enforce, Approval = new ApprovalPolicy { Classes = [], FirstOfRule = false } };

    private static readonly CallerRights Rights = new() { License = LicenseLevel.Enterprise, Commands = new HashSet<ResponseActionCommand> { ResponseActionCommand.Isolate } };

    private readonly VirtualTimeProvider _time = new(Now);
    private readonly FakeKibana _kibana;
    private readonly FakeEndpoint _host;

    public SampleTests()
    {
        _kibana = new FakeKibana(new FakeKibanaOptions { TimeProvider = _time });
        _host = _kibana.AddEndpoint("agent-1", "web-01");
    }

    public ValueTask DisposeAsync() => _kibana.DisposeAsync();

    [Fact]
    public async Task MatchAnEvent_Run_PrintsTheRule() => Assert.Equal("office-shell\n", await OutputAsync(MatchAnEvent.Run));

    [Fact]
    public async Task MatchEvents_TwoRules_PrintsTheOneThatSeesTheIndex()
    {
        RuleQuery[] rules =
        [
            new() { RuleId = "processes", Query = "process.name: bash", IndexPatterns = ["logs-endpoint.events.process-*"] },
            new() { RuleId = "files", Query = "process.name: bash", IndexPatterns = ["logs-endpoint.events.file-*"] },
        ];

        var output = await OutputAsync(() => MatchEvents.Run(rules, [.. """{"process":{"name":"bash"}}"""u8], [.. "logs-endpoint.events.process-default"u8]));

        Assert.Equal("processes\n", output);
    }

    [Fact]
    public async Task DetectAcrossEvents_SequenceAndUnsupportedRule_PrintsBoth()
    {
        var sequence = DetectionRule.Parse("""{"rule_id":"s","name":"S","type":"eql","language":"eql","query":"sequence by user.name [any where process.name == \"a\"] [any where process.name == \"b\"]"}"""u8);
        var elsewhere = DetectionRule.Parse("""{"rule_id":"e","name":"E","type":"esql","language":"esql","query":"from logs"}"""u8);
        var events = new[] { "a", "b" }.Select((name, i) => (
            Encoding.UTF8.GetBytes($$$"""{"event":{"category":"process"},"user":{"name":"u"},"process":{"name":"{{{name}}}"},"@timestamp":"2026-01-15T10:00:0{{{i}}}Z"}"""),
            Encoding.UTF8.GetBytes($"e{i}")));

        var output = await OutputAsync(() => DetectAcrossEvents.Run([sequence, elsewhere], events));

        Assert.Equal("Rule 'E': language `esql` runs only in Elasticsearch and cannot be matched here.\ns: e0, e1\n", output);
    }

    [Fact]
    public async Task PlanARule_AlertsWithAndWithoutAgent_PrintsActionAndNote()
    {
        var rule = DetectionRule.Parse("""
            {"rule_id":"shell","name":"Shell","type":"query","language":"kuery","query":"process.name: bash","risk_score":90,"severity":"high",
             "response_actions":[{"action_type_id":".endpoint","params":{"command":"kill-process","config":{"overwrite":true}}}]}
            """u8);
        var alerts = new[] { """{"agent":{"id":"X","type":"endpoint"},"host":{"name":"web-01"},"process":{"pid":10}}""", """{"process":{"pid":11}}""" }
            .Select((json, i) => Alert.TryRead(Encoding.UTF8.GetBytes(json), new AlertContext { Rule = rule, EventIds = [$"{i}"] }, out var alert, out var error)
                ? alert
                : throw new InvalidOperationException(error))
            .ToList();

        var lines = (await OutputAsync(() => PlanARule.Run(rule, alerts))).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(2, lines.Length);
        Assert.Equal("kill-process pid 10 on 'X' (web-01)", lines[0]);
        Assert.Contains("agent.id", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RespondToAnEvent_EnforcingPolicy_IsolatesTheHost()
    {
        var rule = DetectionRule.Parse("""
            {"rule_id":"shell","name":"Shell","type":"query","language":"kuery","query":"process.name: bash","risk_score":90,"severity":"high",
             "response_actions":[{"action_type_id":".endpoint","params":{"command":"isolate"}}]}
            """u8);
        var utf8Event = Encoding.UTF8.GetBytes($$$"""
            {"@timestamp":"2026-01-15T09:59:58Z","agent":{"id":"agent-1","type":"endpoint"},
             "host":{"id":"{{{_host.HostId}}}","name":"web-01","os":{"type":"linux"}},"process":{"name":"bash"}}
            """);
        var kibana = await ConnectAsync();

        var output = await OutputAsync(() => RespondToAnEvent.RunAsync([rule], utf8Event, kibana, Enforcing, Rights, _time));

        Assert.Equal("isolate on 'agent-1': Confirmed\n", output);
        Assert.True(_host.IsIsolated);
    }

    [Fact]
    public async Task TrackAnAction_ApprovedByTheGuard_PrintsIdAndOutcome()
    {
        var kibana = await ConnectAsync();
        using var transport = new HttpClientTransport(kibana);
        var client = new ResponseActionsClient(transport, kibana, _time);
        using var dispatcher = new ActionDispatcher(client, Enforcing, new InMemoryActionLedger(), new DispatchOptions { Rights = Rights });
        var approved = new ResponseGuard(Enforcing).Review(
            new PlannedAction { Command = ResponseActionCommand.Isolate, Target = new EndpointId("agent-1"), AgentIds = [new EndpointId("agent-1")], RequestId = "by-hand" },
            new GuardFacts
            {
                Now = Now,
                Destination = client.Destination,
                KillSwitch = KillSwitchState.Released,
                Endpoint = new EndpointFacts { Metadata = await client.Endpoints.GetAsync(new EndpointId("agent-1"), TestContext.Current.CancellationToken), FetchedAt = Now },
                PrivilegeGranted = true,
            }).Approved;
        Assert.NotNull(approved);

        var output = await OutputAsync(() => TrackAnAction.RunAsync(dispatcher, approved));

        Assert.StartsWith($"{Assert.Single(_kibana.Actions).Id}: Confirmed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IsolateAHost_ByName_PrintsConfirmed()
    {
        var kibana = await ConnectAsync();

        Assert.Equal("web-01: Confirmed\n", await OutputAsync(() => IsolateAHost.RunAsync(kibana, _time, "web-01", "4711")));
        Assert.True(_host.IsIsolated);
    }

    [Fact]
    public async Task AskManyHosts_TwoHosts_PrintsOneLineEach()
    {
        var kibana = await ConnectAsync();
        _host.CommandResults["whoami"] = new("root");
        using var transport = new HttpClientTransport(kibana);
        using var dispatcher = new ActionDispatcher(
            new ResponseActionsClient(transport, kibana, _time), ResponsePolicy.Default, new InMemoryActionLedger(),
            new DispatchOptions { Rights = new CallerRights { Commands = new HashSet<ResponseActionCommand> { ResponseActionCommand.Execute } } });

        Assert.Equal("agent-1: Confirmed root\nnobody: Refused \n", await OutputAsync(() => AskManyHosts.RunAsync(dispatcher, [new EndpointId("agent-1"), new EndpointId("nobody")])));
    }

    [Fact]
    public async Task DeployRules_NewAndStoredRule_PrintsThatItIsEnabled()
    {
        using var transport = new HttpClientTransport(await ConnectAsync());
        var client = new ResponseActionsClient(transport, new KibanaOptions { Address = _kibana.Address }, _time);
        var rule = DetectionRule.Parse("""
            {"rule_id":"shell","name":"Shell","type":"query","query":"process.name: bash","description":"d","risk_score":90,"severity":"high",
             "response_actions":[{"action_type_id":".endpoint","params":{"command":"isolate"}}]}
            """u8);

        var created = await OutputAsync(() => DeployRules.RunAsync(client, rule));
        var replaced = await OutputAsync(() => DeployRules.RunAsync(client, rule));
        var compared = await OutputAsync(() => DeployRules.Compare([rule], [rule with { ResponseActions = [] }]));

        Assert.Equal("shell: 1 succeeded, 0 failed, 0 skipped of 1\n", created);
        Assert.Equal(created, replaced);
        Assert.Equal("- isolate on 'Shell' (shell)\n", compared);
    }

    [Fact]
    public async Task CheckPrivileges_WithElasticsearch_PrintsWhatIsGranted()
    {
        using var transport = new HttpClientTransport(await ConnectAsync());
        var client = new ResponseActionsClient(transport, new KibanaOptions { Address = _kibana.Address }, _time);
        using var elasticsearch = new HttpClientTransport(new KibanaOptions
        {
            Address = await _kibana.Elasticsearch.StartAsync(cancellationToken: TestContext.Current.CancellationToken),
            Credentials = KibanaCredentials.ApiKey(_kibana.ApiKey),
        });
        var rights = CallerRights.Unknown;

        var output = await OutputAsync(async () => rights = (await CheckPrivileges.RunAsync(client, elasticsearch)).Rights);

        Assert.Contains("isolate: `host_isolation_all` (Host Isolation: All): granted\n", output, StringComparison.Ordinal);
        Assert.True(rights.MaySend(ResponseActionCommand.Isolate));
    }

    [Fact]
    public async Task FollowAlerts_AlertOfKibana_IsolatesTheHost()
    {
        var kibana = await ConnectAsync();
        using var transport = new HttpClientTransport(kibana);
        using var stop = new CancellationTokenSource();
        var client = new ResponseActionsClient(new EndingTransport(transport, "/api/detection_engine/signals/search", after: 1, stop), kibana, _time);
        var rule = DetectionRule.Parse("""
            {"rule_id":"shell","name":"Shell","type":"query","query":"process.name: bash","description":"d","risk_score":90,"severity":"high",
             "response_actions":[{"action_type_id":".endpoint","params":{"command":"isolate"}}]}
            """u8);
        await client.Rules.CreateAsync(rule with { ResponseActions = [] }, TestContext.Current.CancellationToken);
        _kibana.RunRuleOnAlerts("shell", [$$$"""{"@timestamp":"2026-01-15T09:59:58Z","agent":{"id":"agent-1","type":"endpoint"},"host":{"id":"{{{_host.HostId}}}","name":"web-01"}}"""]);
        using var dispatcher = new ActionDispatcher(client, Enforcing, new InMemoryActionLedger(), new DispatchOptions { Rights = Rights });
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([rule]), dispatcher);
        var file = Path.Combine(Path.GetTempPath(), $"follow-alerts-{Environment.ProcessId}.json");
        try
        {
            // The sample goes on without end; its second search is the end here.
            var output = await OutputAsync(async () => await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FollowAlerts.RunAsync(client, pipeline, [rule], file, stop.Token)));

            Assert.Equal("isolate on 'agent-1': Confirmed\n", output);
            Assert.True(_host.IsIsolated);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task HostAFeed_Started_ReadsTheFeedUntilItIsStopped()
    {
        var stop = TestContext.Current.CancellationToken;
        var file = Path.Combine(Path.GetTempPath(), $"host-a-feed-{Environment.ProcessId}.json");
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_time);
        HostAFeed.Register(services, await ConnectAsync(), [DetectionRule.Parse("""{"rule_id":"shell","name":"Shell","type":"query","query":"process.name: bash"}"""u8)], file);
        await using var provider = services.BuildServiceProvider();
        var service = Assert.Single(provider.GetServices<IHostedService>());
        try
        {
            await service.StartAsync(stop);
            while (!_kibana.Requests.Any(static request => request.Path == "/api/detection_engine/signals/search"))
                await Task.Delay(10, stop);
            await service.StopAsync(stop);

            Assert.Contains($"{provider.GetRequiredService<ResponseActionsClient>().Destination} default", await File.ReadAllTextAsync(file, stop), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task<KibanaOptions> ConnectAsync() =>
        new() { Address = await _kibana.StartAsync(cancellationToken: TestContext.Current.CancellationToken), Credentials = KibanaCredentials.ApiKey(_kibana.ApiKey) };

    private static Task<string> OutputAsync(Action sample) => OutputAsync(() =>
    {
        sample();
        return Task.CompletedTask;
    });

    private static async Task<string> OutputAsync(Func<Task> sample)
    {
        var before = Console.Out;
        using var output = new StringWriter { NewLine = "\n" };
        Console.SetOut(output);
        try
        {
            await sample();
        }
        finally
        {
            Console.SetOut(before);
        }

        return output.ToString();
    }
}
