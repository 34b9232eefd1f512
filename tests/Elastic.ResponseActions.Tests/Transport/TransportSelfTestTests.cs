using System.Net;
using Elastic.ResponseActions.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Elastic.ResponseActions.Tests.Transport;

public sealed class TransportSelfTestTests
{
    private static readonly TransportRequest Post = new() { Method = "POST", Path = "/api/endpoint/action/isolate", Body = "{}"u8.ToArray() };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_OwnTransport_Passes() =>
        await TransportSelfTest.RunAsync(static address => new HttpClientTransport(new KibanaOptions { Address = address }), Stop);

    [Fact]
    public async Task RunAsync_TransportThatRepeats_NamesEveryCase()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => TransportSelfTest.RunAsync(static address => new RepeatingTransport(address), Stop));

        Assert.Equal(
            "The HTTP stack repeats POSTs: after a 429 it arrived 2 times; after a 503 it arrived 2 times. A response action is sent once; take retries, hedging and redirects out of it.",
            error.Message);
    }

    [Fact]
    public async Task RunAsync_NothingArrives_SaysThatNothingIsKnown()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => TransportSelfTest.RunAsync(
            static _ => new HttpClientTransport(new KibanaOptions { Address = new Uri("http://127.0.0.1:9") }), Stop));

        Assert.StartsWith("Whether the HTTP stack repeats POSTs cannot be told", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_ClientWhoseHandlerRepeats_IsRefusedBeforeAnythingIsSent()
    {
        await using var kibana = new FakeKibana();
        var address = await kibana.StartAsync(cancellationToken: Stop);
        using var client = new HttpClient(new BufferingRetryHandler { InnerHandler = new SocketsHttpHandler() });
        using var transport = new HttpClientTransport(new KibanaOptions { Address = address, Credentials = KibanaCredentials.ApiKey("canary") }, client);

        var failure = await Assert.ThrowsAsync<TransportException>(async () => await transport.SendAsync(Post, Stop));

        Assert.False(failure.MayHaveArrived);
        Assert.StartsWith("The HTTP stack repeats POSTs: after a 500 it arrived 2 times", failure.Message, StringComparison.Ordinal);
        Assert.Empty(kibana.Requests);
    }

    [Fact]
    public async Task SendAsync_ClientThatFollowsRedirects_IsRefused()
    {
        using var client = new HttpClient();
        using var transport = new HttpClientTransport(new KibanaOptions { Address = new Uri("http://127.0.0.1:9") }, client);

        var failure = await Assert.ThrowsAsync<TransportException>(async () => await transport.SendAsync(Post, Stop));

        Assert.Contains("after a 302 it arrived 2 times", failure.Message, StringComparison.Ordinal);
        Assert.Equal("Nothing was sent.", failure.Message[^"Nothing was sent.".Length..]);
    }

    [Fact]
    public async Task AddElasticResponseActions_ClientOfAFactory_IsTestedAndUsed()
    {
        await using var kibana = new FakeKibana();
        kibana.AddEndpoint("a1", "web-01");
        var address = await kibana.StartAsync(cancellationToken: Stop);
        var services = new ServiceCollection();
        services.AddHttpClient("good").ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        services.AddElasticResponseActions("ops", o =>
        {
            o.Kibana = new KibanaOptions { Address = address, Credentials = KibanaCredentials.ApiKey(kibana.ApiKey) };
            o.Dispatch = new DispatchOptions { Rights = new CallerRights { Commands = new HashSet<ResponseActionCommand> { ResponseActionCommand.Isolate } } };
            o.HttpClientName = "good";
        });
        services.AddElasticResponseActions("lab", static o => o.Kibana = new KibanaOptions { Address = new Uri("https://lab.example"), SpaceId = "lab", Credentials = KibanaCredentials.ApiKey("k") });
        await using var provider = services.BuildServiceProvider();

        var operation = await provider.GetRequiredKeyedService<ActionDispatcher>("ops").ByHand.IsolateAsync(new EndpointId("a1"), cancellationToken: Stop);

        Assert.True(operation.Outcome.Kind == ActionOutcomeKind.Sent, $"{operation.Outcome}");
        Assert.Equal("https://lab.example/", provider.GetRequiredKeyedService<ResponseActionsClient>("lab").Destination);
        Assert.NotSame(provider.GetRequiredKeyedService<IActionLedger>("ops"), provider.GetRequiredKeyedService<IActionLedger>("lab"));
    }

    private sealed class RepeatingTransport(Uri address) : IResponseActionTransport, IDisposable
    {
        private readonly HttpClientTransport _inner = new(new KibanaOptions { Address = address });

        public Func<Uri, IResponseActionTransport>? ForSelfTest { get; } = static address => new RepeatingTransport(address);

        public async ValueTask<TransportResponse> SendAsync(TransportRequest request, CancellationToken cancellationToken)
        {
            var response = await _inner.SendAsync(request, cancellationToken);
            return response.StatusCode is 429 or 503 ? await _inner.SendAsync(request, cancellationToken) : response;
        }

        public void Dispose() => _inner.Dispose();
    }

    /// <summary>What resilience handlers do: the body is kept, so that it can leave again.</summary>
    private sealed class BufferingRetryHandler : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await (request.Content?.LoadIntoBufferAsync(cancellationToken) ?? Task.CompletedTask);
            var response = await base.SendAsync(request, cancellationToken);
            return response.StatusCode >= HttpStatusCode.InternalServerError ? await base.SendAsync(request, cancellationToken) : response;
        }
    }
}
