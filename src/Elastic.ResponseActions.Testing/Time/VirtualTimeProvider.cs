using Elastic.ResponseActions.Testing.Time;

namespace Elastic.ResponseActions.Testing;

/// <summary>
/// A clock on which waiting costs nothing: time stands still until somebody waits, and then jumps to the end of the wait. So
/// <c>await Task.Delay(5 s, clock)</c> returns at once, five seconds later. Deterministic for a caller that waits for one thing after another. Thread-safe.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>A one-shot timer with a due time is a wait: setting it moves the clock there before the call returns; the callback then runs on the thread pool.</item>
/// <item>Waits side by side add up: eight delays of one second, started together, take eight seconds of this clock.</item>
/// <item>The time-out of a <see cref="CancellationTokenSource"/> is not a wait. It fires when a wait carries time past it, and never by itself.</item>
/// <item>A periodic timer is not a wait either; it rings once when time passes it, however many periods have gone by.</item>
/// <item>A timer set to <see cref="Timeout.InfiniteTimeSpan"/> never fires.</item>
/// <item><c>task.WaitAsync(timeout, clock)</c> counts as a wait and so times out at once unless the task is complete; compare deadlines with the clock instead.</item>
/// </list>
/// </remarks>
public sealed class VirtualTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<VirtualTimer> _set = [];
    private readonly DateTimeOffset _start;
    private DateTimeOffset _now;
    private long _order;

    /// <summary>Makes a clock that stands still.</summary>
    /// <param name="start">The time it shows until somebody waits.</param>
    public VirtualTimeProvider(DateTimeOffset start) => _start = _now = start.ToUniversalTime();

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Ticks of 100 nanoseconds.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    /// <inheritdoc />
    public override long GetTimestamp() => (GetUtcNow() - _start).Ticks;

    /// <summary>Moves the clock on by hand; timers that it passes ring, earliest first.</summary>
    /// <param name="by">How far; not negative.</param>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        lock (_gate)
            MoveTo_NeedsLock(Later(by));
    }

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        Set(timer, dueTime, period);
        return timer;
    }

    internal bool Set(VirtualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        CheckSpan(dueTime);
        CheckSpan(period);
        lock (_gate)
        {
            if (timer.IsDisposed)
                return false;
            _set.Remove(timer);
            timer.Setting++;
            timer.Period = period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period;
            timer.Due = dueTime == Timeout.InfiniteTimeSpan ? null : Later(dueTime);
            if (timer.Due is not { } due)
                return true;
            timer.Order = _order++;
            _set.Add(timer);
            // A due time of nothing rings now in any case.
            MoveTo_NeedsLock(timer.MovesTime ? due : _now);
            return true;
        }
    }

    internal void Remove(VirtualTimer timer)
    {
        lock (_gate)
        {
            timer.IsDisposed = true;
            timer.Setting++;
            _set.Remove(timer);
        }
    }

    internal bool IsCurrent(VirtualTimer timer, int setting)
    {
        lock (_gate)
            return timer.Setting == setting;
    }

    private void MoveTo_NeedsLock(DateTimeOffset target)
    {
        while (_set.MinBy(timer => (timer.Due, timer.Order)) is { Due: { } due } next && due <= target)
        {
            _now = due > _now ? due : _now;
            next.Ring();
            if (next.Period == Timeout.InfiniteTimeSpan)
                (next.Due, _) = (null, _set.Remove(next));
            else
                next.Due = due + next.Period * (Math.Floor((target - due) / next.Period) + 1);
        }
        _now = target > _now ? target : _now;
    }

    private DateTimeOffset Later(TimeSpan by) => DateTimeOffset.MaxValue - _now > by ? _now + by : DateTimeOffset.MaxValue;

    private static void CheckSpan(TimeSpan span, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(span))] string? name = null)
    {
        if (span != Timeout.InfiniteTimeSpan)
            ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero, name);
    }
}
