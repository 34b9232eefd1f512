using System.Text;
using Elastic.ResponseActions.Matching.Detection.Keys;
using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Detection.State;
using Elastic.ResponseActions.Matching.Detection.Stream;

namespace Elastic.ResponseActions.Matching.Detection.Rules;

/// <summary>
/// One rule of one detector: takes the events that belong to it, in order, and reports what it detects. What it remembers is in
/// the cells of its scopes and in the few numbers that <see cref="Numbers"/> lists, so that it can be saved without knowing it.
/// </summary>
internal abstract class RuleState(RulePlan plan, DetectorMemory memory)
{
    private readonly Suppressor? _suppressor = plan.Suppression is null ? null : new Suppressor(plan.Suppression, memory);
    private long _newest = long.MinValue;
    private long _runEnd = long.MinValue;

    public RulePlan Plan => plan;

    /// <summary>There are times when <see cref="WaitsForTime"/> is true.</summary>
    public virtual bool MayWait => HasRuns;

    /// <summary>The rule has to be told how far time is, also by events that do not belong to it.</summary>
    public virtual bool WaitsForTime => HasRuns && _runEnd != long.MinValue;

    /// <summary>What is to be saved besides the cells.</summary>
    public virtual long[] Numbers
    {
        get => [_newest, _runEnd];
        set => (_newest, _runEnd) = (value[0], value[1]);
    }

    protected StateCells Cells => memory.Cells;

    protected DetectorMemory Memory => memory;

    /// <summary>Something is only told at the end of a run.</summary>
    protected virtual bool TellsAtRunEnd => false;

    private bool HasRuns => TellsAtRunEnd && plan.Interval != long.MaxValue;

    /// <summary>False where no event could change anything for this part of the rule as things are; then its keys need not even be made.</summary>
    public virtual bool HasUseFor(HitTarget target) => true;

    /// <summary>Uses an event for one part of the rule.</summary>
    public abstract void Use(HitTarget target, in EventAt at, ReadOnlySpan<byte> lists);

    /// <summary>Takes note of an event's time; true where the rule already used a later event.</summary>
    public bool Note(long time)
    {
        if (HasRuns && _runEnd == long.MinValue)
            _runEnd = SaturatingAdd(time, plan.Interval);
        if (time < _newest)
            return plan.Common.NeedsTime;
        _newest = time;
        return false;
    }

    /// <summary>No event before this time is outstanding.</summary>
    public virtual void AdvanceTo(long time)
    {
        if (!HasRuns || _runEnd == long.MinValue || time < _runEnd)
            return;

        EndRun();
        _runEnd += (((time - _runEnd) / plan.Interval) + 1) * plan.Interval;
    }

    /// <summary>The stream ends: tells what was only waiting for that.</summary>
    public virtual void Complete() => EndRun();

    protected virtual void EndRun()
    {
    }

    /// <summary>True where an alert of this group is to be suppressed; counts it, or remembers that it is reported.</summary>
    protected bool IsSuppressed(ReadOnlySpan<byte> group, long time) => _suppressor is not null && _suppressor.Suppresses(group, time);

    /// <summary>As <see cref="IsSuppressed(ReadOnlySpan{byte}, long)"/>, for a group that takes the next list; no key in it: not to be suppressed.</summary>
    protected bool IsSuppressed(ReadOnlySpan<byte> lists, in EventAt at)
    {
        if (_suppressor is null)
            return false;

        var group = KeyList.Take(ref lists);
        return group.MoveNext() && _suppressor.Suppresses(group.Current, at.Time);
    }

    /// <summary>Forgets the oldest cells of a scope that no event can need any more. Two at a time keep pace with what is added.</summary>
    protected void Expire(int scope, long span)
    {
        const long Grace = 60_000;   // events of different hosts are never quite in step
        if (span == long.MaxValue || _newest == long.MinValue)
            return;

        for (var i = 0; i < 2; i++)
        {
            var oldest = Cells.List(scope).Oldest;
            if (oldest == StateCells.None || Cells[oldest].Time >= _newest - span - Grace)
                return;
            Cells.Remove(oldest);
        }
    }

    /// <summary>The suppression groups; null where the rule has no suppression.</summary>
    public IReadOnlyList<SuppressionGroup>? ReadSuppression() => _suppressor?.Read();

    protected static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    protected static long SaturatingAdd(long time, long span) => span > long.MaxValue - Math.Max(time, 0) ? long.MaxValue : time + span;
}
