namespace Elastic.ResponseActions.Samples;

/// <summary>The code of docs/tracking.md.</summary>
internal static class TrackAnAction
{
    public static async Task RunAsync(ActionDispatcher dispatcher, ApprovedAction approved)
    {
        ActionOperation operation = await dispatcher.DispatchAsync(approved);
        ActionOutcome outcome = await operation.WaitForCompletionAsync(new WaitOptions { Deadline = TimeSpan.FromMinutes(2) });
        Console.WriteLine($"{operation.Id}: {outcome}");
    }
}
