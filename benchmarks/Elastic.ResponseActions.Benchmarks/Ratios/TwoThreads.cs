namespace Elastic.ResponseActions.Benchmarks.Ratios;

/// <summary>Two threads that run a body each, at the same time, whenever asked.</summary>
internal sealed class TwoThreads : IDisposable
{
    private readonly Barrier _start = new(3);
    private readonly Barrier _end = new(3);
    private readonly Thread[] _threads;
    private volatile bool _stops;
    private int _result;

    public TwoThreads(Func<int> first, Func<int> second)
    {
        _threads = [Start(first), Start(second)];
    }

    /// <summary>Lets both run once and waits for both.</summary>
    public int Run()
    {
        _start.SignalAndWait();
        _end.SignalAndWait();
        return _result;
    }

    public void Dispose()
    {
        _stops = true;
        _start.SignalAndWait();
        foreach (var thread in _threads)
            thread.Join();
        _start.Dispose();
        _end.Dispose();
    }

    private Thread Start(Func<int> body)
    {
        var thread = new Thread(() => Loop(body)) { IsBackground = true };
        thread.Start();
        return thread;
    }

    private void Loop(Func<int> body)
    {
        while (true)
        {
            _start.SignalAndWait();
            if (_stops)
                return;
            Interlocked.Add(ref _result, body());
            _end.SignalAndWait();
        }
    }
}
