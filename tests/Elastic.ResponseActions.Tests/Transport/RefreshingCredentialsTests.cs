using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Elastic.ResponseActions.Tests.Transport;

public sealed class RefreshingCredentialsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RefreshAsync_ManyAtOnce_AsksOnce()
    {
        var time = new FakeTimeProvider();
        await using var kibana = new FakeKibana();
        for (var i = 0; i < 50; i++)
            kibana.AddEndpoint($"a{i}");
        var asked = 0;
        var options = new KibanaOptions
        {
            Address = new Uri("http://localhost:5601"),
            Credentials = KibanaCredentials.Refreshing(_ => ValueTask.FromResult(KibanaCredentials.ApiKey(Interlocked.Increment(ref asked) == 1 ? "b2xk" : kibana.ApiKey)), time),
        };
        using var transport = new HttpClientTransport(options, kibana.CreateHandler());
        var client = new ResponseActionsClient(transport, options, time);
        await Assert.ThrowsAsync<ResponseActionsException>(async () => await client.Endpoints.GetAsync(new EndpointId("a0"), Stop));
        time.Advance(TimeSpan.FromSeconds(31));

        var found = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => client.Endpoints.GetAsync(new EndpointId($"a{i}"), Stop).AsTask()));

        Assert.All(found, static e => Assert.NotNull(e));
        Assert.Equal(2, asked);
    }

    [Theory]
    [InlineData(Face.InMemory)]
    [InlineData(Face.Loopback)]
    public async Task IsolateAsync_KeyReplacedRightBeforeTheSend_GoesThroughTheGuardsAgainAndIsExecutedOnce(Face face)
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1", "web-01");
        var (asked, time) = (0, new FakeTimeProvider());
        var options = rig.Options with
        {
            Credentials = KibanaCredentials.Refreshing(_ =>
            {
                asked++;
                return ValueTask.FromResult(KibanaCredentials.ApiKey(rig.Kibana.ApiKey));
            }, time),
        };
        using var http = face == Face.Loopback ? new HttpClientTransport(options) : new HttpClientTransport(options, rig.Kibana.CreateHandler());
        var way = new FaultTransport(http);
        way.OnPost = (request, n) =>
        {
            if (n == 1)
            {
                rig.Kibana.User.ReplaceApiKey("bmV3");
                time.Advance(TimeSpan.FromMinutes(1));
            }

            return way.PassAsync(request);
        };
        using var dispatcher = new ActionDispatcher(new ResponseActionsClient(way, options, rig.Time), rig.Policy, new InMemoryActionLedger(), new DispatchOptions { Rights = rig.Rights });

        var operation = await dispatcher.ByHand.IsolateAsync(new EndpointId("a1"), cancellationToken: Stop);

        Assert.True(operation.Outcome.Kind == ActionOutcomeKind.Sent, $"{operation.Outcome}");
        Assert.Equal((2, 2, 1), (asked, way.Posts.Count, rig.Kibana.Actions.Count));
        Assert.Null(dispatcher.BlockedReason);
    }

    [Fact]
    public async Task RefreshAsync_ProviderThrowsHangsOrRepeatsTheOldKey_StaysRefusedAndIsNotAskedAgainSoon()
    {
        var time = new FakeTimeProvider();
        await using var kibana = new FakeKibana();
        var asked = 0;
        Func<CancellationToken, ValueTask<KibanaCredentials>> provide = _ => ValueTask.FromResult(KibanaCredentials.ApiKey("b2xk"));
        var options = new KibanaOptions
        {
            Address = new Uri("http://localhost:5601"),
            Credentials = KibanaCredentials.Refreshing(c =>
            {
                asked++;
                return provide(c);
            }, time),
        };
        using var transport = new HttpClientTransport(options, kibana.CreateHandler());
        var client = new ResponseActionsClient(transport, options, time);

        foreach (var next in (Func<CancellationToken, ValueTask<KibanaCredentials>>[])[provide, static _ => throw new InvalidOperationException("canary")])
        {
            provide = next;
            for (var i = 0; i < 3; i++)
            {
                var error = await Assert.ThrowsAsync<ResponseActionsException>(async () => await client.Endpoints.GetAsync(new EndpointId("a1"), Stop));
                Assert.Equal(401, error.StatusCode);
                Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
            }

            time.Advance(TimeSpan.FromSeconds(31));
        }

        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task RevealAsync_NoCredentialsAtAll_SendsNothing()
    {
        await using var kibana = new FakeKibana();
        var options = new KibanaOptions { Address = new Uri("http://localhost:5601"), MaxReadRetries = 0, Credentials = KibanaCredentials.Refreshing(static _ => throw new InvalidOperationException("canary")) };
        using var transport = new HttpClientTransport(options, kibana.CreateHandler());

        var failure = await Assert.ThrowsAsync<TransportException>(async () => await new ResponseActionsClient(transport, options).Endpoints.GetAsync(new EndpointId("a1"), Stop));

        Assert.Equal("The credential provider gave no credentials. Nothing was sent.", failure.Message);
        Assert.Empty(kibana.Requests);
        Assert.Equal("***", options.Credentials!.ToString());
    }
}
