using System.Numerics;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>
/// Collects the rules that an event wakes and gives them out in order. A rule is filed under conditions of which one must be
/// true for the rule to match; so a rule that nothing in the event speaks for is never looked at.
/// </summary>
internal sealed class RuleWaker(CompiledRules rules)
{
    private readonly ulong[] _awake = new ulong[(rules.Programs.Length + 63) / 64];
    private int _word;

    public void Wake(ReadOnlySpan<int> spokenPredicates)
    {
        // Invariant: every bit is clear here; TryTakeNext clears what it gives out and is always run to its end.
        foreach (var predicate in spokenPredicates)
        {
            var end = rules.WakeStarts[predicate + 1];
            for (var i = rules.WakeStarts[predicate]; i < end; i++)
                Set(rules.WakeRules[i]);
        }

        foreach (var rule in rules.AlwaysAwake)
            Set(rule);
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

    private void Set(int rule) => _awake[rule / 64] |= 1UL << (rule % 64);
}
