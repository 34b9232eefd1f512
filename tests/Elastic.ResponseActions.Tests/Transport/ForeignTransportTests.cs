using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Elastic.ResponseActions.Tests.Transport;

/// <summary>A transport of the caller's own, that repeats POSTs: nothing is ever sent over it, whichever way it came in.</summary>
public sealed class ForeignTransportTests
{
    private static readonly DispatchOptions MayIsolate = new() { Rights = new CallerRights { Commands = new HashSet<ResponseActionCommand> { ResponseActionCommand.Isolate } } };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Ways => ["constructor", "options", "service", "named options"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task IsolateAsync_TransportThatRepeats_IsRefusedBeforeAnythingIsSent(string way)
    {
        await using var kibana = new FakeKibana();
        kibana.AddEndpoint("a1", "web-01");
        var options = await OptionsAsync(kibana);
        using var transport = new RepeatingTransport(options);
        await using var services = Services(way, options, transport);
        var dispatcher = way == "named options" ? services.GetRequiredKeyedService<ActionDispatcher>("ops") : services.GetRequiredService<ActionDispatcher>();

        var operation = await dispatcher.ByHand.IsolateAsync(new EndpointId("a1"), cancellationToken: Stop);

        Assert.Equal(ActionOutcomeKind.Blocked, operation.Outcome.Kind);
        Assert.StartsWith("The HTTP stack repeats POSTs: after a 429 it arrived 2 times; after a 503 it arrived 2 times.", operation.Outcome.Reason, StringComparison.Ordinal);
        Assert.NotNull(dispatcher.BlockedReason);
        Assert.DoesNotContain(kibana.Requests, static request => request.Method == "POST");
    }

    [Fact]
    public async Task SendAsync_TransportThatDoesNotRepeat_IsTestedOnceForAllItsClients()
    {
        await using var kibana = new FakeKibana();
        kibana.AddEndpoint("a1", "web-01");
        var options = await OptionsAsync(kibana);
        using var transport = new CountingTransport(options);

        var operations = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            using var dispatcher = new ActionDispatcher(new ResponseActionsClient(transport, options), Rig.Enforcing, new InMemoryActionLedger(), MayIsolate);
            return await dispatcher.ByHand.IsolateAsync(new EndpointId("a1"), cancellationToken: Stop);
        }));

        Assert.All(operations, static operation => Assert.NotEqual(ActionOutcomeKind.Blocked, operation.Outcome.Kind));
        Assert.Equal(TransportSelfTestFaults, transport.Made);
    }

    [Fact]
    public async Task ReadsAndTransportsWithoutANetwork_AreNotTested()
    {
        await using var kibana = new FakeKibana();
        kibana.AddEndpoint("a1", "web-01");
        var options = await OptionsAsync(kibana);
        using var transport = new CountingTransport(options);

        Assert.NotNull(await new ResponseActionsClient(transport, options).Endpoints.GetAsync(new EndpointId("a1"), Stop));
        Assert.Equal(0, transport.Made);

        using var inMemory = new HttpClientTransport(options, kibana.CreateHandler());
        Assert.Null(inMemory.ForSelfTest);
    }

    [Fact]
    public void AddElasticResponseActions_TwoWaysToCall_IsAnError()
    {
        using var services = new ServiceCollection().AddElasticResponseActions(static o =>
        {
            o.Kibana = new KibanaOptions { Address = new Uri("https://kibana.example"), Credentials = KibanaCredentials.ApiKey("k") };
            o.HttpClientName = "one";
            o.CreateTransport = static (_, options) => new HttpClientTransport(options);
        }).BuildServiceProvider();

        var error = Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(services.GetRequiredService<ActionDispatcher>);
        Assert.Equal(["HttpClientName and CreateTransport are two ways to call Kibana; set one of them."], error.Failures);
    }

    private static int TransportSelfTestFaults => Elastic.ResponseActions.Transport.FailingServer.Faults.Count;

    private static async Task<KibanaOptions> OptionsAsync(FakeKibana kibana) =>
        new() { Address = await kibana.StartAsync(cancellationToken: Stop), Credentials = KibanaCredentials.ApiKey(kibana.ApiKey) };

    private static ServiceProvider Services(string way, KibanaOptions options, IResponseActionTransport transport)
    {
        var services = new ServiceCollection();
        if (way == "constructor")
            return services.AddSingleton(new ActionDispatcher(new ResponseActionsClient(transport, options), Rig.Enforcing, new InMemoryActionLedger(), MayIsolate)).BuildServiceProvider();
        if (way == "service")
            services.AddSingleton(transport);

        void Configure(ResponseActionsOptions o)
        {
            o.Kibana = options;
            o.Policy = Rig.Enforcing;
            o.Dispatch = MayIsolate;
            o.CreateTransport = way == "service" ? null : (_, _) => transport;
        }

        return (way == "named options" ? services.AddElasticResponseActions("ops", Configure) : services.AddElasticResponseActions(Configure)).BuildServiceProvider();
    }

    private sealed class RepeatingTransport(KibanaOptions options) : IResponseActionTransport, IDisposable
    {
        private readonly HttpClientTransport _inner = new(options);

        public Func<Uri, IResponseActionTransport>? ForSelfTest => address => new RepeatingTransport(options with { Address = address, Credentials = null });

        public async ValueTask<TransportResponse> SendAsync(TransportRequest request, CancellationToken cancellationToken)
        {
            var response = await _inner.SendAsync(request, cancellationToken);
            return response.StatusCode is 429 or 503 ? await _inner.SendAsync(request, cancellationToken) : response;
        }

        public void Dispose() => _inner.Dispose();
    }

    private sealed class CountingTransport(KibanaOptions options) : IResponseActionTransport, IDisposable
    {
        private readonly HttpClientTransport _inner = new(options);
        private int _made;

        public int Made => Volatile.Read(ref _made);

        public Func<Uri, IResponseActionTransport>? ForSelfTest => address =>
        {
            Interlocked.Increment(ref _made);
            return _inner.ForSelfTest!(address);
        };

        public ValueTask<TransportResponse> SendAsync(TransportRequest request, CancellationToken cancellationToken) => _inner.SendAsync(request, cancellationToken);

        public void Dispose() => _inner.Dispose();
    }
}
