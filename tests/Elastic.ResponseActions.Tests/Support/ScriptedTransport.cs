using System.Collections.Concurrent;

namespace Elastic.ResponseActions.Tests.Support;

/// <summary>Answers by a function, for shapes that a fake Kibana never gives.</summary>
internal sealed class ScriptedTransport(Func<TransportRequest, TransportResponse> answer) : IResponseActionTransport
{
    public ConcurrentQueue<TransportRequest> Requests { get; } = new();

    public Func<Uri, IResponseActionTransport>? ForSelfTest => null;

    public ValueTask<TransportResponse> SendAsync(TransportRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Requests.Enqueue(request);
        return ValueTask.FromResult(answer(request));
    }
}
