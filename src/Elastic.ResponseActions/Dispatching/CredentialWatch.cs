using Microsoft.Extensions.Logging;

namespace Elastic.ResponseActions.Dispatching;

/// <summary>Tells the log of a provider that gives no good credentials, one line a minute however often it is asked. Thread-safe.</summary>
internal sealed class CredentialWatch : IDisposable
{
    private static readonly TimeSpan OneLineA = TimeSpan.FromMinutes(1);

    private readonly KibanaCredentials? _credentials;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private long? _toldAt;
    private int _untold;

    public CredentialWatch(KibanaCredentials? credentials, TimeProvider time, ILogger logger)
    {
        _credentials = credentials;
        _time = time;
        _logger = logger;
        _credentials?.Failed += Tell;
    }

    public void Dispose() => _credentials?.Failed -= Tell;

    private void Tell(string what)
    {
        int times;
        lock (_lock)
        {
            _untold++;
            if (_toldAt is { } at && _time.GetElapsedTime(at) < OneLineA)
                return;

            (_toldAt, times, _untold) = (_time.GetTimestamp(), _untold, 0);
        }

        DispatchLog.CredentialsFailed(_logger, what, times);
    }
}
