using System.Threading.Channels;

namespace Elastic.ResponseActions.Testing.Http.InMemory;

/// <summary>The client's end of an answer's body. Read-only. Who closes it before its end breaks the request off.</summary>
internal sealed class AnswerReader(ChannelReader<byte[]> parts, InMemoryExchange exchange) : Stream
{
    private ReadOnlyMemory<byte> _part;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_part.IsEmpty)
        {
            if (!await parts.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
                return 0;
            if (parts.TryRead(out var part))
                _part = part;
        }
        var count = Math.Min(buffer.Length, _part.Length);
        _part.Span[..count].CopyTo(buffer.Span);
        _part = _part[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !parts.Completion.IsCompleted)
            exchange.Cancel();
        base.Dispose(disposing);
    }
}
