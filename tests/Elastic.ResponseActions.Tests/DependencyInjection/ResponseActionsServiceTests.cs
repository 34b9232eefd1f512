using System.Diagnostics;
using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Elastic.ResponseActions.Tests.DependencyInjection;

/// <summary>The dispatcher in the background, on real time.</summary>
public abstract class ResponseActionsServiceTests(Face face)
{
    private static readonly HashSet<ResponseActionCommand> MayIsolate = [ResponseActionCommand.Isolate];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<ServiceProvider> ServicesAsync(FakeKibana kibana, IActionLedger ledger, Func<TransportRequest, ValueTask<TransportResponse>>? onPost = null)
    {
        var address = face == Face.Loopback ? await kibana.StartAsync(cancellationToken: Stop) : new Uri("http://localhost:5601");
        var options = new KibanaOptions { Address = address, Credentials = KibanaCredentials.ApiKey(kibana.ApiKey) };
        var services = new ServiceCollection();
        services.AddSingleton(ledger);
        services.AddSingleton<IResponseActionTransport>(_ => new FaultTransport(face == Face.Loopback ? new HttpClientTransport(options) : new HttpClientTransport(options, kibana.CreateHandler())) { OnPost = onPost is null ? null : (request, _) => onPost(request) });
        services.AddElasticResponseActions(o =>
        {
            o.Kibana = options;
            o.Policy = Rig.Enforcing;
            o.Dispatch = new DispatchOptions { Rights = new CallerRights { License = LicenseLevel.Enterprise, Commands = MayIsolate }, PollInterval = TimeSpan.FromMilliseconds(50), Tracking = WaitOptions.Default with { FirstDelay = TimeSpan.FromMilliseconds(20) } };
        });
        services.AddElasticResponseActionsService();
        return services.BuildServiceProvider();
    }

    private static async Task<ApprovedAction> ApproveAsync(ServiceProvider services)
    {
        var client = services.GetRequiredService<ResponseActionsClient>();
        var action = new PlannedAction { Command = ResponseActionCommand.Isolate, Target = new EndpointId("a1"), AgentIds = [new EndpointId("a1")], RequestId = "r1" };
        var now = TimeProvider.System.GetUtcNow();
        return new ResponseGuard(Rig.Enforcing).Review(action, new GuardFacts
        {
            Now = now,
            Destination = client.Destination,
            Endpoint = new EndpointFacts { Metadata = await client.Endpoints.GetAsync(action.Target, Stop), FetchedAt = now },
            PrivilegeGranted = true,
        }).Approved!;
    }

    private static async Task<LedgerEntry> UntilAsync(InMemoryActionLedger ledger, ActionKey key, Func<LedgerEntry, bool> isThere)
    {
        while (true)
        {
            if (await ledger.FindAsync(key, Stop) is { } entry && isThere(entry))
                return entry;
            await Task.Delay(10, Stop);
        }
    }

    [Fact]
    public async Task Service_WhatIsEnqueued_IsSentAndFollowedToItsEnd()
    {
        await using var kibana = new FakeKibana(FakeKibanaOptions.Default with { AnswerAfter = TimeSpan.Zero });
        var host = kibana.AddEndpoint("a1");
        var ledger = new InMemoryActionLedger();
        await using var services = await ServicesAsync(kibana, ledger);
        var service = Assert.Single(services.GetServices<IHostedService>());
        await service.StartAsync(Stop);

        var approved = await ApproveAsync(services);
        await services.GetRequiredService<ActionDispatcher>().EnqueueAsync(approved, Stop);
        var settled = await UntilAsync(ledger, approved.Key, static e => e.Outcome is { IsFinal: true });
        await service.StopAsync(Stop);

        Assert.Equal(ActionOutcomeKind.Confirmed, settled.Outcome!.Kind);
        Assert.True(host.IsIsolated);
    }

    [Fact]
    public async Task StopAsync_RequestUnderWay_EndsInFiveSecondsAndRecordsIt()
    {
        await using var kibana = new FakeKibana();
        kibana.AddEndpoint("a1");
        var ledger = new InMemoryActionLedger();
        var underWay = new TaskCompletionSource();
        await using var services = await ServicesAsync(kibana, ledger, async _ =>
        {
            underWay.SetResult();
            await Task.Delay(TimeSpan.FromMilliseconds(500), CancellationToken.None);
            throw new TransportException("no answer");
        });
        var service = Assert.Single(services.GetServices<IHostedService>());
        await service.StartAsync(Stop);
        var approved = await ApproveAsync(services);
        await services.GetRequiredService<ActionDispatcher>().EnqueueAsync(approved, Stop);
        await underWay.Task.WaitAsync(Stop);

        var watch = Stopwatch.StartNew();
        await service.StopAsync(Stop);

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
        Assert.Equal(ActionState.Ambiguous, (await ledger.FindAsync(approved.Key, Stop))!.State);
    }

    [Fact]
    public async Task Service_LedgerFails_FailsWithIt()
    {
        await using var kibana = new FakeKibana();
        kibana.AddEndpoint("a1");
        var ledger = new ListLedger();
        await using var services = await ServicesAsync(kibana, ledger);
        var service = (BackgroundService)Assert.Single(services.GetServices<IHostedService>());
        var approved = await ApproveAsync(services);
        await services.GetRequiredService<ActionDispatcher>().EnqueueAsync(approved, Stop);
        ledger.Failure = new IOException("No space left on device");

        await service.StartAsync(Stop);

        await Assert.ThrowsAsync<LedgerException>(() => service.ExecuteTask!.WaitAsync(Stop));
        Assert.Empty(kibana.Actions);
    }
}

public sealed class ResponseActionsServiceTestsInMemory() : ResponseActionsServiceTests(Face.InMemory);

public sealed class ResponseActionsServiceTestsOnLoopback() : ResponseActionsServiceTests(Face.Loopback);
