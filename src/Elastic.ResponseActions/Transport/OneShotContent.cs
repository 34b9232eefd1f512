using System.Net;

namespace Elastic.ResponseActions.Transport;

/// <summary>A body that leaves once. It knows whether its first byte was handed to the connection, and refuses to be handed over again.</summary>
internal sealed class OneShotContent : HttpContent
{
    private readonly TransportRequest _request;
    private int _handedOver;

    public OneShotContent(TransportRequest request)
    {
        _request = request;
        Headers.Add("Content-Type", request.ContentType);
    }

    public bool HandedOver => Volatile.Read(ref _handedOver) != 0;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // A handler that repeats a POST by itself ends here instead of sending a second action.
        if (Interlocked.Exchange(ref _handedOver, 1) != 0)
            throw new InvalidOperationException("The HTTP handler tried to send the body a second time. A response action is sent once; take the retries out of the handler.");

        var written = _request.StreamedBody?.WriteAsync(stream, cancellationToken) ?? stream.WriteAsync(_request.Body, cancellationToken);
        return written.IsCompletedSuccessfully ? Task.CompletedTask : written.AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _request.StreamedBody?.Length ?? _request.Body.Length;
        return true;
    }
}
