namespace Elastic.ResponseActions.Dispatching;

/// <summary>Holds back what cannot succeed: for a while where Kibana asks for it, until a person opens it where something is wrong. Thread-safe.</summary>
internal sealed class SendGate(TimeProvider time)
{
    // So many sends have to pass one by one before they go side by side again: a limiter that is met four at a time turns four down.
    private const int PassesToTrust = 100;

    // The line in which all hosts stand then.
    private static readonly EndpointId Everybody = new("*");

    private readonly HostTurns _turns = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<ResponseActionCommand, string> _commands = [];
    private string? _everything;
    private long _pausedAt = time.GetTimestamp();
    private TimeSpan _pause = TimeSpan.Zero;
    private int _passesLeft;

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

    /// <summary>The limiter has spoken: all sends wait so long, by the time that really passes, and then go one at a time. A longer wait already under way stays.</summary>
    public void Pause(TimeSpan wait)
    {
        lock (_lock)
        {
            _passesLeft = PassesToTrust;
            if (wait > Left())
                (_pausedAt, _pause) = (time.GetTimestamp(), wait);
        }
    }

    /// <summary>A send has passed the limiter.</summary>
    public void Passed()
    {
        lock (_lock)
            _passesLeft = Math.Max(0, _passesLeft - 1);
    }

    /// <summary>Waits until it may send, by its turn where sends go one at a time.</summary>
    /// <returns>The turn, to be left when its send is answered; null where there are no turns.</returns>
    public async ValueTask<HostTurns.Turn?> EnterAsync(CancellationToken cancellationToken)
    {
        var turn = IsOneAtATime ? _turns.Join(Everybody) : null;
        try
        {
            if (turn is not null)
                await turn.WaitAsync(cancellationToken).ConfigureAwait(false);

            // A delay takes whole milliseconds: cut down to none, the last part of one would be waited for in a loop.
            while (LockedLeft() is var left && left > TimeSpan.Zero)
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), time, cancellationToken).ConfigureAwait(false);
            return turn;
        }
        catch
        {
            turn?.Dispose();
            throw;
        }
    }

    /// <summary>Whether who has entered may send still.</summary>
    public bool IsOpenTo(HostTurns.Turn? turn) => LockedLeft() <= TimeSpan.Zero && (turn is not null || !IsOneAtATime);

    private bool IsOneAtATime
    {
        get
        {
            lock (_lock)
                return _passesLeft > 0;
        }
    }

    private TimeSpan LockedLeft()
    {
        lock (_lock)
            return Left();
    }

    private TimeSpan Left() => _pause - time.GetElapsedTime(_pausedAt);
}
