using System.Diagnostics;
using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Elastic.ResponseActions.Tests.DependencyInjection;

/// <summary>The alert feed in the hosted service, over HTTP and on real time.</summary>
public sealed class HostedFeedTests
{
    private const string Search = "/api/detection_engine/signals/search";

    private static readonly DetectionRule Rule = DetectionRule.Parse("""
        {"rule_id":"shell","name":"Shell","type":"query","query":"process.name: bash","description":"d","risk_score":90,"severity":"high",
         "response_actions":[{"action_type_id":".endpoint","params":{"command":"isolate"}}]}
        """u8);

    private readonly LogLines<ResponseActionsService> _log = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Service_AlertOfKibana_IsolatesTheHost()
    {
        await using var kibana = new FakeKibana(FakeKibanaOptions.Default with { AnswerAfter = TimeSpan.Zero });
        var host = kibana.AddEndpoint("a1", "web-01");
        var checkpoint = new InMemoryAlertCheckpoint();
        List<ResponseReport> reports = [];
        await using var services = await ServicesAsync(kibana, feed => feed with { Checkpoint = checkpoint, OnReport = reports.Add });
        var service = Assert.Single(services.GetServices<IHostedService>());
        await service.StartAsync(Stop);

        Alert(kibana, host);
        await UntilAsync(() => host.IsIsolated && Settled(services));
        await service.StopAsync(Stop);

        Assert.Equal("isolate on 'a1': Sent", $"{Assert.Single(Assert.Single(reports).Actions)}");
        Assert.Single((await checkpoint.ReadAsync(Stop))!.Seen);
        Assert.Equal("Alerts of the feed were processed: 1 actions planned, 1 sent.", Assert.Single(_log.All).Text);
    }

    [Theory]
    [InlineData("no connection")]
    [InlineData("403")]
    [InlineData("500")]
    [InlineData("<html>")]
    public async Task Service_ReadsFail_GoesOnAndLogsEach(string how)
    {
        await using var kibana = new FakeKibana(FakeKibanaOptions.Default with { AnswerAfter = TimeSpan.Zero });
        var host = kibana.AddEndpoint("a1", "web-01");
        var failures = 0;
        await using var services = await ServicesAsync(kibana, onSearch: _ => ++failures > 3 ? null : how switch
        {
            "no connection" => throw new TransportException("connection refused\u001b[31m", mayHaveArrived: false),
            "<html>" => FaultTransport.Answer(200, how, "text/html"),
            _ => FaultTransport.Answer(int.Parse(how, System.Globalization.CultureInfo.InvariantCulture), """{"statusCode":500,"message":"no\r\n"}"""),
        });
        var service = Assert.Single(services.GetServices<IHostedService>());
        await service.StartAsync(Stop);

        Alert(kibana, host);
        await UntilAsync(() => host.IsIsolated && Settled(services));
        await service.StopAsync(Stop);

        var lines = _log.All.Where(static line => line.Id == 1101).ToList();
        Assert.Equal(3, lines.Count);
        Assert.All(lines, static line => Assert.Equal(LogLevel.Warning, line.Level));
        Assert.EndsWith("It is read again in 00:00:00.0400000.", lines[2].Text, StringComparison.Ordinal);
        Assert.Single(kibana.Actions);
    }

    [Fact]
    public async Task StopAsync_SearchHangs_EndsInFiveSeconds()
    {
        await using var kibana = new FakeKibana();
        var searching = new TaskCompletionSource();
        await using var services = await ServicesAsync(kibana, onSearchAsync: async cancellationToken =>
        {
            searching.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        });
        var service = Assert.Single(services.GetServices<IHostedService>());
        await service.StartAsync(Stop);
        await searching.Task.WaitAsync(Stop);

        var watch = Stopwatch.StartNew();
        await service.StopAsync(Stop);

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
    }

