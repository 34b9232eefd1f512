using System.Numerics;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>
/// Collects the rules that an event wakes and gives them out in order. A rule is filed under conditions of which one must be
/// true for the rule to match, and its class conditions have to hold besides; so a rule that nothing in the event speaks for is
/// never looked at.
/// </summary>
internal sealed class RuleWaker(CompiledRules rules)
{
    private readonly ulong[] _awake = new ulong[rules.Classes.Words];
    private int _word;

    public void Wake(ReadOnlySpan<int> spokenPredicates, EventClass eventClass)
    {
        // Invariant: every bit is clear here; TryTakeNext clears what it gives out and is always run to its end.
        var starts = rules.WakeStarts;
        var woken = rules.WakeRules;
        var awake = _awake;
        foreach (var predicate in spokenPredicates)
        {
            var end = starts[predicate + 1];
            for (var i = starts[predicate]; i < end; i++)
                awake[woken[i] >> 6] |= 1UL << woken[i];
        }

        RuleBits.Or(awake, rules.AlwaysAwake);
        RuleBits.And(awake, eventClass.InPlay);
        _word = 0;
    }

    public bool TryTakeNext(out int rule)
    {
        for (; _word < _awake.Length; _word++)
        {
            ref var word = ref _awake[_word];
            if (word == 0)
                continue;

            rule = (_word * 64) + BitOperations.TrailingZeroCount(word);
            word &= word - 1;
            return true;
        }

        rule = -1;
        return false;
    }
}
