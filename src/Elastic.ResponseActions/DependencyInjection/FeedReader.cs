using Microsoft.Extensions.Logging;

namespace Elastic.ResponseActions.DependencyInjection;

/// <summary>Keeps a feed going for as long as the host runs: what fails in passing is tried again, after ever longer pauses.</summary>
internal sealed class FeedReader(AlertFeed feed, ResponsePipeline pipeline, HostedFeed settings, TimeProvider time, ILogger logger)
{
    /// <summary>Ends when it is told to.</summary>
    /// <exception cref="LedgerException">The ledger could not be read or written: nothing may be sent without it.</exception>
    /// <exception cref="InvalidOperationException">The checkpoint is that of another Kibana or space.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var pause = settings.FirstPause;
        while (true)
        {
            try
            {
                await foreach (var report in pipeline.ProcessFeedAsync(feed, cancellationToken).ConfigureAwait(false))
                {
                    pause = settings.FirstPause;
                    Tell(report);
                }
            }
            catch (Exception failure) when (failure is (ResponseActionsException or TransportException or IOException) and not LedgerException)
            {
                // The batch that was under way comes again: it was not acknowledged.
                ServiceLog.FeedFailed(logger, failure.Message, pause);
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < settings.MaxPause ? pause * 2 : settings.MaxPause;
        }
    }

    private void Tell(ResponseReport report)
    {
        ServiceLog.Batch(logger, report.Plans.Sum(static plan => plan.Plan.Actions.Count), report.Actions.Count(static action => action.ActionId is not null));
        foreach (var broken in report.BrokenEvents)
            ServiceLog.AlertUnreadable(logger, broken.EventId, broken.Reason);

        // It is the caller's code: whatever it throws, the feed goes on.
        try
        {
            settings.OnReport?.Invoke(report);
        }
        catch (Exception failure)
        {
            ServiceLog.CallbackFailed(logger, failure);
        }
    }
}
