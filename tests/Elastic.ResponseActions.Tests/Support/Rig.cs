using System.Text.Json;
using Elastic.ResponseActions.Testing;

namespace Elastic.ResponseActions.Tests.Support;

/// <summary>A fake Kibana, the way to it, and everything of this product that stands before it, on one virtual clock.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public static IReadOnlyList<ResponseActionCommand> AllCommands { get; } =
    [
        ResponseActionCommand.Isolate, ResponseActionCommand.Unisolate, ResponseActionCommand.KillProcess, ResponseActionCommand.SuspendProcess,
        ResponseActionCommand.RunningProcesses, ResponseActionCommand.GetFile, ResponseActionCommand.Execute, ResponseActionCommand.Upload, ResponseActionCommand.Scan,
        ResponseActionCommand.RunScript, ResponseActionCommand.Cancel, ResponseActionCommand.MemoryDump,
    ];

    private readonly HttpClientTransport _http;
    private int _requestId;

    private Rig(FakeKibana kibana, VirtualTimeProvider time, KibanaOptions options, HttpClientTransport http, ResponsePolicy policy, IActionLedger ledger)
    {
        Kibana = kibana;
        Time = time;
        Options = options;
        Policy = policy;
        _http = http;
        Way = new FaultTransport(http);
        Ledger = ledger;
        Client = new ResponseActionsClient(Way, options, time);
        Dispatcher = new ActionDispatcher(Client, policy, ledger, new DispatchOptions { Rights = Rights });
    }

    public CallerRights Rights { get; } = new() { License = LicenseLevel.Enterprise, Commands = AllCommands.ToHashSet() };

    public static ResponsePolicy Enforcing { get; } = ResponsePolicy.Default with { DefaultMode = ActionMode.Enforce, AllowPid = true, Approval = new ApprovalPolicy { Classes = [], FirstOfRule = false } };

    public FakeKibana Kibana { get; }

    public VirtualTimeProvider Time { get; }

    public KibanaOptions Options { get; }

    public ResponsePolicy Policy { get; }

    public FaultTransport Way { get; }

    public IActionLedger Ledger { get; }

    public ResponseActionsClient Client { get; }

    public ActionDispatcher Dispatcher { get; }

    public static async Task<Rig> StartAsync(Face face, ResponsePolicy? policy = null, IActionLedger? ledger = null)
    {
        var time = new VirtualTimeProvider(new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero));
        var kibana = new FakeKibana(new FakeKibanaOptions { TimeProvider = time });
        var options = new KibanaOptions
        {
            Address = face == Face.Loopback ? await kibana.StartAsync() : new Uri("http://localhost:5601"),
            Credentials = KibanaCredentials.ApiKey(kibana.ApiKey),
            JitterSeed = 1,
        };
        var http = face == Face.Loopback ? new HttpClientTransport(options) : new HttpClientTransport(options, kibana.CreateHandler());
        return new Rig(kibana, time, options, http, policy ?? Enforcing, ledger ?? new InMemoryActionLedger());
    }

    public PlannedAction ByHand(ResponseActionCommand command, string agent, string? parameter = null, object? value = null) => new()
    {
        Command = command,
        Target = new EndpointId(agent),
        AgentIds = [new EndpointId(agent)],
        ParameterName = parameter,
        ParameterValue = value is null ? null : JsonElement.Parse(value is string text ? $"\"{text}\"" : $"{value}"),
        RequestId = $"request-{Interlocked.Increment(ref _requestId)}",
    };

    /// <summary>Takes an action through the guards, as every caller has to.</summary>
    public async Task<ApprovedAction> ApproveAsync(PlannedAction action)
    {
        var review = new ResponseGuard(Policy).Review(action, new GuardFacts
        {
            Now = Time.GetUtcNow(),
            Destination = Client.Destination,
            KillSwitch = KillSwitchState.Released,
            Endpoint = new EndpointFacts { Metadata = await Client.Endpoints.GetAsync(action.Target), FetchedAt = Time.GetUtcNow() },
            PrivilegeGranted = true,
        });
        return review.Approved ?? throw new InvalidOperationException($"Not approved: {review}");
    }

    public async Task<ActionOperation> DispatchAsync(PlannedAction action) => await Dispatcher.DispatchAsync(await ApproveAsync(action));

    public async Task<ActionOutcome> RunAsync(PlannedAction action) => await (await DispatchAsync(action)).WaitForCompletionAsync();

    public async ValueTask DisposeAsync()
    {
        Dispatcher.Dispose();
        _http.Dispose();
        await Kibana.DisposeAsync();
    }
}
