namespace Elastic.ResponseActions.Samples;

/// <summary>The code of docs/alerts.md.</summary>
internal static class FollowAlerts
{
    public static async Task RunAsync(ResponseActionsClient client, ResponsePipeline pipeline, IReadOnlyList<DetectionRule> rules, string checkpointFile, CancellationToken stop)
    {
        var feed = new AlertFeed(client, rules, new FileAlertCheckpoint(checkpointFile));
        await foreach (ResponseReport report in pipeline.ProcessFeedAsync(feed, stop))
        {
            foreach (ActionResult action in report.Actions)
                Console.WriteLine(action);
        }
    }
}
