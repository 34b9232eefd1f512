namespace Elastic.ResponseActions;

/// <summary>Keeps how far a feed is. One feed writes it at a time; two processes on one checkpoint would both act on each alert. Implementations are thread-safe.</summary>
public interface IAlertCheckpoint
{
    /// <summary>Reads what was written last; null where nothing was.</summary>
    /// <param name="cancellationToken">Gives the read up.</param>
    /// <exception cref="IOException">It cannot be read. A feed then does not start, since it would not know where.</exception>
    ValueTask<AlertFeedPosition?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Writes the position, all or nothing, so that it survives a crash.</summary>
    /// <param name="position">The position.</param>
    /// <param name="cancellationToken">Gives the write up.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    ValueTask WriteAsync(AlertFeedPosition position, CancellationToken cancellationToken);
}
