using Elastic.ResponseActions.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Elastic.ResponseActions.Tests.Kibana.Rules;

public sealed class BulkLimitTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // They are under way as long as the fake's clock, which stands still here, has not passed their delay.
    [Fact]
    public async Task BulkAsync_SixAtATime_OneIsRefusedAndNotRepeated()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero));
        await using var kibana = new FakeKibana(new FakeKibanaOptions { TimeProvider = clock });
        var options = new KibanaOptions { Address = await kibana.StartAsync(cancellationToken: Stop), Credentials = KibanaCredentials.ApiKey(kibana.ApiKey) };
        using var http = new HttpClientTransport(options);
        var rules = new ResponseActionsClient(http, options, clock).Rules;
        var slow = kibana.Faults.Add("*/_bulk_action", FakeFaultEffect.Delay(TimeSpan.FromSeconds(1), isExecuted: false), count: 5);
        Task<RuleBulkResult> EnableAsync() => rules.BulkAsync(RuleBulkAction.Enable, RuleSelection.All, cancellationToken: Stop).AsTask();
        Task<RuleBulkResult>[] five = [.. Enumerable.Range(0, 5).Select(_ => EnableAsync())];
        while (kibana.Faults.HitsOf(slow) < 5)
            await Task.Yield();

        var error = await Assert.ThrowsAsync<ResponseActionsException>(EnableAsync);

        Assert.Equal((429, "Too Many Requests"), (error.StatusCode, error.ServerMessage));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.All(await Task.WhenAll(five), result => Assert.Equal(0, result.Failed));
        Assert.Equal(6, kibana.Requests.Count(request => request.Method == "POST"));
    }
}
