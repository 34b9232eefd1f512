namespace Elastic.ResponseActions.Testing.World;

/// <summary>What will happen in the world, by time. Nothing runs by itself: whoever looks at the world first runs what is due.</summary>
internal sealed class Schedule
{
    // Made by the first event: a queue over a key of two values takes its time from the just-in-time compiler.
    private PriorityQueue<Action<DateTimeOffset>, (DateTimeOffset Due, long Order)>? _events;
    private long _order;

    public void Add(DateTimeOffset due, Action<DateTimeOffset> happen) => (_events ??= new()).Enqueue(happen, (due, _order++));

    public DateTimeOffset? NextDue => _events is not null && _events.TryPeek(out _, out var next) ? next.Due : null;

    /// <summary>Runs everything due, earliest first; each event is told its own due time, however late the look is.</summary>
    public void RunDue(DateTimeOffset now)
    {
        if (_events is not null)
            RunDue(_events, now);
    }

    private static void RunDue(PriorityQueue<Action<DateTimeOffset>, (DateTimeOffset Due, long Order)> events, DateTimeOffset now)
    {
        while (events.TryPeek(out _, out var next) && next.Due <= now)
            events.Dequeue()(next.Due);
    }
}
