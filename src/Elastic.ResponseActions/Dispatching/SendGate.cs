namespace Elastic.ResponseActions.Dispatching;

/// <summary>Holds back what cannot succeed: for a while where Kibana asks for it, until a person opens it where something is wrong. Thread-safe.</summary>
internal sealed class SendGate(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ResponseActionCommand, string> _commands = [];
    private string? _everything;
    private long _pausedAt = time.GetTimestamp();
    private TimeSpan _pause = TimeSpan.Zero;

    public void Block(BlockScope scope, ResponseActionCommand command, string reason)
    {
        lock (_lock)
        {
            if (scope == BlockScope.Privilege)
                _commands[command] = reason;
            else
                _everything = reason;
        }
    }

    /// <summary>Why nothing at all is sent now; null where something is.</summary>
    public string? Everything
    {
        get
        {
            lock (_lock)
                return _everything;
        }
    }

    /// <summary>Why this command is not sent now; null where it is.</summary>
    public string? ReasonFor(ResponseActionCommand command)
    {
        lock (_lock)
            return _everything ?? _commands.GetValueOrDefault(command);
    }

    public void Open()
    {
        lock (_lock)
        {
            _everything = null;
            _commands.Clear();
        }
    }

    /// <summary>All sends wait so long, by the time that really passes; a longer wait already under way stays.</summary>
    public void Pause(TimeSpan wait)
    {
        lock (_lock)
        {
            if (wait > Left())
                (_pausedAt, _pause) = (time.GetTimestamp(), wait);
        }
    }

    public async ValueTask WaitWhilePausedAsync(CancellationToken cancellationToken)
    {
        while (LockedLeft() is var left && left > TimeSpan.Zero)
            await Task.Delay(left, time, cancellationToken).ConfigureAwait(false);
    }

    private TimeSpan LockedLeft()
    {
        lock (_lock)
            return Left();
    }

    private TimeSpan Left() => _pause - time.GetElapsedTime(_pausedAt);
}
