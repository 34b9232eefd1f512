namespace Elastic.ResponseActions.Testing.Time;

/// <summary>A timer of a <see cref="VirtualTimeProvider"/>. Its state is guarded by the provider's lock.</summary>
internal sealed class VirtualTimer(VirtualTimeProvider clock, TimerCallback callback, object? state) : ITimer
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    /// <summary>
    /// Whether somebody waits for it, so that time may jump. A cancellation source only guards other work, and a periodic timer would drag time
    /// along for ever: both just ring when time passes them.
    /// </summary>
    public bool MovesTime => state is not CancellationTokenSource && Period == Timeout.InfiniteTimeSpan;

    public TimeSpan Period { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>When it rings next; null while it is not set.</summary>
    public DateTimeOffset? Due { get; set; }

    public long Order { get; set; }

    public bool IsDisposed { get; set; }

    /// <summary>Counts changes: a ring that was queued before the last change is not delivered.</summary>
    public int Setting { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period) => clock.Set(this, dueTime, period);

    public void Dispose() => clock.Remove(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Rings on the thread pool, as the system's timers do: never inside the call that set it, never under a lock.</summary>
    public void Ring()
    {
        var setting = Setting;
        ThreadPool.UnsafeQueueUserWorkItem(_ => Deliver(setting), null);
    }

    private void Deliver(int setting)
    {
        if (!clock.IsCurrent(this, setting))
            return;
        if (_context is null)
            callback(state);
        else
            ExecutionContext.Run(_context, callback.Invoke, state);
    }
}
