namespace Elastic.ResponseActions.Dispatching;

/// <summary>
/// The time of day, told so that a wall clock that is set wrong opens nothing: <see cref="Steady"/> runs with the time that has really
/// passed since the start, <see cref="Latest"/> is the later of it and the wall clock. Thread-safe.
/// </summary>
internal sealed class SteadyClock(TimeProvider time)
{
    private readonly long _startedAt = time.GetTimestamp();
    private readonly Lock _lock = new();
    private DateTimeOffset _start = time.GetUtcNow();

    /// <summary>For windows, such as caps and cool-downs: a clock that is set forward does not end them.</summary>
    public DateTimeOffset Steady
    {
        get
        {
            lock (_lock)
                return _start + time.GetElapsedTime(_startedAt);
        }
    }

    /// <summary>For deadlines and ages: neither a clock that is set back nor a machine that slept makes an action young again.</summary>
    public DateTimeOffset Latest
    {
        get
        {
            var (steady, wall) = (Steady, time.GetUtcNow());
            return wall > steady ? wall : steady;
        }
    }

    /// <summary>What was recorded is past, whatever the wall clock says now.</summary>
    public void NotBefore(DateTimeOffset recorded)
    {
        lock (_lock)
        {
            var behind = recorded - (_start + time.GetElapsedTime(_startedAt));
            if (behind > TimeSpan.Zero)
                _start += behind;
        }
    }
}
