using System.Diagnostics;

namespace Elastic.ResponseActions.Benchmarks.Ratios;

/// <summary>Runs timings in turn, round by round, so that what disturbs the machine disturbs all of them alike.</summary>
internal sealed class RatioRounds
{
    private const int WarmUps = 3;   // enough for the just-in-time compiler to know what runs often
    private const int Fewest = 5;

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly List<Timing> _timings = [];

    public Timing Add(string name, int events, Func<int> body, bool onTheWall = false)
    {
        var timing = new Timing(name, events, body, onTheWall);
        _timings.Add(timing);
        return timing;
    }

    /// <summary>Runs rounds until so many are done or so much time has passed since this was made, but five at least.</summary>
    public void Run(int most, TimeSpan time)
    {
        for (var i = 0; i < WarmUps; i++)
            _timings.ForEach(timing => timing.WarmUp());

        for (var round = 0; round < most && (round < Fewest || Stopwatch.GetElapsedTime(_start) < time); round++)
        {
            GC.Collect();
            foreach (var timing in round % 2 == 0 ? _timings : Enumerable.Reverse(_timings))
                timing.Measure();
        }
    }
}
