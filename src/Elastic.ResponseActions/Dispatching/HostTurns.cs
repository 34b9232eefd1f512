using System.Runtime.CompilerServices;

namespace Elastic.ResponseActions.Dispatching;

/// <summary>One action at a time on a host, in the order in which they joined; hosts do not wait for each other. Thread-safe.</summary>
internal sealed class HostTurns
{
    private readonly Lock _lock = new();
    private readonly Dictionary<EndpointId, Task> _last = [];

    /// <summary>Joins the host's line at once; the turn comes when all before it have left.</summary>
    public Turn Join(EndpointId host)
    {
        var left = new TaskCompletionSource();
        lock (_lock)
        {
            var before = _last.GetValueOrDefault(host, Task.CompletedTask);
            _last[host] = left.Task;
            return new Turn(this, host, before, left);
        }
    }

    private void Leave(EndpointId host, TaskCompletionSource left)
    {
        lock (_lock)
        {
            if (_last.TryGetValue(host, out var last) && last == left.Task)
                _last.Remove(host);
        }

        // The next goes on at once, on this thread: who is next hangs on nothing but the order. Only a very long line moves to another thread.
        if (RuntimeHelpers.TryEnsureSufficientExecutionStack())
            left.SetResult();
        else
            ThreadPool.UnsafeQueueUserWorkItem(static l => l.SetResult(), left, preferLocal: false);
    }

    public sealed class Turn(HostTurns turns, EndpointId host, Task before, TaskCompletionSource left) : IDisposable
    {
        public Task WaitAsync(CancellationToken cancellationToken) => before.WaitAsync(cancellationToken);

        // Whoever gives up while waiting still keeps those behind it waiting for those before it.
        public void Dispose() => before.ContinueWith(
            _ => turns.Leave(host, left),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}
