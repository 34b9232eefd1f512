namespace Elastic.ResponseActions.Samples;

/// <summary>The whole path in code, from the README.</summary>
internal static class RespondToAnEvent
{
    public static async Task RunAsync(IReadOnlyList<DetectionRule> rules, ReadOnlyMemory<byte> utf8Event, KibanaOptions kibana, ResponsePolicy policy, CallerRights rights, TimeProvider time)
    {
        using var transport = new HttpClientTransport(kibana);
        var client = new ResponseActionsClient(transport, kibana, time);
        using var dispatcher = new ActionDispatcher(client, policy, new InMemoryActionLedger(), new DispatchOptions { Rights = rights });
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile(rules), dispatcher);

        ResponseReport report = await pipeline.ProcessAsync(new[] { new InputEvent(utf8Event) });
        foreach (ActionResult action in report.Actions)
            Console.WriteLine(action);   // isolate on 'agent-1': Confirmed
    }
}
