namespace Elastic.ResponseActions.Simulation.World;

/// <summary>The one order of all things in a run: what is due first happens first, on the one thread there is.</summary>
internal sealed class VirtualClock
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 15, 10, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<Action, (long At, long Order)> _queue = new();
    private long _order;

    /// <summary>Ticks since the start of the run.</summary>
    public long Ticks { get; private set; }

    /// <summary>The true time of day, which no process knows.</summary>
    public DateTimeOffset Now => Epoch.AddTicks(Ticks);

    public void After(TimeSpan delay, Action action) => _queue.Enqueue(action, (Ticks + Math.Max(0, delay.Ticks), _order++));

    /// <summary>Completes after a while.</summary>
    public Task Delay(TimeSpan delay)
    {
        var done = new TaskCompletionSource();
        After(delay, done.SetResult);
        return done.Task;
    }

    /// <summary>Runs until nothing is due any more or the time is over.</summary>
    public void RunUntil(TimeSpan end, Func<bool> isDone)
    {
        while (!isDone() && _queue.TryPeek(out _, out var due) && due.At <= end.Ticks)
        {
            var action = _queue.Dequeue();
            Ticks = due.At;
            action();
        }
    }
}
