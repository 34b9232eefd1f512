using System.Collections.Concurrent;

namespace Elastic.ResponseActions.Transport;

/// <summary>
/// Ends requests after a time, in real time: a test clock that jumps must not cut a request off. A timer whose time did not come serves the next
/// request too. Thread-safe.
/// </summary>
internal sealed class RequestTimeouts(TimeSpan limit)
{
    // As many as there are requests under way at one time, and no more than these kept.
    private const int MostKept = 64;

    private readonly ConcurrentQueue<CancellationTokenSource> _ready = [];

    public Lease Begin(CancellationToken caller)
    {
        if (!_ready.TryDequeue(out var source))
            source = new CancellationTokenSource();

        source.CancelAfter(limit);
        return new Lease(this, source, caller.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), source));
    }

    private void End(CancellationTokenSource source)
    {
        if (_ready.Count < MostKept && source.TryReset())
            _ready.Enqueue(source);
        else
            source.Dispose();
    }

    /// <summary>One request's time. Its token is cancelled when the time is over, or by the caller.</summary>
    internal readonly struct Lease(RequestTimeouts timeouts, CancellationTokenSource source, CancellationTokenRegistration caller) : IDisposable
    {
        public CancellationToken Token => source.Token;

        public void Dispose()
        {
            // First the caller's: after this nobody cancels the source on his behalf any more.
            caller.Dispose();
            timeouts.End(source);
        }
    }
}