    [Fact]
    public async Task Service_CheckpointOfAnotherKibana_FailsLoudly()
    {
        await using var kibana = new FakeKibana();
        var checkpoint = new InMemoryAlertCheckpoint();
        await checkpoint.WriteAsync(new AlertFeedPosition { Source = "https://other.example/ default", From = DateTimeOffset.UnixEpoch }, Stop);
        await using var services = await ServicesAsync(kibana, feed => feed with { Checkpoint = checkpoint });
        var service = (BackgroundService)Assert.Single(services.GetServices<IHostedService>());
        await service.StartAsync(Stop);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => service.ExecuteTask!.WaitAsync(Stop));
        Assert.Contains("The checkpoint is that of https://other.example/ default", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_CallbackThrows_TheFeedGoesOn()
    {
        await using var kibana = new FakeKibana(FakeKibanaOptions.Default with { AnswerAfter = TimeSpan.Zero });
        FakeEndpoint[] hosts = [kibana.AddEndpoint("a1", "web-01"), kibana.AddEndpoint("a2", "web-02")];
        await using var services = await ServicesAsync(kibana, static feed => feed with { OnReport = static _ => throw new InvalidOperationException("mine") });
        var service = Assert.Single(services.GetServices<IHostedService>());
        await service.StartAsync(Stop);

        foreach (var host in hosts)
        {
            Alert(kibana, host);
            await UntilAsync(() => host.IsIsolated);
        }

        await service.StopAsync(Stop);
        Assert.Contains(_log.All, static line => line.Id == 1104);
    }

    [Fact]
    public void AddElasticResponseActions_BadFeed_NamesEveryErrorAtStart()
    {
        using var services = new ServiceCollection()
            .AddElasticResponseActions(static o =>
            {
                o.Kibana = new KibanaOptions { Address = new Uri("https://kibana.example"), Credentials = KibanaCredentials.ApiKey("k") };
                o.Feed = new HostedFeed { Rules = [Rule, Rule], Checkpoint = null!, Reading = new AlertFeedOptions { BatchSize = 0 }, FirstPause = TimeSpan.Zero };
            })
            .BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal(
            [
                "Feed: Rules: the rule 'shell' is given twice; which one counts cannot be told.",
                "Feed: Checkpoint has to be set.",
                "Feed: BatchSize has to be 1 to 1,000.",
                "Feed: FirstPause has to be above 0, and MaxPause at least that and at most 1 day.",
            ],
            error.Failures);
    }

    [Fact]
    public async Task AddElasticResponseActionsService_TwoKibanas_EachHasAServiceOfItsOwn()
    {
        await using var ops = new FakeKibana(FakeKibanaOptions.Default with { AnswerAfter = TimeSpan.Zero });
        await using var lab = new FakeKibana(FakeKibanaOptions.Default with { AnswerAfter = TimeSpan.Zero });
        FakeEndpoint[] hosts = [ops.AddEndpoint("a1", "web-01"), lab.AddEndpoint("b1", "lab-01")];
        var services = new ServiceCollection();
        foreach (var (name, kibana) in ((string, FakeKibana)[])[("ops", ops), ("lab", lab)])
        {
            Configure(services, name, new KibanaOptions { Address = await kibana.StartAsync(cancellationToken: Stop), Credentials = KibanaCredentials.ApiKey(kibana.ApiKey) });
            await StoreRuleAsync(kibana);
        }

        // Asked for twice, there is one.
        services.AddElasticResponseActionsService("ops");
        await using var provider = services.BuildServiceProvider();
        var hosted = provider.GetServices<IHostedService>().ToList();
        Assert.Equal(2, hosted.Distinct().Count());
        Assert.Equal(2, hosted.Count);
        foreach (var service in hosted)
            await service.StartAsync(Stop);

        Alert(ops, hosts[0]);
        Alert(lab, hosts[1]);
        await UntilAsync(() => hosts.All(static host => host.IsIsolated));
        foreach (var service in hosted)
            await service.StopAsync(Stop);

        Assert.Equal((1, 1), (ops.Actions.Count, lab.Actions.Count));
    }

    private static void Configure(IServiceCollection services, string name, KibanaOptions kibana) =>
        services.AddElasticResponseActions(name, o =>
        {
            o.Kibana = kibana;
            Set(o, null);
        }).AddElasticResponseActionsService(name);

    private static void Set(ResponseActionsOptions options, Func<HostedFeed, HostedFeed>? change)
    {
        var feed = new HostedFeed
        {
            Rules = [Rule],
            Checkpoint = new InMemoryAlertCheckpoint(),
            Reading = AlertFeedOptions.Default with { StartAt = DateTimeOffset.UnixEpoch, FirstPause = TimeSpan.FromMilliseconds(10), MaxPause = TimeSpan.FromMilliseconds(50) },
            FirstPause = TimeSpan.FromMilliseconds(10),
        };
        options.Policy = Rig.Enforcing;
        options.Dispatch = new DispatchOptions
        {
            Rights = new CallerRights { License = LicenseLevel.Enterprise, Commands = new HashSet<ResponseActionCommand> { ResponseActionCommand.Isolate } },
            PollInterval = TimeSpan.FromMilliseconds(50),
            Tracking = WaitOptions.Default with { FirstDelay = TimeSpan.FromMilliseconds(20) },
        };
        options.Feed = change is null ? feed : change(feed);
    }

    private async Task<ServiceProvider> ServicesAsync(
        FakeKibana kibana, Func<HostedFeed, HostedFeed>? change = null, Func<TransportRequest, TransportResponse?>? onSearch = null, Func<CancellationToken, Task>? onSearchAsync = null)
    {
        var address = await kibana.StartAsync(cancellationToken: Stop);
        await StoreRuleAsync(kibana);
        var services = new ServiceCollection();
        services.AddSingleton<ILogger<ResponseActionsService>>(_log);
        services.AddElasticResponseActions(o =>
        {
            o.Kibana = new KibanaOptions { Address = address, Credentials = KibanaCredentials.ApiKey(kibana.ApiKey), MaxReadRetries = 0 };
            o.CreateTransport = (_, options) => new SearchFaults(new HttpClientTransport(options), onSearch, onSearchAsync);
            Set(o, change);
        });
        services.AddElasticResponseActionsService();
        return services.BuildServiceProvider();
    }

    private static async Task StoreRuleAsync(FakeKibana kibana)
    {
        var options = new KibanaOptions { Address = new Uri("http://localhost:5601"), Credentials = KibanaCredentials.ApiKey(kibana.ApiKey) };
        using var transport = new HttpClientTransport(options, kibana.CreateHandler());
        await new ResponseActionsClient(transport, options).Rules.CreateAsync(Rule with { ResponseActions = [] }, Stop);
    }

    private static void Alert(FakeKibana kibana, FakeEndpoint host) => kibana.RunRuleOnAlerts(
        "shell", [$$$"""{"@timestamp":"{{{TimeProvider.System.GetUtcNow():O}}}","agent":{"id":"{{{host.AgentId}}}","type":"endpoint"},"host":{"id":"{{{host.HostId}}}","name":"{{{host.Name}}}"}}"""]);

    private static bool Settled(ServiceProvider services) =>
        services.GetRequiredService<IActionLedger>().ReadUnsettledAsync(Stop).AsTask().GetAwaiter().GetResult().Count == 0;

    private static async Task UntilAsync(Func<bool> isThere)
    {
        while (!isThere())
            await Task.Delay(10, Stop);
    }

    private sealed class SearchFaults(HttpClientTransport way, Func<TransportRequest, TransportResponse?>? onSearch, Func<CancellationToken, Task>? onSearchAsync) : IResponseActionTransport, IDisposable
    {
        public Func<Uri, IResponseActionTransport>? ForSelfTest => way.ForSelfTest;

        public async ValueTask<TransportResponse> SendAsync(TransportRequest request, CancellationToken cancellationToken)
        {
            if (request.Path == Search && onSearchAsync is not null)
                await onSearchAsync(cancellationToken);
            return (request.Path == Search ? onSearch?.Invoke(request) : null) ?? await way.SendAsync(request, cancellationToken);
        }

        public void Dispose() => way.Dispose();
    }
}
