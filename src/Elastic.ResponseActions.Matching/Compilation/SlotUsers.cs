using Elastic.ResponseActions.Matching.Execution;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>Which rules ask what of each slot while values are looked up: where none of them is in play, values are passed over.</summary>
internal sealed class SlotUsers
{
    private readonly List<(int Slot, SlotInterest Interest, int Rule)> _uses = [];
    private readonly Dictionary<int, int> _counts = [];

    /// <summary>How often rules ask for a slot.</summary>
    public int CountOf(int slot) => _counts.GetValueOrDefault(slot);

    public void Note(PredicateDraft draft, int rule, PredicateTable predicates)
    {
        if (FieldOf(draft) is { } field)
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_counts, predicates.SlotOf(field), out _)++;

        switch (draft)
        {
            case ExistsDraft exists:
                _uses.Add((predicates.SlotOf(exists.Field), SlotInterest.Exists, rule));
                break;
            case WordsDraft words:
                _uses.Add((predicates.SlotOf(words.Field), SlotInterest.Text, rule));
                break;
            case ValuesDraft { Folded: true } folded:
                _uses.Add((predicates.SlotOf(folded.Field), SlotInterest.Text, rule));
                break;
            case ValuesDraft values:
                if (values.Terms.Length > 0)
                    _uses.Add((predicates.SlotOf(values.Field), SlotInterest.Terms, rule));
                if (values.Patterns.Length > 0)
                    _uses.Add((predicates.SlotOf(values.Field), SlotInterest.Patterns, rule));
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
        var sets = new Dictionary<(int Slot, SlotInterest Interest), ulong[]>();
        foreach (var (slot, interest, rule) in _uses)
        {
            if (!sets.TryGetValue((slot, interest), out var set))
                sets.Add((slot, interest), set = new ulong[words]);
            if (rule == PredicateUse.Anyone)
                Array.Fill(set, ulong.MaxValue);
            else
                set[rule / 64] |= 1UL << rule;
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
}
