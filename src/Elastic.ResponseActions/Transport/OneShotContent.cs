using System.Net;

namespace Elastic.ResponseActions.Transport;

/// <summary>A body that leaves once. It knows whether its first byte was handed to the connection, and refuses to be handed over again.</summary>
internal sealed class OneShotContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> _body;
    private int _handedOver;

    public OneShotContent(ReadOnlyMemory<byte> body)
    {
        _body = body;
        Headers.Add("Content-Type", "application/json");
    }

    public bool HandedOver => Volatile.Read(ref _handedOver) != 0;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // A handler that repeats a POST by itself ends here instead of sending a second action.
        if (Interlocked.Exchange(ref _handedOver, 1) != 0)
            throw new InvalidOperationException("The HTTP handler tried to send the body a second time. A response action is sent once; take the retries out of the handler.");

        await stream.WriteAsync(_body, cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
