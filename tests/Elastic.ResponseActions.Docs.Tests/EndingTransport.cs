namespace Elastic.ResponseActions.Docs.Tests;

/// <summary>Ends a sample that goes on without end: it cancels once a path has been asked for some times.</summary>
internal sealed class EndingTransport(IResponseActionTransport way, string path, int after, CancellationTokenSource end) : IResponseActionTransport
{
    private int _asked;

    public Func<Uri, IResponseActionTransport>? ForSelfTest => null;

    public ValueTask<TransportResponse> SendAsync(TransportRequest request, CancellationToken cancellationToken)
    {
        if (request.Path == path && Interlocked.Increment(ref _asked) > after)
            end.Cancel();
        cancellationToken.ThrowIfCancellationRequested();
        return way.SendAsync(request, cancellationToken);
    }
}
