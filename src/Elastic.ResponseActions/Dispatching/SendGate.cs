namespace Elastic.ResponseActions.Dispatching;

/// <summary>Holds back what cannot succeed: for a while where Kibana asks for it, until a person opens it where something is wrong. Thread-safe.</summary>
internal sealed class SendGate(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ResponseActionCommand, string> _commands = [];
    private string? _everything;
    private DateTimeOffset _pausedUntil = DateTimeOffset.MinValue;

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

    /// <summary>All sends wait so long; a longer wait already under way stays.</summary>
    public void Pause(TimeSpan wait)
    {
        lock (_lock)
        {
            var until = time.GetUtcNow() + wait;
            if (until > _pausedUntil)
                _pausedUntil = until;
        }
    }

    public async ValueTask WaitWhilePausedAsync(CancellationToken cancellationToken)
    {
        while (Left() is var left && left > TimeSpan.Zero)
            await Task.Delay(left, time, cancellationToken).ConfigureAwait(false);
    }

    private TimeSpan Left()
    {
        lock (_lock)
            return _pausedUntil - time.GetUtcNow();
    }
}
