using System.Diagnostics;

namespace Elastic.ResponseActions.Benchmarks.Ratios;

/// <summary>
/// Something that is run in every round, as often as it takes to be measurable. The time is that of the processor, so that
/// others on the machine count less; where threads or the wait for them matter, that of the clock on the wall.
/// </summary>
/// <param name="name">What it is.</param>
/// <param name="events">How many events one run reads.</param>
/// <param name="body">One run; what it returns keeps the work from being optimised away.</param>
/// <param name="onTheWall">Which clock.</param>
internal sealed class Timing(string name, int events, Func<int> body, bool onTheWall = false)
{
    private static readonly TimeSpan Measurable = TimeSpan.FromMilliseconds(8);

    private readonly List<double> _nanoseconds = [];
    private int _repeats = 1;
    private long _runs;
    private long _allocated;

    public string Name => name;

    /// <summary>The time of one run in each round.</summary>
    public IReadOnlyList<double> Nanoseconds => _nanoseconds;

    public double NanosecondsPerEvent => Figures.Median(_nanoseconds) / events;

    /// <summary>What its thread allocates for an event, over all rounds.</summary>
    public double BytesPerEvent => (double)_allocated / (_runs * events);

    public int Result { get; private set; }

    public void WarmUp()
    {
        var time = Run(times: 1);
        _repeats = Math.Max(1, (int)(Measurable / time));
    }

    public void Measure()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var time = Run(_repeats);
        _allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        _runs += _repeats;
        _nanoseconds.Add(time.TotalNanoseconds / _repeats);
    }

    private TimeSpan Run(int times)
    {
        var (start, startOfWork) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        for (var i = 0; i < times; i++)
            Result = body();
        var time = onTheWall ? Stopwatch.GetElapsedTime(start) : Environment.CpuUsage.TotalTime - startOfWork;
        return time > TimeSpan.Zero ? time : TimeSpan.FromTicks(1);
    }
}
