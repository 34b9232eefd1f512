using Elastic.ResponseActions.Matching.Execution;
using Elastic.ResponseActions.Matching.Execution.Analysis;
using Elastic.ResponseActions.Matching.Execution.Functions;
using Elastic.ResponseActions.Matching.Execution.Predicates;
using Elastic.ResponseActions.Matching.Execution.Reading;

namespace Elastic.ResponseActions.Matching.Compilation;

/// <summary>Gives every distinct predicate one number, and collects what reading an event has to know for them.</summary>
internal sealed class PredicateTable(FieldTypeTable types)
{
    private readonly Dictionary<PredicateDraft, int> _ids = new(new SamePredicate());
    private readonly List<Predicate> _predicates = [];
    private readonly List<PatternPredicate> _namePatterns = [];
    private readonly List<SlotPlan> _slots = [];
    private readonly Dictionary<string, int> _slotOfField = [];
    private readonly Dictionary<string, int> _nestedSlotOfPath = [];
    private readonly List<int> _nestedExists = [];
    private readonly FieldTrie.Builder _fields = new();
    private readonly TermIndex.Builder _terms = new();
    private readonly TermIndex.Builder _foldedTerms = new();
    private readonly TermIndex.Builder _words = new();
    private readonly PatternIndex.Builder _patterns = new();
    private readonly PredicateOwners _owners = new();
    private readonly SlotUsers _users = new();
    private int _nestedPredicates;

    public bool UsesNow { get; private set; }

    public int Count => _predicates.Count;

    /// <summary>The number of a predicate; equal drafts have the same.</summary>
    /// <param name="draft">What is asked.</param>
    /// <param name="asker">The rule that asks; for a shared condition, the complement of its index.</param>
    public int IdOf(PredicateDraft draft, int asker)
    {
        var id = Declare(draft);
        _owners.Use(id, asker);
        if (_predicates[id] is SharedPredicate shared)
            _users.Share(shared.Index, asker);
        else
            _users.Note(draft, asker, this);
        return id;
    }

