using Elastic.ResponseActions.Matching.Execution;
using Elastic.ResponseActions.Matching.Execution.Analysis;
using Elastic.ResponseActions.Matching.Execution.Functions;
using Elastic.ResponseActions.Matching.Execution.Predicates;
using Elastic.ResponseActions.Matching.Execution.Reading;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>Gives every distinct predicate one number, and collects what reading an event has to know for them.</summary>
internal sealed class PredicateTable
{
    private readonly Dictionary<string, int> _ids = [];
    private readonly List<Predicate> _predicates = [];
    private readonly List<PatternPredicate> _patterns = [];
    private readonly List<SlotPlan> _slots = [];
    private readonly Dictionary<string, int> _slotOfField = [];
    private readonly Dictionary<string, int> _nestedSlotOfPath = [];
    private readonly List<int> _nestedExists = [];
    private readonly FieldTrie.Builder _fields = new();
    private readonly TermIndex.Builder _terms = new();
    private readonly TermIndex.Builder _foldedTerms = new();
    private readonly TermIndex.Builder _words = new();
    private readonly FieldTypeTable _types;
    private int _nestedPredicates;

    public PredicateTable(FieldTypeTable types) => _types = types;

    public bool UsesNow { get; private set; }

    public int Count => _predicates.Count;

    /// <summary>The number of a predicate; equal drafts have the same.</summary>
    public int IdOf(PredicateDraft draft)
    {
        if (_ids.TryGetValue(draft.Key, out var id))
            return id;

        id = _predicates.Count;
        _ids.Add(draft.Key, id);
        _predicates.Add(new EagerPredicate());
        _predicates[id] = Make(draft, id);
        return id;
    }

    /// <summary>The slot that collects a field's values.</summary>
    public int SlotOf(string field)
    {
        if (_slotOfField.TryGetValue(field, out var slot))
            return slot;

        slot = _slots.Count;
        _slots.Add(new SlotPlan { Exists = -1, ExistsAsKeyword = -1 });
        _slotOfField.Add(field, slot);
        _fields.At(_fields.Add(field)).Slot = slot;
        return slot;
    }

    public CompiledRules Build(RuleProgram[] programs, WakeTable wake, IndexPatternTable indices) => new()
    {
        Fields = _fields.Build(),
        Slots = [.. _slots],
        NestedExists = [.. _nestedExists],
        Terms = _terms.Build(),
        FoldedTerms = _foldedTerms.Build(),
        Words = _words.Build(),
        Predicates = [.. _predicates],
        Patterns = [.. _patterns],
        WakeStarts = wake.Starts,
        WakeRules = wake.Rules,
        AlwaysAwake = wake.AlwaysAwake,
        Programs = programs,
        Indices = indices,
        UsesNow = UsesNow,
    };

    private Predicate Make(PredicateDraft draft, int id)
    {
        switch (draft)
        {
            case ExistsDraft exists:
                AddExists(exists, id);
                return new EagerPredicate();

            case TermDraft term:
                AddTerms(term, id);
                return new EagerPredicate();

            case WordsDraft words:
                AddWords(words, id);
                return new EagerPredicate();

            case TestDraft test:
                UsesNow |= test.UsesNow;
                return new SlotPredicate(SlotOf(test.Field), test.Test, test.Folded);

            case PatternDraft pattern:
                UsesNow |= pattern.UsesNow;
                _patterns.Add(new PatternPredicate(id, pattern.Names, pattern.SeesNested, new FieldPathTypes(_types, pattern.Scope), pattern.Tests));
                _fields.At(_fields.Add(PatternRoot(pattern.NamesText))).HasPatterns = true;
                return new EagerPredicate($"`{pattern.NamesText}`: a field that fits has a mapped type that is not evaluated here");

            case NestedExistsDraft exists:
                _nestedExists[NestedSlotOf(exists.Path)] = id;
                return new EagerPredicate();

            case NestedDraft nested:
                return MakeNested(nested);

            case FunctionDraft function:
                return new FunctionPredicate([.. function.Fields.Select(field => new FunctionVariable(SlotOf(field.Source), field.Folded, field.HasKeywordLimit))], function.Expression);

            case UnknownDraft unknown:
                return new UnknownPredicate(SlotOf(unknown.Field), unknown.Reason);

            default:
                throw new InvalidOperationException($"No predicate is made of {draft.GetType().Name}.");
        }
    }

    private void AddExists(ExistsDraft draft, int id)
    {
        var slot = SlotOf(draft.Field);
        _slots[slot] = draft.KeywordLimit ? _slots[slot] with { ExistsAsKeyword = id } : _slots[slot] with { Exists = id };
    }

    private void AddTerms(TermDraft draft, int id)
    {
        var slot = SlotOf(draft.Field);
        _slots[slot] = _slots[slot] with
        {
            HasTerms = _slots[slot].HasTerms || !draft.Folded,
            HasFoldedTerms = _slots[slot].HasFoldedTerms || draft.Folded,
            TermLimit = draft.Folded ? _slots[slot].TermLimit : draft.KeywordLimit,   // by the field's type, so the same for all its terms
        };
        foreach (var value in draft.Values)
            (draft.Folded ? _foldedTerms : _terms).Add(slot, value, id);
    }

    private void AddWords(WordsDraft draft, int id)
    {
        var slot = SlotOf(draft.Field);
        _slots[slot] = draft.Analyzer == TextAnalyzer.Standard
            ? _slots[slot] with { HasStandardWords = true }
            : _slots[slot] with { HasPowerShellWords = true };
        foreach (var word in draft.Words)
            _words.Add(CompiledRules.WordKey(slot, draft.Analyzer), word, id);
    }

    private NestedPredicate MakeNested(NestedDraft draft)
    {
        var inner = new PredicateTable(_types);
        var program = ProgramWriter.Write(draft.Condition, inner);
        var rules = inner.Build([program], WakeTable.None(inner.Count), new IndexPatternTable([], [], default));
        UsesNow |= inner.UsesNow;
        return new NestedPredicate(NestedSlotOf(draft.Path), rules, _nestedPredicates++, $"a condition inside `{draft.Path}: {{ … }}` cannot be decided here");
    }

    private int NestedSlotOf(string path)
    {
        if (_nestedSlotOfPath.TryGetValue(path, out var slot))
            return slot;

        slot = _nestedExists.Count;
        _nestedExists.Add(-1);
        _nestedSlotOfPath.Add(path, slot);
        _fields.At(_fields.Add(path)).NestedSlot = slot;
        return slot;
    }

    // The whole segments before the first star: below them a field may fit.
    private static string PatternRoot(string names)
    {
        var fixedPart = names[..names.IndexOf('*', StringComparison.Ordinal)];
        var dot = fixedPart.LastIndexOf('.');
        return dot < 0 ? "" : fixedPart[..dot];
    }
}
