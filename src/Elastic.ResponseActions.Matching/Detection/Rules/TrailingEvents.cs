using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Detection.State;

namespace Elastic.ResponseActions.Matching.Detection.Rules;

/// <summary>
/// Sequences with all their events, of which a trailing stage still needs an absence: each waits until no such event can spoil it any more. They are
/// found by key, to be spoilt, and by deadline, to be told. The mark of a key (<c>Time</c>) says up to when its spoiling events were looked at.
/// </summary>
internal sealed class TrailingEvents(SequencePlan plan, StateCells cells)
{
    private readonly PriorityQueue<(int Cell, long Order), (long Deadline, long Order)> _deadlines = new();
    private readonly bool _hasLeading = plan.HasLeading;

    public bool AnyWaiting => cells.List(plan.PendingScope).Count > 0;

    /// <summary>Lets a sequence wait; false where nothing can spoil it: with a leading stage too, only a leading and a trailing event inside one maxspan do.</summary>
    public bool TryAwait(int cell, long order)
    {
        var open = new OpenSequence(ref cells[cell]);
        if (_hasLeading && open.Lead == long.MinValue)
            return false;

        var from = _hasLeading ? open.Lead : open.Start;
        open.Deadline = plan.MaxSpan > long.MaxValue - Math.Max(from, 0) ? long.MaxValue : from + plan.MaxSpan;
        open.Order = order;
        if (cells[cell].Scope != plan.PendingScope)
            cells.MoveTo(cell, plan.PendingScope);
        if (_deadlines.Count > (2 * cells.List(plan.PendingScope).Count) + 64)
            Rebuild();
        else
            _deadlines.Enqueue((cell, order), (open.Deadline, order));
        return true;
    }

    /// <summary>Finds again what waits, after it was restored; and lets go of what waits no more.</summary>
    public void Rebuild()
    {
        _deadlines.Clear();
        for (var cell = cells.List(plan.PendingScope).Oldest; cell != StateCells.None; cell = cells[cell].Newer)
        {
            var open = new OpenSequence(ref cells[cell]);
            _deadlines.Enqueue((cell, open.Order), (open.Deadline, open.Order));
        }
    }

    /// <summary>A sequence whose deadline is past, the earliest deadline first.</summary>
    /// <param name="time">No event before this time is outstanding.</param>
    /// <param name="cell">The sequence.</param>
    public bool TryTakeDecided(long time, out int cell)
    {
        while (_deadlines.TryPeek(out var first, out var deadline) && deadline.Deadline < time)
        {
            _deadlines.Dequeue();
            cell = first.Cell;
            if (cells[cell].Scope == plan.PendingScope && new OpenSequence(ref cells[cell]).Order == first.Order)
                return true;   // else it was spoilt or evicted meanwhile
        }

        cell = StateCells.None;
        return false;
    }

    /// <summary>An event that had to be absent: spoils the sequences of its key that it falls behind.</summary>
    public void Spoil(ReadOnlySpan<byte> key, long time)
    {
        var cell = cells.Find(plan.PendingScope, key);
        if (cell == StateCells.None)
            return;

        var mark = cells.Find(plan.MarkScope, key);
        if (mark != StateCells.None && cells[mark].Time == time)
            return;

        var survivors = false;
        while (cell != StateCells.None)
        {
            var next = cells.FindNext(cell);
            var open = new OpenSequence(ref cells[cell]);
            if (time > open.Last && time <= open.Deadline)
                cells.Remove(cell);
            else
                survivors = true;
            cell = next;
        }

        // Those that are left end at this very millisecond: other such events of this millisecond need not look at them again.
        if (!survivors)
            return;
        if (mark == StateCells.None)
            mark = cells.Add(plan.MarkScope, key, []);
        cells[mark].Time = time;
        cells.Touch(mark);
    }
}
