using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Elastic.ResponseActions;
using Elastic.ResponseActions.Sqlite;

// A process that is meant to be killed: dispatch <ledger> <kibana> <api key> <first> <count>; serve with the same, as a service that ends when it is told to; or fill <ledger> <milliseconds between two actions>.
return args[0] == "fill"
    ? await FillAsync(args[1], int.Parse(args[2], CultureInfo.InvariantCulture))
    : await DispatchAsync(args[1], new Uri(args[2]), args[3], int.Parse(args[4], CultureInfo.InvariantCulture), int.Parse(args[5], CultureInfo.InvariantCulture), isService: args[0] == "serve");

static PlannedAction Kill(int number) => new()
{
    Command = ResponseActionCommand.KillProcess,
    Target = new EndpointId($"a{number % 4}"),
    AgentIds = [new EndpointId($"a{number % 4}")],
    ParameterName = "entity_id",
    ParameterValue = JsonElement.Parse($"\"e-{number}\""),
    RequestId = $"request-{number}",
};

static async Task<int> DispatchAsync(string path, Uri kibana, string apiKey, int first, int count, bool isService)
{
    var caps = CapPolicy.Default.Overall.ToDictionary(static c => c.Key, static IReadOnlyList<Cap> (_) => []);
    var policy = ResponsePolicy.Default with { Caps = CapPolicy.Default with { Overall = caps, SameProcess = new Cap(10_000, TimeSpan.FromHours(1)) } };
    var options = new KibanaOptions { Address = kibana, Credentials = KibanaCredentials.ApiKey(apiKey) };
    using var transport = new HttpClientTransport(options);
    var client = new ResponseActionsClient(transport, options);
    using var ledger = SqliteActionLedger.Open(path);
    using var dispatcher = new ActionDispatcher(client, policy, ledger, new DispatchOptions
    {
        Rights = new CallerRights { License = LicenseLevel.Enterprise, Commands = new HashSet<ResponseActionCommand> { ResponseActionCommand.KillProcess } },

        // The server of the test is done with a request long before.
        QuietTime = TimeSpan.FromMilliseconds(500),
        ReadBackPause = TimeSpan.FromMilliseconds(20),
        Tracking = WaitOptions.Default with { FirstDelay = TimeSpan.FromMilliseconds(20) },
    });
    Console.WriteLine("open");
    if (isService)
        return await ServeAsync(dispatcher, () => EnqueueAsync(dispatcher, client, policy, first, count));

    var recovery = dispatcher.ProcessPendingAsync().AsTask();
    for (var number = first; number < first + count; number++)
    {
        await EnqueueAsync(dispatcher, client, policy, number, 1);
        await dispatcher.ProcessPendingAsync();
    }

    await recovery;
    while ((await ledger.ReadUnsettledAsync(default)).Any(static e => e.Outcome is not { NeedsPerson: true }))
    {
        await Task.Delay(30);
        await dispatcher.ProcessPendingAsync();
    }

    Console.WriteLine("done");
    return 0;
}

// What a host does: it starts the service, and stops it on SIGTERM.
static async Task<int> ServeAsync(ActionDispatcher dispatcher, Func<Task> enqueueAsync)
{
    using var service = new ResponseActionsService(dispatcher);
    var told = new TaskCompletionSource();
    using var signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
    {
        context.Cancel = true;
        told.TrySetResult();
    });
    await service.StartAsync(default);
    await enqueueAsync();
    await told.Task;
    await service.StopAsync(default);
    Console.WriteLine("stopped");
    return 0;
}

static async Task EnqueueAsync(ActionDispatcher dispatcher, ResponseActionsClient client, ResponsePolicy policy, int first, int count)
{
    for (var number = first; number < first + count; number++)
    {
        var action = Kill(number);
        var metadata = await client.Endpoints.GetAsync(action.Target);
        var now = TimeProvider.System.GetUtcNow();
        var review = new ResponseGuard(policy).Review(action, new GuardFacts
        {
            Now = now,
            Destination = client.Destination,
            Endpoint = new EndpointFacts { Metadata = metadata, FetchedAt = now },
            PrivilegeGranted = true,
        });
        var result = await dispatcher.EnqueueAsync(review.Approved!);
        Console.WriteLine(result.Entry is { } entry ? $"acked {entry.Key}" : $"stopped {result.Stopped}");
    }
}

static async Task<int> FillAsync(string path, int pause)
{
    using var ledger = SqliteActionLedger.Open(path);
    Console.WriteLine("open");
    for (var number = 0; number < 1_000_000; number++)
    {
        var action = Kill(number);
        try
        {
            var entry = await ledger.AddIntentAsync(new LedgerEntry { Key = ActionKey.Of(action, ""), Action = action, IntendedAt = TimeProvider.System.GetUtcNow() }, default);
            Console.WriteLine($"acked {entry.Key}");
            if (pause > 0)
                await Task.Delay(pause);
        }
        catch (LedgerException full)
        {
            Console.WriteLine($"failed {full.Message}");
            return 3;
        }
    }

    return 0;
}
