using System.Runtime.InteropServices;
using Elastic.ResponseActions.Matching.Detection.Keys;
using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Detection.State;
using Elastic.ResponseActions.Matching.Detection.Stream;

namespace Elastic.ResponseActions.Matching.Detection.Rules;

/// <summary>
/// Threshold groups. A group alerts at the event with which it has enough events and distinct values within the look-back. Then it rests until
/// the interval is over: Kibana's runs are that far apart, and an event that was part of an alert is never part of another. Cells of groups:
/// <c>Time</c> the newest event, <c>First</c> the number that its values refer to, <c>Second</c> until when it rests. Values stand in lists of
/// their group by when they were last seen; more than the rule asks for are not kept. The last list has one cell, which holds the events' ids.
/// </summary>
internal sealed class ThresholdState(ThresholdPlan plan, DetectorMemory memory) : RuleState(plan, memory)
{
    private const long Awake = long.MinValue;
    private const int LeastCounted = 1024;

    private bool HasWindow => plan.LookBack != long.MaxValue;

    public override void Use(HitTarget target, in EventAt at, ReadOnlySpan<byte> lists)
    {
        Expire(plan.FirstScope, Math.Max(plan.LookBack, plan.Interval));
        foreach (var key in KeyList.Take(ref lists))
            Count(key, at, lists);
    }

    /// <summary>Every group as it stands.</summary>
    public IReadOnlyList<ThresholdGroup> Read()
    {
        var groups = new List<ThresholdGroup>();
        for (var cell = Cells.List(plan.FirstScope).Oldest; cell != StateCells.None; cell = Cells[cell].Newer)
        {
            var from = HasWindow ? Cells[cell].Time - plan.LookBack : long.MinValue;
            var count = HasWindow ? TimeRing.CountFrom(Cells.Tail(cell), from, out _) : Totals(cell).All;
            groups.Add(new ThresholdGroup
            {
                Terms = KeyText.Terms(Cells.Key(cell), plan.KeyTypes),
                EventIds = Ids(cell, count),
                Count = count,
                Cardinality = ReadCardinality(cell),
                Alerted = Cells[cell].Second != Awake && Cells[cell].Time <= Cells[cell].Second,
            });
        }

        return groups;
    }

    private void Count(ReadOnlySpan<byte> key, in EventAt at, ReadOnlySpan<byte> lists)
    {
        var cell = Cells.Find(plan.FirstScope, key);
        if (cell == StateCells.None)
            cell = Open(key);

        var time = Math.Max(Cells[cell].Time, at.Time);   // a late event counts as if it came now
        Cells[cell].Time = time;
        Cells.Touch(cell);
        for (var i = 0; i < plan.Cardinality.Length; i++)
        {
            foreach (var value in KeyList.Take(ref lists))
                See(cell, i, value, time);
        }

        if (Memory.MaxGroupEventIds > 0)
            Keep(cell, at.Id);

        var isResting = time <= Cells[cell].Second;
        if (HasWindow)
        {
            TimeRing.Add(Cells, cell, time, Math.Max(plan.Value, LeastCounted));
        }
        else
        {
            ref var totals = ref Totals(cell);
            totals.All++;
            if (!isResting && totals.Fresh++ == 0)
                totals.FreshFrom = time;
        }

        if (!isResting && IsReached(cell, time))
            Alert(cell, key, at);
    }

    private int Open(ReadOnlySpan<byte> key)
    {
        Span<byte> tail = stackalloc byte[Math.Max(TimeRing.EmptyBytes, Marshal.SizeOf<GroupTotals>())];
        tail.Clear();
        var cell = Cells.Add(plan.FirstScope, key, HasWindow ? tail[..TimeRing.EmptyBytes] : tail);
        Cells[cell].Time = long.MinValue;
        Cells[cell].Second = Awake;
        Cells[cell].First = ++Memory.LastSerial;
        Cells.Own(cell, plan.Cardinality.Length + 1);
        return cell;
    }

