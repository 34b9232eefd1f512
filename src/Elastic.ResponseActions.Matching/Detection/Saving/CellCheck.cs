using System.Runtime.InteropServices;
using Elastic.ResponseActions.Matching.Detection.Plans;
using Elastic.ResponseActions.Matching.Detection.Rules;

namespace Elastic.ResponseActions.Matching.Detection.Saving;

/// <summary>
/// Checks that what a saved cell holds has the form that its rule reads without looking: parts that end where the key ends, ids for every stage, a ring of
/// times that fits. A state with a right checksum may still have been made by somebody else.
/// </summary>
internal static class CellCheck
{
    public static void Check(RulePlan plan, int scope, int depth, ReadOnlySpan<byte> key, ReadOnlySpan<byte> tail)
    {
        var isSuppression = plan.Suppression is { } suppression && plan.FirstScope + scope == suppression.Scope;
        var isGood = isSuppression
            ? (plan.Suppression!.IsWhole ? IsWholeKey(key, plan.Suppression.Fields) : IsKey(key)) && tail.IsEmpty
            : plan switch
            {
                EventPlan => IsKey(key),
                SequencePlan sequence => IsKey(key) && IsSequence(sequence, scope, tail),
                SamplePlan sample => IsKey(key) && (scope == 0 ? IsSample(sample, tail) : tail.IsEmpty),
                ThresholdPlan threshold => depth > 0 ? IsOwned(threshold, scope, key, tail) : scope == 0 && IsKey(key) && IsGroup(threshold, tail),
                NewTermsPlan => IsKey(key) && tail.IsEmpty,
                ThreatMatchPlan threat => IsKey(key) && scope < threat.Items.Length && IsIndicator(threat.Items[scope], tail),
                _ => false,
            };
        if (!isGood)
            throw SavedBytes.Damaged($"a cell of another form in the state of rule '{plan.RuleId}'");
    }

    public static bool IsKeyOf(KeyPlan plan, ReadOnlySpan<byte> key) => plan.IsWhole ? IsWholeKey(key, plan.Fields.Length) : IsKey(key, plan.Fields.Length);

    private static bool IsSequence(SequencePlan plan, int scope, ReadOnlySpan<byte> tail)
    {
        if (plan.FirstScope + scope != plan.PendingScope && plan.FirstScope + scope != plan.ResultScope && scope >= plan.PositiveStages - 1)
            return tail.IsEmpty;   // the mark of a leading or trailing missing stage

        if (plan.Suppression is { } suppression && !(TryTake(ref tail, out var terms) && IsWholeKey(terms, suppression.Fields)))
            return false;
        var ids = scope < plan.PositiveStages - 1 ? scope + 1 : plan.PositiveStages;
        for (; ids > 0; ids--)
        {
            if (!TryTake(ref tail, out _))
                return false;
        }

        return tail.IsEmpty;
    }

    private static bool IsSample(SamplePlan plan, ReadOnlySpan<byte> tail)
    {
        for (var filter = 0; filter < plan.Filters; filter++)
        {
            if (!TryNumber(ref tail, out var count))
                return false;
            for (; count > 0; count--)
            {
                if (tail.Length < 2 * sizeof(long))
                    return false;
                tail = tail[(2 * sizeof(long))..];
                if (!TryTake(ref tail, out _) || !TryTake(ref tail, out var terms))
                    return false;
                if (plan.Suppression is { } suppression ? !IsWholeKey(terms, suppression.Fields) : !terms.IsEmpty)
                    return false;
            }
        }

        return tail.IsEmpty;
    }

    private static bool IsGroup(ThresholdPlan plan, ReadOnlySpan<byte> tail)
    {
        if (tail.Length % sizeof(long) != 0)
            return false;
        var numbers = MemoryMarshal.Cast<byte, long>(tail);
        if (plan.LookBack == long.MaxValue)
            return numbers.Length == 3;
        var capacity = numbers.Length - 2;
        return capacity >= 0 && numbers[0] >= 0 && numbers[0] <= capacity && numbers[1] >= 0 && numbers[1] <= Math.Max(0, capacity - 1);
    }

    private static bool IsOwned(ThresholdPlan plan, int scope, ReadOnlySpan<byte> key, ReadOnlySpan<byte> tail) =>
        scope > 0 && key.Length >= sizeof(long) && (scope <= plan.Cardinality.Length ? tail.IsEmpty : IdLog.IsSound(tail));

    private static bool IsIndicator(ThreatItemPlan item, ReadOnlySpan<byte> tail)
    {
        if (!TryTake(ref tail, out _))
            return false;
        for (var i = 0; i < item.Negated; i++)
        {
            if (!TryNumber(ref tail, out var values) || values > 1 || (values == 1 && !TryTake(ref tail, out _)))
                return false;
        }

        return tail.IsEmpty;
    }

    private static bool IsKey(ReadOnlySpan<byte> key, int parts = int.MaxValue)
    {
        var found = 0;
        for (; !key.IsEmpty; found++)
        {
            if (!TryTakePart(ref key))
                return false;
        }

        return parts == int.MaxValue || found == parts;
    }

    private static bool IsWholeKey(ReadOnlySpan<byte> key, int fields)
    {
        for (; fields > 0 && !key.IsEmpty; fields--)
        {
            if (!TryNumber(ref key, out var values))
                return false;
            for (; values > 0; values--)
            {
                if (key.IsEmpty || key[0] == 0 || !TryTakePart(ref key))
                    return false;
            }
        }

        return key.IsEmpty;
    }

    private static bool TryTakePart(ref ReadOnlySpan<byte> key)
    {
        if (!TryNumber(ref key, out var length) || length - 1 > key.Length)
            return false;
        key = key[Math.Max(0, length - 1)..];
        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> taken)
    {
        taken = default;
        if (!TryNumber(ref bytes, out var length) || length > bytes.Length)
            return false;
        taken = bytes[..length];
        bytes = bytes[length..];
        return true;
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> bytes, out int number)
    {
        var length = bytes.IndexOfAnyInRange((byte)0, (byte)0x7f) + 1;
        number = 0;
        if (length is 0 or > 5)
            return false;
        number = Keys.KeyText.TakeNumber(ref bytes);
        return number >= 0;
    }
}
