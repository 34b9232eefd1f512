using Elastic.ResponseActions.Matching.Detection.Keys;
using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Detection.State;
using Elastic.ResponseActions.Matching.Detection.Stream;

namespace Elastic.ResponseActions.Matching.Detection.Rules;

/// <summary>
/// Lets the first alert of a group through and suppresses those that follow within the duration, counted from that first one, as
/// Kibana does; the next alert after it is a first one again. Cells: <c>First</c> the reported alert's time, <c>Time</c> the last
/// alert's, <c>Number</c> how many were suppressed.
/// </summary>
internal sealed class Suppressor(SuppressionPlan plan, DetectorMemory memory)
{
    private StateCells Cells => memory.Cells;

    public bool Suppresses(ReadOnlySpan<byte> group, long time)
    {
        if (plan.NeedsAllFields && plan.IsWhole && LacksField(group))
            return false;

        Forget(time);
        var cell = Cells.Find(plan.Scope, group);
        if (cell == StateCells.None)
            cell = Cells.Add(plan.Scope, group, []);
        else if (IsWithin(cell, time))
        {
            Cells[cell].Number++;
            Cells[cell].Time = Math.Max(Cells[cell].Time, time);
            memory.SuppressedAlerts++;
            return true;
        }

        Cells[cell].First = Cells[cell].Time = time;
        Cells[cell].Number = 0;
        Cells.Touch(cell);   // the list is in the order of reported alerts
        return false;
    }

    public IReadOnlyList<SuppressionGroup> Read()
    {
        var groups = new List<SuppressionGroup>();
        for (var cell = Cells.List(plan.Scope).Oldest; cell != StateCells.None; cell = Cells[cell].Newer)
        {
            var key = Cells.Key(cell);
            groups.Add(new SuppressionGroup
            {
                Terms = plan.IsWhole ? KeyText.Fields(key) : [.. KeyText.Parts(key).Select(part => part is null ? Array.Empty<string>() : [part])],
                Suppressed = Cells[cell].Number,
                Start = EventTime.ToDate(Cells[cell].First),
                End = EventTime.ToDate(Cells[cell].Time),
            });
        }

        return groups;
    }

    private bool IsWithin(int cell, long time) => plan.Duration == long.MaxValue || time - Cells[cell].First <= plan.Duration;

    private void Forget(long time)
    {
        for (var i = 0; i < 2; i++)
        {
            var oldest = Cells.List(plan.Scope).Oldest;
            if (oldest == StateCells.None || IsWithin(oldest, time))
                return;
            Cells.Remove(oldest);
        }
    }

    private static bool LacksField(ReadOnlySpan<byte> group)
    {
        while (!group.IsEmpty)
        {
            var values = KeyText.TakeNumber(ref group);
            if (values == 0)
                return true;
            for (var i = 0; i < values; i++)
                KeyText.TakePart(ref group, out _);
        }

        return false;
    }
}
