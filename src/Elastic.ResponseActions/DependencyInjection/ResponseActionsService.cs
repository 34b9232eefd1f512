using Elastic.ResponseActions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Elastic.ResponseActions;

/// <summary>
/// Runs a dispatcher, its release timer and, where one is set, an alert feed in the background for as long as the host does. Thread-safe; one for each
/// dispatcher. When the host stops, nothing new is sent; a request that is under way is given up, and found out about after the next start. Where the
/// ledger fails, the service fails with it. The meter <c>Elastic.ResponseActions</c> tells its queue: gauges <c>elastic.response_actions.dispatcher.*</c>.
/// </summary>
public sealed class ResponseActionsService : BackgroundService
{
    private readonly ActionDispatcher _dispatcher;
    private readonly FeedReader? _feed;
    private readonly DispatcherMetrics _metrics;

    /// <summary>Makes the service.</summary>
    /// <param name="dispatcher">The dispatcher; it stays the caller's.</param>
    /// <param name="feed">Alerts of Kibana's own rules to act on. Null: none.</param>
    /// <param name="logger">Where the feed is logged. Null: nowhere.</param>
    /// <param name="name">Tells several services' gauges apart, as the tag <c>response_actions.name</c>. Null: without it.</param>
    /// <exception cref="ArgumentException">The feed's settings are not valid; it lists every error.</exception>
    public ResponseActionsService(ActionDispatcher dispatcher, HostedFeed? feed = null, ILogger<ResponseActionsService>? logger = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(dispatcher);
        _dispatcher = dispatcher;
        _metrics = new DispatcherMetrics(name);
        if (feed is null)
            return;

        if (feed.Validate() is { Count: > 0 } errors)
            throw new ArgumentException("The feed is not valid: " + string.Join(" ", errors), nameof(feed));

        // What was sent the dispatcher follows to its end; the feed does not wait for hosts.
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([]), dispatcher, PipelineOptions.Default with { Wait = null });
        _feed = new FeedReader(
            new AlertFeed(dispatcher.Client, feed.Rules, feed.Checkpoint, feed.Reading), pipeline, feed, dispatcher.Client.TimeProvider, logger ?? NullLogger<ResponseActionsService>.Instance);
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
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var feed = _feed?.RunAsync(stop.Token) ?? Task.CompletedTask;
        try
        {
            await DispatchAsync(feed, stoppingToken).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await feed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task DispatchAsync(Task feed, CancellationToken stoppingToken)
    {
        // A pass lasts as long as its slowest host; others do not wait for it.
        List<Task> passes = [];
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                foreach (var ended in passes.Append(feed).Where(static p => p.IsCompleted))
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
