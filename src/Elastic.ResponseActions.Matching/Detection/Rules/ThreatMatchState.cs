using Elastic.ResponseActions.Matching.Detection.Keys;
using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Detection.State;
using Elastic.ResponseActions.Matching.Detection.Stream;

namespace Elastic.ResponseActions.Matching.Detection.Rules;

/// <summary>
/// Threat matches: for each mapping item the indicators by the values that must match, so that an event costs one look-up a value. Behind the key
/// lie the indicator's id and, for each negated entry, the value that the event must not have.
/// </summary>
internal sealed class ThreatMatchState(ThreatMatchPlan plan, DetectorMemory memory) : RuleState(plan, memory)
{
    private const int MostListed = 100;

    public override void Use(HitTarget target, in EventAt at, ReadOnlySpan<byte> lists)
    {
        List<MatchedIndicator>? matched = null;
        for (var item = 0; item < plan.Items.Length; item++)
        {
            var keys = KeyList.Take(ref lists);
            var negated = lists;
            for (var i = 0; i < plan.Items[item].Negated; i++)
                KeyList.Take(ref lists);
            foreach (var key in keys)
                Collect(item, key, negated, ref matched);
        }

        if (matched is not null && !IsSuppressed(lists, at))
            Memory.Found.Add(new ThreatMatchDetection { RuleId = plan.RuleId, RuleIndex = plan.Index, EventIds = [Text(at.Id)], Indicators = matched });
    }

    /// <summary>Takes an indicator that the threat query let through.</summary>
    public void Add(ReadOnlySpan<byte> id, ReadOnlySpan<byte> lists)
    {
        for (var item = 0; item < plan.Items.Length; item++)
        {
            var keys = KeyList.Take(ref lists);
            var scratch = Memory.Scratch;
            scratch.Clear();
            scratch.WriteShort(id.Length);
            scratch.Write(id);
            var isUsable = !plan.Items[item].NeedsSingleValues || keys.Count == 1;
            for (var i = 0; i < plan.Items[item].Negated; i++)
                isUsable &= TryWriteNegated(KeyList.Take(ref lists), scratch);

            if (!isUsable)
                continue;
            foreach (var key in keys)
            {
                if (!IsThere(item, key, scratch.Written))
                    Cells.Add(plan.FirstScope + item, key, scratch.Written);
            }
        }
    }

    private void Collect(int item, ReadOnlySpan<byte> key, ReadOnlySpan<byte> negated, ref List<MatchedIndicator>? matched)
    {
        for (var cell = Cells.Find(plan.FirstScope + item, key); cell != StateCells.None; cell = Cells.FindNext(cell))
        {
            ReadOnlySpan<byte> tail = Cells.Tail(cell);
            var id = SequenceTail.TakeId(ref tail);
            if (!NegatedHold(tail, negated, plan.Items[item].Negated))
                continue;

            matched ??= [];
            var indicator = new MatchedIndicator(Text(id), plan.Items[item].Mapping);
            if (matched.Count < MostListed && !matched.Contains(indicator))
                matched.Add(indicator);
        }
    }

    // An indicator with several values for "does not match" says nothing that Kibana could use.
    private static bool TryWriteNegated(KeyList values, KeyBuffer target)
    {
        if (values.Count > 1)
            return false;

        target.WriteShort(values.Count);
        foreach (var value in values)
        {
            target.WriteShort(value.Length);
            target.Write(value);
        }

        return true;
    }

    private static bool NegatedHold(ReadOnlySpan<byte> tail, ReadOnlySpan<byte> negated, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var values = KeyList.Take(ref negated);
            if (KeyText.TakeNumber(ref tail) == 0)
            {
                if (values.Count == 0)
                    return false;   // the indicator has no value: the event must have some
                continue;
            }

            var forbidden = SequenceTail.TakeId(ref tail);
            foreach (var value in values)
            {
                if (value.SequenceEqual(forbidden))
                    return false;
            }
        }

        return true;
    }

    private bool IsThere(int item, ReadOnlySpan<byte> key, ReadOnlySpan<byte> tail)
    {
        for (var cell = Cells.Find(plan.FirstScope + item, key); cell != StateCells.None; cell = Cells.FindNext(cell))
        {
            if (Cells.Tail(cell).SequenceEqual(tail))
                return true;
        }

        return false;
    }
}
