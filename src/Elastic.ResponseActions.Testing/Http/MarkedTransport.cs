using System.IO.Pipelines;

namespace Elastic.ResponseActions.Testing.Http;

/// <summary>A connection on which the web server's own refusals, of what is no HTTP request, carry the fake's header as well: they never pass the door.</summary>
internal sealed class MarkedTransport(IDuplexPipe inner) : IDuplexPipe
{
    public PipeReader Input => inner.Input;

    public PipeWriter Output { get; } = new MarkingWriter(inner.Output);

    private sealed class MarkingWriter(PipeWriter inner) : PipeWriter
    {
        // The head of a refusal with the mark in it is shorter than that.
        private const int RoomForAHead = 512;

        private Memory<byte> _memory;

        private static ReadOnlySpan<byte> Mark => "x-elastic-response-actions-fake: true\r\n"u8;

        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override Memory<byte> GetMemory(int sizeHint = 0) => _memory = inner.GetMemory(Math.Max(sizeHint, RoomForAHead));

        public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public override void Advance(int bytes)
        {
            var written = _memory.Span;
            if (bytes + Mark.Length <= written.Length && IsRefusal(written[..bytes]))
            {
                var head = written.IndexOf("\r\n"u8) + 2;
                written[head..bytes].CopyTo(written[(head + Mark.Length)..]);
                Mark.CopyTo(written[head..]);
                bytes += Mark.Length;
            }
            _memory = default;
            inner.Advance(bytes);
        }

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

        private static bool IsRefusal(ReadOnlySpan<byte> written) =>
            (written.StartsWith("HTTP/1.1 4"u8) || written.StartsWith("HTTP/1.1 5"u8)) && written.EndsWith("\r\n\r\n"u8) && written.IndexOf(Mark[..Mark.IndexOf((byte)':')]) < 0;
    }
}
