using System.Collections.Concurrent;

namespace Elastic.ResponseActions.Transport;

/// <summary>The whole address of a request. Paths without a query come again and again, so what was proven of one is kept. Thread-safe.</summary>
internal sealed class RouteAddresses(Uri kibana)
{
    // Ids make paths without end: with so many it begins anew.
    private const int MostKept = 256;

    private readonly ConcurrentDictionary<string, Uri> _known = new(StringComparer.Ordinal);
    private int _kept;

    public Uri Of(TransportRequest request)
    {
        if (request.Query.Count > 0)
            return RequestUri.Build(kibana, request);
        if (_known.TryGetValue(request.Path, out var known))
            return known;

        var built = RequestUri.Build(kibana, request);
        if (Interlocked.Increment(ref _kept) > MostKept)
        {
            _known.Clear();
            Volatile.Write(ref _kept, 1);
        }

        return _known.GetOrAdd(request.Path, built);
    }
}
