using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Kibana;

public sealed class RetryBudgetTests
{
    [Fact]
    public async Task GetAsync_ServerInTrouble_GetsHardlyMoreRequestsThanReads()
    {
        var (requests, time) = (0, new VirtualTimeProvider(new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero)));
        var transport = new ScriptedTransport(_ =>
        {
            requests++;
            return FaultTransport.Answer(503, "{}");
        });
        var options = new KibanaOptions { Address = new Uri("https://k.example"), JitterSeed = 1 };
        ResponseActionsClient[] clients = [new(transport, options, time), new(transport, options with { SpaceId = "ops" }, time)];

        for (var i = 0; i < 1000; i++)
            await Assert.ThrowsAsync<ResponseActionsException>(async () => await clients[i % 2].Endpoints.GetAsync(new EndpointId("a1"), TestContext.Current.CancellationToken));

        // 50 at once, then one for five reads, whatever the client.
        Assert.InRange(requests, 1000 + 200, 1000 + 50 + 200);
    }
}