    /// <summary>The number of a predicate that no rule asks for by this.</summary>
    public int Declare(PredicateDraft draft)
    {
        if (_ids.TryGetValue(draft, out var id))
            return id;

        id = _predicates.Count;
        _ids.Add(draft, id);
        _predicates.Add(new EagerPredicate());
        _owners.Add();
        _predicates[id] = Make(draft, id);   // may add slots and, for a shared condition, predicates
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

    /// <summary>How many rules ask for values of a field, each as often as it does.</summary>
    public int UsersOf(string field) => _slotOfField.TryGetValue(field, out var slot) ? _users.CountOf(slot) : 0;

    /// <summary>How many distinct terms of a field rules ask for.</summary>
    public int DistinctTermsOf(string field) => _slotOfField.TryGetValue(field, out var slot) ? _terms.CountOf(slot) : 0;

    /// <summary>By entry of the term index, how often rules ask for the term so far.</summary>
    public int[] CountTermUses() => _terms.CountUses(_owners.Uses);

    /// <summary>The entry of a term in the term index, for a predicate that has it.</summary>
    public int TermOf(string field, Term term) => _terms.EntryOf(SlotOf(field), term.Text, term.IgnoreCase);

    public CompiledRules Build(RuleProgram[] programs, WakeTable wake, ClassTable classes, IndexPatternTable indices)
    {
        // Class fields are looked up before all others, once.
        foreach (ref readonly var field in classes.Fields)
            _slots[field.Slot] = _slots[field.Slot] with { TermLengths = 0 };

        _users.WriteTo(_slots, classes.Words);
        var owners = _owners.Span;
        return new()
        {
            Fields = _fields.Build(),
            Slots = [.. _slots],
            NestedExists = [.. _nestedExists],
            Terms = _terms.Build(owners),
            FoldedTerms = _foldedTerms.Build(owners),
            Words = _words.Build(owners),
            Patterns = _patterns.Build(_slots.Count, owners),
            Predicates = [.. _predicates],
            AreEager = [.. _predicates.Select(predicate => predicate is EagerPredicate)],
            NamePatterns = [.. _namePatterns],
            Classes = classes,
            WakeStarts = wake.Starts,
            WakeRules = wake.Rules,
            AlwaysAwake = wake.AlwaysAwake,
            Programs = programs,
            Indices = indices,
            UsesNow = UsesNow,
        };
    }

    private Predicate Make(PredicateDraft draft, int id)
    {
        switch (draft)
        {
            case ExistsDraft exists:
                AddExists(exists, id);
                return new EagerPredicate();

            case ValuesDraft values:
                return MakeValues(values, id);

            case WordsDraft words:
                AddWords(words, id);
                return new EagerPredicate();

            case TestDraft test:
                UsesNow |= test.UsesNow;
                return new SlotPredicate(SlotOf(test.Field), test.Test, test.Folded);

            case PatternDraft pattern:
                UsesNow |= pattern.UsesNow;
                _namePatterns.Add(new PatternPredicate(id, pattern.Names, pattern.SeesNested, new FieldPathTypes(types, pattern.Scope), pattern.Tests));
                _fields.At(_fields.Add(PatternRoot(pattern.NamesText))).HasPatterns = true;
                return new EagerPredicate($"`{pattern.NamesText}`: a field that fits has a mapped type that is not evaluated here");

            case NestedExistsDraft exists:
                _nestedExists[NestedSlotOf(exists.Path)] = id;
                return new EagerPredicate();

            case NestedDraft nested:
                return MakeNested(nested);

            case FunctionDraft function:
                return new FunctionPredicate([.. function.Fields.Select(field => new FunctionVariable(SlotOf(field.Source), field.Folded, field.HasKeywordLimit))], function.Expression, function.Text.Length);

            case SharedDraft shared:
                var index = _users.AddShared();
                return new SharedPredicate(ProgramWriter.Write(shared.Condition, ~index, this, proven: null), index);

            case UntilDraft until:
                UsesNow = true;
                return new UntilPredicate(until.UtcMillis);

            case UnknownDraft unknown:
                return new UnknownPredicate(unknown.Field.Length == 0 ? -1 : SlotOf(unknown.Field), unknown.Reason);

            default:
                throw new InvalidOperationException($"No predicate is made of {draft.GetType().Name}.");
        }
    }

    private void AddExists(ExistsDraft draft, int id)
    {
        var slot = SlotOf(draft.Field);
        _slots[slot] = draft.KeywordLimit ? _slots[slot] with { ExistsAsKeyword = id } : _slots[slot] with { Exists = id };
    }

    // Terms and patterns are looked up while the event is read. What is left over are patterns without a literal start, end or
    // four bytes in a row (`*a*`): they are run when a rule asks.
    private Predicate MakeValues(ValuesDraft draft, int id)
    {
        var slot = SlotOf(draft.Field);
        var plan = _slots[slot];
        foreach (var term in draft.Terms)
        {
            if (draft.Folded)
            {
                _foldedTerms.Add(slot, term.Text, term.IgnoreCase, id);
                plan = plan with { HasFoldedTerms = true };
            }
            else
            {
                _terms.Add(slot, term.Text, term.IgnoreCase, id);
                plan = plan.WithTerm(System.Text.Encoding.UTF8.GetByteCount(term.Text)) with { TermLimit = draft.KeywordLimit };
            }
        }

        var rest = new List<ValueTest>();
        foreach (var pattern in draft.Patterns)
        {
            if (_patterns.TryAdd(slot, pattern, id))
                plan = plan with { TermLimit = draft.KeywordLimit };
            else
                rest.Add(new GlobTest(pattern, draft.KeywordLimit));
        }

        _slots[slot] = plan;
        return rest.Count == 0 ? new EagerPredicate() : new SlotPredicate(slot, rest.Count == 1 ? rest[0] : new AnyOfTest([.. rest]), folded: false);
    }

    private void AddWords(WordsDraft draft, int id)
    {
        var slot = SlotOf(draft.Field);
        _slots[slot] = draft.Analyzer == TextAnalyzer.Standard
            ? _slots[slot] with { HasStandardWords = true }
            : _slots[slot] with { HasPowerShellWords = true };
        foreach (var word in draft.Words)
            _words.Add(CompiledRules.WordKey(slot, draft.Analyzer), word, ignoreCase: false, id);
    }

    private NestedPredicate MakeNested(NestedDraft draft)
    {
        var inner = new PredicateTable(types);
        var program = ProgramWriter.Write(draft.Condition, 0, inner, proven: null);
        var rules = inner.Build([program], WakeTable.None(inner.Count), ClassTable.None(rules: 1), new IndexPatternTable([], [], default));
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
