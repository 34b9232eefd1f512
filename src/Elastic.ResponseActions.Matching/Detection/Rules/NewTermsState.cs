using Elastic.ResponseActions.Matching.Detection.Keys;
using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Detection.State;
using Elastic.ResponseActions.Matching.Detection.Stream;

namespace Elastic.ResponseActions.Matching.Detection.Rules;

/// <summary>New terms: each term is kept with the time it was last seen (<c>Time</c>); one not seen within the history window is new.</summary>
internal sealed class NewTermsState(NewTermsPlan plan, DetectorMemory memory) : RuleState(plan, memory)
{
    public override void Use(HitTarget target, in EventAt at, ReadOnlySpan<byte> lists)
    {
        foreach (var term in KeyList.Take(ref lists))
        {
            if (!See(term, at.Time) && !IsSuppressed(lists, at))
                Memory.Found.Add(new NewTermsDetection { RuleId = plan.RuleId, RuleIndex = plan.Index, EventIds = [Text(at.Id)], NewTerms = KeyText.Terms(term, plan.KeyTypes) });
        }
    }

    /// <summary>Makes an event's terms known without reporting them.</summary>
    public void UseAsHistory(in EventAt at, ReadOnlySpan<byte> lists)
    {
        foreach (var term in KeyList.Take(ref lists))
            See(term, at.Time);
    }

    // True where the term is known.
    private bool See(ReadOnlySpan<byte> term, long time)
    {
        Expire(plan.FirstScope, plan.HistoryWindow);
        var cell = Cells.Find(plan.FirstScope, term);
        if (cell == StateCells.None)
        {
            Cells[Cells.Add(plan.FirstScope, term, [])].Time = time;
            return false;
        }

        var isKnown = plan.HistoryWindow == long.MaxValue || time - Cells[cell].Time <= plan.HistoryWindow;
        Cells[cell].Time = Math.Max(Cells[cell].Time, time);
        Cells.Touch(cell);
        return isKnown;
    }
}
