using Microsoft.Extensions.Logging;

namespace Elastic.ResponseActions.Dispatching;

/// <summary>Works on hosts, a few at one time, each by one worker. A host that is asked for while it is worked on gets another round. Thread-safe.</summary>
internal sealed class HostWorkers(int limit, Func<EndpointId, CancellationToken, ValueTask> work, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly Queue<EndpointId> _ready = [];
    private readonly HashSet<EndpointId> _queued = [];
    private readonly HashSet<EndpointId> _busy = [];
    private readonly HashSet<EndpointId> _again = [];
    private List<TaskCompletionSource> _waiting = [];
    private Exception? _failure;
    private bool _starting;

    /// <summary>Works on these hosts.</summary>
    /// <returns>Ends when no host has anything to do any more; fails where work on a host failed.</returns>
    public Task WorkAsync(IEnumerable<EndpointId> hosts, CancellationToken cancellationToken)
    {
        // One for each caller: of several that wait for one task, the runtime moves all but one to other threads.
        var idle = new TaskCompletionSource();
        lock (_lock)
        {
            foreach (var host in hosts)
            {
                if (_busy.Contains(host))
                    _again.Add(host);
                else if (_queued.Add(host))
                    _ready.Enqueue(host);
            }

            _waiting.Add(idle);
        }

        StartReady(cancellationToken);
        return idle.Task;
    }

    private void StartReady(CancellationToken cancellationToken)
    {
        while (true)
        {
            EndpointId host;
            lock (_lock)
            {
                // A worker that ends at once comes back here; the loop that started it goes on instead.
                if (_starting || _ready.Count == 0 || _busy.Count >= Math.Max(1, limit))
                    break;

                _starting = true;
                host = _ready.Dequeue();
                _queued.Remove(host);
                _busy.Add(host);
            }

            _ = WorkOnAsync(host, cancellationToken);
            lock (_lock)
                _starting = false;
        }

        EndIfIdle();
    }

    private async Task WorkOnAsync(EndpointId host, CancellationToken cancellationToken)
    {
        try
        {
            await work(host, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            if (failure is not OperationCanceledException)
                DispatchLog.HostFailed(logger, host, failure);
            lock (_lock)
                _failure ??= failure;
        }

        lock (_lock)
        {
            _busy.Remove(host);
            if (_again.Remove(host) && !cancellationToken.IsCancellationRequested && _queued.Add(host))
                _ready.Enqueue(host);
        }

        StartReady(cancellationToken);
    }

    private void EndIfIdle()
    {
        List<TaskCompletionSource> waiting;
        Exception? failure;
        lock (_lock)
        {
            if (_starting || _busy.Count > 0 || _ready.Count > 0)
                return;

            (waiting, failure) = (_waiting, _failure);
            (_waiting, _failure) = ([], null);
        }

        foreach (var one in waiting)
        {
            if (failure is null)
                one.SetResult();
            else
                one.SetException(failure);
        }
    }
}
