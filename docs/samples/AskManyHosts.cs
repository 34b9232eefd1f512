namespace Elastic.ResponseActions.Samples;

/// <summary>The second piece of code of docs/getting-started.md.</summary>
internal static class AskManyHosts
{
    public static async Task RunAsync(ActionDispatcher dispatcher, IReadOnlyList<EndpointId> hosts)
    {
        var request = new ExecuteRequest { CommandLine = "whoami", Timeout = TimeSpan.FromMinutes(1), RequestId = "ticket-4711" };
        IReadOnlyList<ActionOperation> results = await dispatcher.ByHand.SendAsync(hosts, request, WaitUntil.Completed);
        foreach (ActionOperation result in results)
            Console.WriteLine($"{result.Asked.AgentId}: {result.Outcome.Kind} {(result.Details?.Outputs.GetValueOrDefault(result.Asked.AgentId.Value)?.Result as ExecuteOutput)?.Stdout}");
    }
}
