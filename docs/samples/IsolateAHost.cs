namespace Elastic.ResponseActions.Samples;

/// <summary>The code of docs/getting-started.md.</summary>
internal static class IsolateAHost
{
    public static async Task RunAsync(KibanaOptions kibana, TimeProvider time, string hostName, string ticket)
    {
        using var transport = new HttpClientTransport(kibana);
        var client = new ResponseActionsClient(transport, kibana, time);
        var rights = new CallerRights { Commands = new HashSet<ResponseActionCommand> { ResponseActionCommand.Isolate } };
        using var dispatcher = new ActionDispatcher(client, ResponsePolicy.Default, new InMemoryActionLedger(), new DispatchOptions { Rights = rights });

        EndpointMetadata host = await client.Endpoints.ResolveAsync(hostName);
        ActionOperation isolation = await dispatcher.ByHand.IsolateAsync(host.AgentId, $"Ticket {ticket}");
        if (isolation.Id is null)
        {
            Console.WriteLine($"Not sent: {isolation.Outcome}");
            return;
        }

        ActionOutcome outcome = await isolation.WaitForCompletionAsync(new WaitOptions { Deadline = TimeSpan.FromMinutes(5) });
        Console.WriteLine($"{host.HostName}: {outcome.Kind}");   // web-01: Confirmed
    }
}
