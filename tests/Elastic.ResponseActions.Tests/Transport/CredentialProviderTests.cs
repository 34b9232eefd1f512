using System.Net;
using Elastic.ResponseActions.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Elastic.ResponseActions.Tests.Transport;

/// <summary>A provider that gives no good credentials, under a caller that does not give up for ten minutes.</summary>
public sealed class CredentialProviderTests
{
    private const int Minutes = 10;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("throws", "threw InvalidOperationException")]
    [InlineData("hangs", "did not answer within 30 s")]
    [InlineData("ignores", "did not answer within 30 s")]
    [InlineData("repeats", "gave the credentials that were refused")]
    public async Task Provider_GivesNoGoodCredentials_IsAskedTwiceAMinuteAtMostAndToldOnceAMinute(string how, string told)
    {
        var time = new FakeTimeProvider();
        var (asked, log) = (0, new LogLines<ActionDispatcher>());
        using var server = new RefusingHandler();
        var options = new KibanaOptions
        {
            Address = new Uri("http://localhost:5601"),
            MaxReadRetries = 0,
            Credentials = KibanaCredentials.Refreshing(async cancellationToken =>
            {
                if (Interlocked.Increment(ref asked) == 1 || how == "repeats")
                    return KibanaCredentials.ApiKey("b2xk");
                if (how == "hangs")
                    await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
                if (how == "ignores")
                    await Task.Delay(Timeout.InfiniteTimeSpan, time, CancellationToken.None);
                throw new InvalidOperationException("canary");
            }, time),
        };
        using var transport = new HttpClientTransport(options, server);
        var client = new ResponseActionsClient(transport, options, time);
        using var dispatcher = new ActionDispatcher(client, Rig.Enforcing, new InMemoryActionLedger(), logger: log);

        var start = time.GetUtcNow();
        while (time.GetUtcNow() - start < TimeSpan.FromMinutes(Minutes))
        {
            var read = client.Endpoints.GetAsync(new EndpointId("a1"), Stop).AsTask();
            while (await Task.WhenAny(read, Task.Delay(20, Stop)) != read)
                time.Advance(TimeSpan.FromSeconds(5));
            var refused = await Assert.ThrowsAsync<ResponseActionsException>(() => read);
            Assert.Equal(401, refused.StatusCode);
            time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.InRange(asked, 2, 1 + (2 * Minutes) + 1);
        var lines = log.All.Where(static line => line.Id == 1015).ToList();
        Assert.InRange(lines.Count, Minutes / 2, Minutes + 1);
        Assert.All(lines, line => Assert.Equal(LogLevel.Error, line.Level));
        Assert.All(lines, line => Assert.Contains($"The provider of credentials {told};", line.Text, StringComparison.Ordinal));
        Assert.DoesNotContain(log.All, static line => line.Text.Contains("canary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Provider_GivesNoGoodCredentials_SendsStayBlocked()
    {
        await using var rig = await Rig.StartAsync(Face.InMemory);
        rig.Kibana.AddEndpoint("a1", "web-01");
        rig.Kibana.AddEndpoint("a2", "web-02");
        var time = new FakeTimeProvider();
        var (asked, log) = (0, new LogLines<ActionDispatcher>());
        var options = rig.Options with
        {
            Credentials = KibanaCredentials.Refreshing(_ => Interlocked.Increment(ref asked) == 1 ? ValueTask.FromResult(KibanaCredentials.ApiKey(rig.Kibana.ApiKey)) : throw new InvalidOperationException("canary"), time),
        };
        using var http = new HttpClientTransport(options, rig.Kibana.CreateHandler());
        var way = new FaultTransport(http);
        way.OnPost = (request, _) =>
        {
            rig.Kibana.User.ReplaceApiKey("bmV3");
            time.Advance(TimeSpan.FromMinutes(1));
            return way.PassAsync(request);
        };
        using var dispatcher = new ActionDispatcher(new ResponseActionsClient(way, options, rig.Time), rig.Policy, new InMemoryActionLedger(), new DispatchOptions { Rights = rig.Rights }, log);

        var first = await dispatcher.ByHand.IsolateAsync(new EndpointId("a1"), cancellationToken: Stop);
        var second = await dispatcher.ByHand.IsolateAsync(new EndpointId("a2"), cancellationToken: Stop);

        Assert.Equal((ActionOutcomeKind.Blocked, ActionOutcomeKind.Blocked), (first.Outcome.Kind, second.Outcome.Kind));
        Assert.NotNull(dispatcher.BlockedReason);
        Assert.Single(way.Posts);
        Assert.Empty(rig.Kibana.Actions);
        Assert.Single(log.All, static line => line.Id == 1015);
    }

    private sealed class RefusingHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.Unauthorized) { Content = new StringContent("""{"statusCode":401,"message":"no"}""", System.Text.Encoding.UTF8, "application/json") });
    }
}
