using System.Numerics;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>
/// Collects the rules that an event wakes and gives them out in order. A rule is filed under conditions of which one must be
/// true for the rule to match, and its class conditions have to hold besides; so a rule that nothing in the event speaks for is
/// never looked at.
/// </summary>
internal sealed class RuleWaker
{
    private readonly CompiledRules _rules;
    private readonly ulong[] _inPlay;
    private readonly ulong[] _satisfied;
    private readonly ulong[] _awake;
    private int _word;

    public RuleWaker(CompiledRules rules)
    {
        _rules = rules;
        _inPlay = new ulong[rules.Classes.Words];
        _satisfied = new ulong[rules.Classes.Words];
        _awake = new ulong[rules.Classes.Words];
    }

    /// <summary>Starts an event: every rule is in play.</summary>
    public void Begin() => Array.Fill(_inPlay, ulong.MaxValue);

    /// <summary>Starts collecting what one class field's values satisfy.</summary>
    public Span<ulong> BeginField(in ClassField field)
    {
        _rules.Classes.CopyIndifferent(field, _satisfied);
        return _satisfied;
    }

    /// <summary>Puts aside the rules that the class field's values do not satisfy.</summary>
    public void EndField() => ClassTable.And(_inPlay, _satisfied);

    /// <summary>Whether the event's classes leave a rule possible.</summary>
    public bool IsInPlay(int rule) => (_inPlay[rule >> 6] >> rule & 1) != 0;

    public void Wake(ReadOnlySpan<int> spokenPredicates)
    {
        // Invariant: every bit of _awake is clear here; TryTakeNext clears what it gives out and is always run to its end.
        var starts = _rules.WakeStarts;
        var woken = _rules.WakeRules;
        var awake = _awake;
        foreach (var predicate in spokenPredicates)
        {
            var end = starts[predicate + 1];
            for (var i = starts[predicate]; i < end; i++)
                awake[woken[i] >> 6] |= 1UL << woken[i];
        }

        var always = _rules.AlwaysAwake;
        for (var i = 0; i < awake.Length; i++)
            awake[i] = (awake[i] | always[i]) & _inPlay[i];
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
