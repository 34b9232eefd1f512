using Elastic.ResponseActions.Matching.Execution;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>Which rules ask what of each slot while values are looked up: where none of them is in play, values are passed over.</summary>
internal sealed class SlotUsers
{
    private readonly List<(int Slot, SlotInterest Interest, int Asker)> _uses = [];
    private readonly List<HashSet<int>> _sharers = [];
    private readonly Dictionary<int, int> _counts = [];

    /// <summary>How often rules ask for a slot.</summary>
    public int CountOf(int slot) => _counts.GetValueOrDefault(slot);

    /// <summary>The index of one more condition that rules share.</summary>
    public int AddShared()
    {
        _sharers.Add([]);
        return _sharers.Count - 1;
    }

    /// <summary>A rule asks for a shared condition, and so for all that it asks for.</summary>
    public void Share(int shared, int rule) => _sharers[shared].Add(rule);

    /// <param name="draft">What is asked.</param>
    /// <param name="asker">The rule that asks; for a shared condition, the complement of its index.</param>
    /// <param name="predicates">Numbers the slots.</param>
    public void Note(PredicateDraft draft, int asker, PredicateTable predicates)
    {
        if (FieldOf(draft) is { } field)
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_counts, predicates.SlotOf(field), out _)++;

        switch (draft)
        {
            case ExistsDraft exists:
                _uses.Add((predicates.SlotOf(exists.Field), SlotInterest.Exists, asker));
                break;
            case WordsDraft words:
                _uses.Add((predicates.SlotOf(words.Field), SlotInterest.Text, asker));
                break;
            case ValuesDraft { Folded: true } folded:
                _uses.Add((predicates.SlotOf(folded.Field), SlotInterest.Text, asker));
                break;
            case ValuesDraft values:
                if (values.Terms.Length > 0)
                    _uses.Add((predicates.SlotOf(values.Field), SlotInterest.Terms, asker));
                if (values.Patterns.Length > 0)
                    _uses.Add((predicates.SlotOf(values.Field), SlotInterest.Patterns, asker));
                break;
        }
    }

    private static string? FieldOf(PredicateDraft draft) => draft switch
    {
        ValuesDraft values => values.Field,
        ExistsDraft exists => exists.Field,
        WordsDraft words => words.Field,
        TestDraft test => test.Field,
        _ => null,
    };

    /// <param name="slots">The plans to complete.</param>
    /// <param name="words">Words of a bit set.</param>
    public void WriteTo(List<SlotPlan> slots, int words)
    {
        var sharers = _sharers.Select(rules => SetOf(rules, words)).ToList();
        var sets = new Dictionary<(int Slot, SlotInterest Interest), ulong[]>();
        foreach (var (slot, interest, asker) in _uses)
        {
            if (!sets.TryGetValue((slot, interest), out var set))
                sets.Add((slot, interest), set = new ulong[words]);
            if (asker >= 0)
                set[asker / 64] |= 1UL << asker;
            else
                RuleBits.Or(set, sharers[~asker]);
        }

        for (var slot = 0; slot < slots.Count; slot++)
        {
            slots[slot] = slots[slot] with
            {
                ExistsRules = sets.GetValueOrDefault((slot, SlotInterest.Exists), []),
                TermRules = slots[slot].TermLengths == 0 ? [] : sets.GetValueOrDefault((slot, SlotInterest.Terms), []),   // class fields are looked up before
                PatternRules = sets.GetValueOrDefault((slot, SlotInterest.Patterns), []),
                TextRules = sets.GetValueOrDefault((slot, SlotInterest.Text), []),
            };
        }
    }

    private static ulong[] SetOf(HashSet<int> rules, int words)
    {
        var set = new ulong[words];
        foreach (var rule in rules)
            set[rule / 64] |= 1UL << rule;
        return set;
    }
}