    private void Keep(int group, ReadOnlySpan<byte> id)
    {
        var list = ListOf(group, plan.Cardinality.Length);
        if (Cells.List(list).Newest == StateCells.None)
        {
            Span<byte> empty = stackalloc byte[IdLog.EmptyBytes];
            empty.Clear();
            var serial = Cells[group].First;
            Cells.Add(plan.FirstScope + 1 + plan.Cardinality.Length, MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in serial)), empty, list);
        }

        IdLog.Add(Cells, Cells.List(list).Newest, id, Memory.MaxGroupEventIds);
    }

    private string[] Ids(int group, long count)
    {
        var log = Cells.List(ListOf(group, plan.Cardinality.Length)).Newest;
        return log == StateCells.None ? [] : IdLog.Last(Cells.Tail(log), count);
    }

    private void See(int group, int field, ReadOnlySpan<byte> value, long time)
    {
        var scratch = Memory.Scratch;
        scratch.Clear();
        MemoryMarshal.Write(scratch.Reserve(sizeof(long)), Cells[group].First);
        scratch.Commit(sizeof(long));
        scratch.Write(value);

        var list = ListOf(group, field);
        var scope = plan.FirstScope + 1 + field;
        var cell = Cells.Find(scope, scratch.Written);
        if (cell == StateCells.None)
        {
            if (Cells.List(list).Count == plan.Cardinality[field])
                Cells.Remove(Cells.List(list).Oldest);
            cell = Cells.Add(scope, scratch.Written, [], list);
        }

        Cells[cell].Time = time;
        Cells.Touch(cell);
    }

    private bool IsReached(int cell, long time)
    {
        var from = Earliest(cell, time);
        if (HasWindow ? !TimeRing.Has(Cells.Tail(cell), plan.Value, from) : Totals(cell).Fresh < plan.Value)
            return false;

        for (var i = 0; i < plan.Cardinality.Length; i++)
        {
            ref readonly var list = ref Cells.List(ListOf(cell, i));
            if (list.Count < plan.Cardinality[i] || Cells[list.Oldest].Time < from)
                return false;
        }

        return true;
    }

    // Events count from here on: within the look-back, and after those of the last alert.
    private long Earliest(int cell, long time)
    {
        var afterRest = Cells[cell].Second == Awake ? long.MinValue : SaturatingAdd(Cells[cell].Second, 1);
        return HasWindow ? Math.Max(afterRest, time - plan.LookBack) : afterRest;
    }

    private void Alert(int cell, ReadOnlySpan<byte> key, in EventAt at)
    {
        long count, first;
        if (HasWindow)
            count = TimeRing.CountFrom(Cells.Tail(cell), Earliest(cell, Cells[cell].Time), out first);
        else
            (count, first) = (Totals(cell).Fresh, Totals(cell).FreshFrom);

        Cells[cell].Second = SaturatingAdd(Cells[cell].Time, plan.Interval);
        if (!HasWindow)
            Totals(cell).Fresh = 0;
        if (IsSuppressed(key, at.Time))
            return;

        Memory.Found.Add(new ThresholdDetection
        {
            RuleId = plan.RuleId,
            RuleIndex = plan.Index,
            EventIds = Memory.MaxGroupEventIds > 0 ? Ids(cell, count) : [Text(at.Id)],
            Terms = KeyText.Terms(key, plan.KeyTypes),
            Count = count,
            From = plan.Common.NeedsTime ? EventTime.ToDate(first) : null,
        });
    }

    private int[] ReadCardinality(int cell)
    {
        var counts = new int[plan.Cardinality.Length];
        var from = HasWindow ? Cells[cell].Time - plan.LookBack : long.MinValue;
        for (var i = 0; i < counts.Length; i++)
        {
            for (var value = Cells.List(ListOf(cell, i)).Newest; value != StateCells.None && Cells[value].Time >= from; value = Cells[value].Older)
                counts[i]++;
        }

        return counts;
    }

    private int ListOf(int group, int field)
    {
        var list = Cells[group].Owned;
        for (var i = 0; i < field; i++)
            list = Cells.List(list).Next;
        return list;
    }

    private ref GroupTotals Totals(int cell) => ref MemoryMarshal.AsRef<GroupTotals>(Cells.Tail(cell));

    /// <summary>A group's events where there is no look-back: all, those since its last alert, and when those began.</summary>
    private struct GroupTotals
    {
        public long All;
        public long Fresh;
        public long FreshFrom;
    }
}
