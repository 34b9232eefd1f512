using Elastic.ResponseActions.Matching.Detection.Keys;
using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Detection.Stream;

namespace Elastic.ResponseActions.Matching.Detection.Rules;

/// <summary>
/// Rules whose events are alerts one by one. With suppression an event is an alert for each group that it belongs to. An event that a pipe holds
/// back is kept under its group.
/// </summary>
internal sealed class EventState(EventPlan plan, DetectorMemory memory) : RuleState(plan, memory)
{
    private readonly ResultPipes _pipes = new(plan.Pipes, comeInOrder: true, plan.FirstScope, memory.Cells);

    public override long[] Numbers
    {
        get => [.. base.Numbers, _pipes.Passed];
        set
        {
            base.Numbers = value;
            _pipes.Passed = value[2];
        }
    }

    protected override bool TellsAtRunEnd => _pipes.AnyHere;

    public override void Use(HitTarget target, in EventAt at, ReadOnlySpan<byte> lists)
    {
        var groups = plan.Suppression is null ? default : KeyList.Take(ref lists);
        if (groups.Count == 0)
        {
            if (_pipes.Passes(default, at.Id, at.Time, order: 0))
                Tell(at.Id);
            return;
        }

        foreach (var group in groups)
        {
            if (_pipes.Passes(group, at.Id, at.Time, order: 0) && !IsSuppressed(group, at.Time))
                Tell(at.Id);
        }
    }

    protected override void EndRun()
    {
        foreach (var cell in _pipes.TakeAtRunEnd())
        {
            var group = Cells.Key(cell);
            if (group.IsEmpty || !IsSuppressed(group, Cells[cell].Time))
                Tell(Cells.Tail(cell));
        }

        _pipes.Clear();
    }

    private void Tell(ReadOnlySpan<byte> id) =>
        Memory.Found.Add(new EventDetection { RuleId = plan.RuleId, RuleIndex = plan.Index, EventIds = [Text(id)] });
}
