using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Detection.State;

namespace Elastic.ResponseActions.Matching.Detection.Rules;

/// <summary>
/// The missing stages of one sequence rule. Times are compared by the millisecond alone, and never at its ends: an event at the very time of
/// a neighbour does not count, whatever its order. Leading: the latest such event of each key is kept (<c>Time</c>; <c>First</c> is the latest
/// before that time). Trailing: finished sequences wait in the order of their last events.
/// </summary>
internal sealed class MissingEvents(SequencePlan plan, StateCells cells)
{
    private const long None = long.MinValue;
    private readonly bool _hasLeading = plan.HasLeading;
    private readonly bool _hasTrailing = plan.HasTrailing;

    public bool HasPending => _hasTrailing && cells.List(plan.PendingScope).Count > 0;

    /// <summary>False where nothing waits that such an event could spoil.</summary>
    public bool HasUseFor(int index) => plan.MissingStages[index].Place switch
    {
        MissingPlace.Leading => true,
        MissingPlace.Between => cells.List(plan.ScopeOfStage(plan.MissingStages[index].After)).Count > 0,
        _ => HasPending,
    };

    /// <summary>Takes note of an event that some stage needs to be absent.</summary>
    public void Note(int index, ReadOnlySpan<byte> key, long time)
    {
        var stage = plan.MissingStages[index];
        switch (stage.Place)
        {
            case MissingPlace.Leading:
                NoteLeading(stage.Scope, key, time);
                break;
            case MissingPlace.Between:
                NoteBetween(plan.ScopeOfStage(stage.After), key, time);
                break;
            default:
                NoteTrailing(key, time);
                break;
        }
    }

    /// <summary>The time of the latest event before this one that a leading stage needs to be absent, or <see cref="long.MinValue"/>.</summary>
    public long LatestLeading(ReadOnlySpan<byte> key, long before)
    {
        var latest = None;
        if (!_hasLeading)
            return latest;

        foreach (var stage in plan.MissingStages)
        {
            var cell = stage.Place == MissingPlace.Leading ? cells.Find(stage.Scope, key) : StateCells.None;
            if (cell == StateCells.None)
                continue;
            if (cells[cell].Time < before)
                latest = Math.Max(latest, cells[cell].Time);
            else if (cells[cell].First < before)
                latest = Math.Max(latest, cells[cell].First);
        }

        return latest;
    }

    /// <summary>A leading event alone spoils the sequence when it lies within <c>maxspan</c> before the last event.</summary>
    public bool LeadIsTooNear(int cell)
    {
        var open = new OpenSequence(ref cells[cell]);
        return _hasLeading && !_hasTrailing && open.Lead != None && open.Last - open.Lead <= plan.MaxSpan;
    }

    /// <summary>Lets a sequence with its last event wait until no trailing event can spoil it any more.</summary>
    public void Await(int cell)
    {
        if (cells[cell].Scope != plan.PendingScope)
            cells.MoveTo(cell, plan.PendingScope);

        // With a leading stage too, only a leading and a trailing event inside one maxspan spoil it; without a leading event nothing does.
        var open = new OpenSequence(ref cells[cell]);
        var from = _hasLeading ? open.Lead : open.Start;
        open.Deadline = from == None ? None : plan.MaxSpan > long.MaxValue - Math.Max(from, 0) ? long.MaxValue : from + plan.MaxSpan;
    }

    /// <summary>The first of the waiting sequences, when it is decided. Those behind it wait, so that all are told in the order of their last events.</summary>
    /// <param name="time">No event before this time is outstanding; <see cref="long.MaxValue"/>: none at all.</param>
    /// <param name="cell">The sequence.</param>
    public bool TryFindDecided(long time, out int cell)
    {
        cell = _hasTrailing ? cells.List(plan.PendingScope).Oldest : StateCells.None;
        return cell != StateCells.None && (time == long.MaxValue || new OpenSequence(ref cells[cell]).Deadline < time);
    }

    private void NoteLeading(int scope, ReadOnlySpan<byte> key, long time)
    {
        var cell = cells.Find(scope, key);
        if (cell == StateCells.None)
        {
            cell = cells.Add(scope, key, []);
            cells[cell].Time = time;
            cells[cell].First = None;
            return;
        }

        if (time <= cells[cell].Time)
            return;
        cells[cell].First = cells[cell].Time;
        cells[cell].Time = time;
        cells.Touch(cell);
    }

    private void NoteBetween(int scope, ReadOnlySpan<byte> key, long time)
    {
        var cell = cells.Find(scope, key);
        if (cell == StateCells.None)
            return;
        var open = new OpenSequence(ref cells[cell]);
        if (time > open.Last && time < open.FirstMissing)
            open.FirstMissing = time;
    }

    private void NoteTrailing(ReadOnlySpan<byte> key, long time)
    {
        for (var cell = cells.Find(plan.PendingScope, key); cell != StateCells.None;)
        {
            var next = cells.FindNext(cell);
            var open = new OpenSequence(ref cells[cell]);
            if (time > open.Last && time <= open.Deadline)
                cells.Remove(cell);
            cell = next;
        }
    }
}
