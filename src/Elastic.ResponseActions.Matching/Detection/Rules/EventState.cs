using Elastic.ResponseActions.Matching.Detection.Keys;
using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Detection.Stream;

namespace Elastic.ResponseActions.Matching.Detection.Rules;

/// <summary>Rules whose events are alerts one by one. With suppression an event is an alert for each group that it belongs to.</summary>
internal sealed class EventState(EventPlan plan, DetectorMemory memory) : RuleState(plan, memory)
{
    public override void Use(HitTarget target, in EventAt at, ReadOnlySpan<byte> lists)
    {
        var groups = plan.Suppression is null ? default : KeyList.Take(ref lists);
        if (groups.Count == 0)
        {
            Report(at);
            return;
        }

        foreach (var group in groups)
        {
            if (!IsSuppressed(group, at.Time))
                Report(at);
        }
    }

    private void Report(in EventAt at) =>
        Memory.Found.Add(new EventDetection { RuleId = plan.RuleId, RuleIndex = plan.Index, EventIds = [Text(at.Id)] });
}
