using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Calls;

/// <summary>The caller gives up at each request of each call, before it leaves and when it has come back: the call ends, and asks nothing more.</summary>
public sealed class CancelledCallTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Cases
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var call in ClientCalls.All)
            {
                data.Add(call.Name, true);
                data.Add(call.Name, false);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Call_CancelledAtEachRequest_EndsThere(string name, bool beforeItLeaves)
    {
        for (var n = 1; ; n++)
        {
            await using var world = await CallWorld.StartAsync(Face.InMemory, Stop);
            using var caller = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            using var http = world.CreateTransport();
            var way = new CancellingTransport(http, caller) { At = n, BeforeItLeaves = beforeItLeaves };
            world.Elasticsearch = new CancellingTransport(world.Elasticsearch, way);
            var before = world.Rig.Kibana.Requests.Count;

            var isCancelled = await RunAsync(ClientCalls.Named(name), world, new ResponseActionsClient(way, world.Rig.Options, world.Rig.Time), caller.Token);

            if (way.Asked < n)
            {
                Assert.False(isCancelled);
                Assert.True(n > 1, $"{name} asks nobody");
                return;
            }

            Assert.True(way.Asked == n, $"cancelled at request {n}, and {way.Asked} were made");
            var arrived = world.Rig.Kibana.Requests.Count - before;
            Assert.True(arrived == (beforeItLeaves ? n - 1 : n), $"cancelled at request {n}, and {arrived} arrived");
            if (beforeItLeaves)
                Assert.True(isCancelled, $"cancelled before request {n}, and it ended as if nothing was");
        }
    }

    private static async Task<bool> RunAsync(ClientCall call, CallWorld world, ResponseActionsClient client, CancellationToken cancellationToken)
    {
        try
        {
            await call.RunAsync(world, client, cancellationToken).WaitAsync(TimeSpan.FromSeconds(60), Stop);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }
}
