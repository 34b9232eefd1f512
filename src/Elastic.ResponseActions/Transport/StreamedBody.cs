namespace Elastic.ResponseActions;

/// <summary>A request's body that is written piece by piece and never held whole. It is written once; immutable besides.</summary>
/// <param name="length">How many bytes will be written.</param>
/// <param name="write">Writes them to the connection.</param>
public sealed class StreamedBody(long length, Func<Stream, CancellationToken, ValueTask> write)
{
    /// <summary>How many bytes will be written.</summary>
    public long Length { get; } = length;

    /// <summary>Writes the body.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="cancellationToken">Gives it up; the request then fails.</param>
    public ValueTask WriteAsync(Stream destination, CancellationToken cancellationToken) => write(destination, cancellationToken);
}
