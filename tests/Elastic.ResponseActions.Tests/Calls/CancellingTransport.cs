namespace Elastic.ResponseActions.Tests.Calls;

/// <summary>Counts requests, and at one of them the caller gives up. Several ways can count together.</summary>
internal sealed class CancellingTransport : IResponseActionTransport
{
    public Func<Uri, IResponseActionTransport>? ForSelfTest => null;

    private readonly IResponseActionTransport _way;
    private readonly CancellationTokenSource _caller;
    private readonly CancellingTransport _counter;
    private int _asked;

    public CancellingTransport(IResponseActionTransport way, CancellationTokenSource caller) => (_way, _caller, _counter) = (way, caller, this);

    public CancellingTransport(IResponseActionTransport way, CancellingTransport counter) => (_way, _caller, _counter) = (way, counter._caller, counter);

    public int At { get; init; }

    public bool BeforeItLeaves { get; init; }

    public int Asked => Volatile.Read(ref _asked);

    public async ValueTask<TransportResponse> SendAsync(TransportRequest request, CancellationToken cancellationToken)
    {
        var isIt = Interlocked.Increment(ref _counter._asked) == _counter.At;
        if (isIt && _counter.BeforeItLeaves)
            await _caller.CancelAsync();
        var answer = await _way.SendAsync(request, cancellationToken);
        if (isIt && !_counter.BeforeItLeaves)
            await _caller.CancelAsync();
        return answer;
    }
}
