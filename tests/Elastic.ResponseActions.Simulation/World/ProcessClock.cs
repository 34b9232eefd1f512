namespace Elastic.ResponseActions.Simulation.World;

/// <summary>The clock of one process: its wall clock may be set wrong, its monotonic clock runs true, and its timers die with it.</summary>
internal sealed class ProcessClock(VirtualClock clock, Func<TimeSpan> wallOffset, Func<bool> isDead) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => clock.Now + wallOffset();

    public override long GetTimestamp() => clock.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period != Timeout.InfiniteTimeSpan && period != TimeSpan.Zero)
            throw new NotSupportedException("Nothing here uses periodic timers.");

        var timer = new OneShot(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class OneShot(ProcessClock owner, TimerCallback callback, object? state) : ITimer
    {
        private int _version;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var version = ++_version;
            if (dueTime != Timeout.InfiniteTimeSpan)
                owner.After(dueTime, () => Fire(version));
            return true;
        }

        public void Dispose() => _version++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire(int version)
        {
            if (version == _version)
                callback(state);
        }
    }

    private void After(TimeSpan delay, Action action) => clock.After(delay, () =>
    {
        if (!isDead())
            action();
    });
}
