namespace Elastic.ResponseActions.Kibana;

/// <summary>Where an answer's body goes piece by piece. It takes no more than its limit, and nothing twice.</summary>
/// <param name="limit">The most bytes taken.</param>
internal abstract class DownloadSink(long limit) : Stream
{
    private long _taken;

    /// <summary>The bytes that the caller has.</summary>
    public long Written { get; protected set; }

    /// <summary>Why it takes no more; null while it does.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Bytes came, or were refused: a second try would begin in the middle.</summary>
    public bool IsSpent => _taken > 0 || Refusal is not null;

    public sealed override bool CanRead => false;

    public sealed override bool CanSeek => false;

    public sealed override bool CanWrite => true;

    public sealed override long Length => _taken;

    public sealed override long Position { get => _taken; set => throw new NotSupportedException(); }

    public sealed override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length > limit - _taken)
            throw Refuse($"the file is larger than {limit} bytes");

        _taken += buffer.Length;
        await TakeAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    public sealed override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public sealed override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public sealed override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public sealed override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public sealed override void SetLength(long value) => throw new NotSupportedException();

    public sealed override void Flush()
    {
    }

    /// <summary>Takes the next bytes.</summary>
    protected abstract ValueTask TakeAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    protected InvalidDataException Refuse(string why)
    {
        Refusal = why;
        return new InvalidDataException($"{why}.");
    }
}
