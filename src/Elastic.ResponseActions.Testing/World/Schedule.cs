namespace Elastic.ResponseActions.Testing.World;

/// <summary>What will happen in the world, by time. Nothing runs by itself: whoever looks at the world first runs what is due.</summary>
internal sealed class Schedule
{
    private readonly PriorityQueue<Action<DateTimeOffset>, (DateTimeOffset Due, long Order)> _events = new();
    private long _order;

    public void Add(DateTimeOffset due, Action<DateTimeOffset> happen) => _events.Enqueue(happen, (due, _order++));

    public DateTimeOffset? NextDue => _events.TryPeek(out _, out var next) ? next.Due : null;

    /// <summary>Runs everything due, earliest first; each event is told its own due time, however late the look is.</summary>
    public void RunDue(DateTimeOffset now)
    {
        while (_events.TryPeek(out _, out var next) && next.Due <= now)
            _events.Dequeue()(next.Due);
    }
}
