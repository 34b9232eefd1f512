using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Detection.State;

namespace Elastic.ResponseActions.Matching.Detection.Rules;

/// <summary>
/// The leading and inner missing stages of one sequence rule. Times are compared by the millisecond alone, and never at its ends: an event at the
/// very time of a neighbour does not count, whatever its order. Leading: the latest such event of each key is kept (<c>Time</c>; <c>First</c> is the
/// latest before that time).
/// </summary>
internal sealed class MissingEvents(SequencePlan plan, StateCells cells)
{
    private const long None = long.MinValue;
    private readonly bool _hasLeading = plan.HasLeading;
    private readonly bool _hasTrailing = plan.HasTrailing;

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

    /// <summary>Takes note of an event that a leading stage needs to be absent.</summary>
    public void NoteLeading(int scope, ReadOnlySpan<byte> key, long time)
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

    /// <summary>Takes note of an event that must be absent behind what waits in the scope.</summary>
    public void NoteBetween(int scope, ReadOnlySpan<byte> key, long time)
    {
        var cell = cells.Find(scope, key);
        if (cell == StateCells.None)
            return;
        var open = new OpenSequence(ref cells[cell]);
        if (time > open.Last && time < open.FirstMissing)
            open.FirstMissing = time;
    }
}
