namespace Elastic.ResponseActions.Testing.Http;

/// <summary>The latest requests, at most as many as the options say. Guarded by the world's lock.</summary>
internal sealed class RequestLog(int limit)
{
    private readonly Queue<FakeRequest> _requests = new();

    public IReadOnlyList<FakeRequest> Snapshot_NeedsLock => [.. _requests];

    public void Add_NeedsLock(FakeRequest request)
    {
        _requests.Enqueue(request);
        if (_requests.Count > limit)
            _requests.Dequeue();
    }
}
