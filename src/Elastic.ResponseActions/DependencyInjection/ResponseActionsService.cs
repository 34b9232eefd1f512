using Elastic.ResponseActions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Elastic.ResponseActions;

/// <summary>
/// Runs a dispatcher in the background for as long as the host does. When the host stops, nothing new is sent; a request that is under
/// way is given up, and found out about after the next start. Where the ledger fails, the service fails with it. The meter
/// <c>Elastic.ResponseActions</c> tells its queue: gauges <c>elastic.response_actions.dispatcher.*</c>.
/// </summary>
public sealed class ResponseActionsService : BackgroundService
{
    private readonly ActionDispatcher _dispatcher;
    private readonly DispatcherMetrics _metrics = new();

    /// <summary>Makes the service.</summary>
    /// <param name="dispatcher">The dispatcher; it stays the caller's.</param>
    public ResponseActionsService(ActionDispatcher dispatcher)
    {
        ArgumentNullException.ThrowIfNull(dispatcher);
        _dispatcher = dispatcher;
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _metrics.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A pass lasts as long as its slowest host; others do not wait for it.
        List<Task> passes = [];
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                foreach (var ended in passes.Where(static p => p.IsCompleted))
                    await ended.ConfigureAwait(false);
                passes.RemoveAll(static p => p.IsCompleted);
                passes.Add(_dispatcher.ProcessPendingAsync(stoppingToken).AsTask());
                _metrics.Tell(await _dispatcher.ReadStatusAsync(stoppingToken).ConfigureAwait(false));
                await _dispatcher.WaitForWorkAsync(_dispatcher.PollInterval, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What each pass had under way is in the ledger.
        }

        try
        {
            await Task.WhenAll(passes).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // They were told to stop.
        }
    }
}
