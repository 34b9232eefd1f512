using System.Collections.Concurrent;

namespace Elastic.ResponseActions.Dispatching;

/// <summary>
/// How long Kibana may still be at work on a request, counted by the time that really passes. A request of an earlier process counts
/// from now on: how long ago it left, only a wall clock could tell. Thread-safe.
/// </summary>
internal sealed class QuietTimes(TimeProvider time, TimeSpan quietTime)
{
    private readonly ConcurrentDictionary<ActionKey, long> _leftAt = [];

    public void Left(ActionKey key) => _leftAt[key] = time.GetTimestamp();

    public void Forget(ActionKey key) => _leftAt.TryRemove(key, out _);

    public async ValueTask WaitAsync(ActionKey key, CancellationToken cancellationToken)
    {
        var left = quietTime - time.GetElapsedTime(_leftAt.GetOrAdd(key, static (_, clock) => clock.GetTimestamp(), time));
        if (left > TimeSpan.Zero)
            await Task.Delay(left, time, cancellationToken).ConfigureAwait(false);
    }
}
