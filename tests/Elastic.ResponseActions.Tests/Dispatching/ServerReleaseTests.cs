using Elastic.ResponseActions.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Elastic.ResponseActions.Tests.Dispatching;

public abstract class ServerReleaseTests(Face face)
{
    private static readonly EndpointId A1 = new("a1");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<Rig> StartAsync(string version)
    {
        var rig = await Rig.StartAsync(face);
        rig.Kibana.Version = version;
        rig.Kibana.AddEndpoint("a1", "web-01").AddProcess(4244, "evil", entityId: "e-1");
        return rig;
    }

    [Theory]
    [InlineData("9.2.0", "Kibana 9.2.0 does not have memory-dump by request; that came with 9.3.")]
    [InlineData("8.19.0", "Kibana 8.19.0 does not have memory-dump by request; that came with 9.3.")]
    [InlineData("9.3.0", null)]
    public async Task ByHand_ServerTooOld_IsRefusedBeforeTheCall(string version, string? why)
    {
        await using var rig = await StartAsync(version);

        var operation = await rig.Dispatcher.ByHand.SendAsync(A1, new MemoryDumpRequest(), cancellationToken: Stop);

        Assert.Equal(why is null ? 1 : 0, rig.Way.Posts.Count);
        Assert.Equal(why is null ? ActionOutcomeKind.Sent : ActionOutcomeKind.Refused, operation.Outcome.Kind);
        if (why is not null)
            Assert.Equal((why, "server release"), (operation.Outcome.Reason, operation.Outcome.Guard));
    }

    [Fact]
    public async Task ProcessPendingAsync_EnqueuedForAServerTooOld_EndsRefused()
    {
        await using var rig = await StartAsync("9.2.0");
        var approved = await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.KillProcess, "a1", "entity_id", "e-1") with { KillDescendants = true });

        await rig.Dispatcher.EnqueueAsync(approved, Stop);
        await rig.Dispatcher.ProcessPendingAsync(Stop);

        var entry = await rig.Ledger.FindAsync(approved.Key, Stop);
        Assert.Equal((ActionOutcomeKind.Refused, "Kibana 9.2.0 does not have kill_descendants; that came with 9.6."), (entry!.Outcome!.Kind, entry.Outcome.Reason));
        Assert.Empty(rig.Way.Posts);
    }

    [Fact]
    public async Task ByHand_ServerNewerThanKnown_WarnsOnceAndGoesOn()
    {
        await using var rig = await StartAsync("9.4.0");
        rig.Way.OnGet = request => request.Path == "/api/status" ? ValueTask.FromResult(FaultTransport.Answer(200, """{"version":{"number":"12.1.0"}}""")) : rig.Way.PassAsync(request);
        var log = new LogLines<ActionDispatcher>();
        using var dispatcher = new ActionDispatcher(rig.Client, rig.Policy, rig.Ledger, new DispatchOptions { Rights = rig.Rights }, log);

        for (var i = 0; i < 3; i++)
            Assert.Equal(ActionOutcomeKind.Sent, (await dispatcher.ByHand.SendAsync(A1, new MemoryDumpRequest(), cancellationToken: Stop)).Outcome.Kind);

        var line = Assert.Single(log.All, static line => line.Id == 1014);
        Assert.Equal((LogLevel.Warning, "Kibana 12.1.0 is newer than this library knows (9.6): it is taken to have all that one has."), (line.Level, line.Text));
        Assert.Single(rig.Way.Gets, static request => request.Path == "/api/status");
    }

    [Theory]
    [InlineData(200, """{"version":{"number":"1.0.0","build_flavor":"serverless"}}""")]
    [InlineData(200, """{"version":{"number":"nonsense"}}""")]
    [InlineData(403, """{"statusCode":403,"message":"no"}""")]
    [InlineData(404, """{"statusCode":404,"message":"Not Found"}""")]
    [InlineData(200, "<html>")]
    public async Task ByHand_ServerDoesNotSayWhichItIs_SendsAllTheSame(int status, string body)
    {
        await using var rig = await StartAsync("9.4.0");
        rig.Way.OnGet = request => request.Path == "/api/status" ? ValueTask.FromResult(FaultTransport.Answer(status, body)) : rig.Way.PassAsync(request);

        for (var i = 0; i < 3; i++)
            Assert.Equal(ActionOutcomeKind.Sent, (await rig.Dispatcher.ByHand.SendAsync(A1, new MemoryDumpRequest(), cancellationToken: Stop)).Outcome.Kind);

        Assert.Single(rig.Way.Gets, static request => request.Path == "/api/status");
    }

    [Fact]
    public async Task ByHand_StatusCannotBeReached_SendsAllTheSame()
    {
        await using var rig = await StartAsync("9.4.0");
        rig.Way.OnGet = request => request.Path == "/api/status" ? throw new TransportException("no route", mayHaveArrived: false) : rig.Way.PassAsync(request);

        Assert.Equal(ActionOutcomeKind.Sent, (await rig.Dispatcher.ByHand.SendAsync(A1, new MemoryDumpRequest(), cancellationToken: Stop)).Outcome.Kind);
    }

    [Fact]
    public async Task GetServerAsync_ManyAtOnce_AsksOnce()
    {
        await using var rig = await StartAsync("9.4.0");
        var answer = new TaskCompletionSource();
        var asked = 0;
        rig.Way.OnGet = async request =>
        {
            // The first ask fails, so that one of those who waited has to ask again.
            var isFirst = Interlocked.Increment(ref asked) == 1;
            await answer.Task;
            return isFirst ? FaultTransport.Answer(403, "{}") : await rig.Way.PassAsync(request);
        };

        var all = Enumerable.Range(0, 50).Select(_ => rig.Client.Status.GetServerAsync(Stop).AsTask()).ToList();
        answer.SetResult();
        var failed = 0;
        foreach (var one in all)
        {
            try
            {
                Assert.Equal("9.4.0", (await one).VersionText);
            }
            catch (ResponseActionsException)
            {
                failed++;
            }
        }

        Assert.Equal((2, 1), (asked, failed));
    }
}

public sealed class ServerReleaseTestsInMemory() : ServerReleaseTests(Face.InMemory);

public sealed class ServerReleaseTestsOnLoopback() : ServerReleaseTests(Face.Loopback);
