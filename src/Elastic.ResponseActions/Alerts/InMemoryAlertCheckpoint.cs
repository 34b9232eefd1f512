namespace Elastic.ResponseActions;

/// <summary>Keeps a feed's position as long as the process lives; for tests, and where alerts from before a restart do not matter. Thread-safe.</summary>
public sealed class InMemoryAlertCheckpoint : IAlertCheckpoint
{
    private volatile AlertFeedPosition? _position;

    /// <inheritdoc />
    public ValueTask<AlertFeedPosition?> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_position);

    /// <inheritdoc />
    public ValueTask WriteAsync(AlertFeedPosition position, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(position);
        _position = position;
        return ValueTask.CompletedTask;
    }
}
