using System.Runtime.CompilerServices;
using Elastic.ResponseActions.Matching.Execution.Analysis;
using Elastic.ResponseActions.Matching.Execution.Predicates;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>
/// Looks every recorded value of an event up in the tables of all rules, and makes the predicates true that it satisfies: existence,
/// terms, words, patterns. What only rules out of play ask for is passed over.
/// </summary>
internal readonly ref struct ValueLookup(CompiledRules rules, EventScratch scratch, EventClass eventClass, ReadOnlySpan<byte> utf8Event)
{
    private readonly ReadOnlySpan<byte> _event = utf8Event;

    public void Run()
    {
        scratch.Work.Values += scratch.ValueCount;
        foreach (var predicate in eventClass.Predicates)
            scratch.SetTrue(predicate);
        for (var i = 0; i < scratch.ValueCount; i++)
        {
            ref var value = ref scratch.Value(i);
            if (value.Slot < 0)
                continue;

            var interest = eventClass.InterestIn(value.Slot);
            if (interest != SlotInterest.Known)
                Look(ref value, interest);
        }
    }

    private void Look(ref ValueRef value, SlotInterest interest)
    {
        ref readonly var plan = ref rules.Slots[value.Slot];
        if ((interest & SlotInterest.Exists) != 0)
            NoteExistence(plan, value.BeyondKeyword);

        var asked = interest & (SlotInterest.Terms | SlotInterest.Patterns | SlotInterest.Text);
        if (!plan.MayHaveTerm(value.Length) && value.Place != TextPlace.Escaped)
            asked &= ~SlotInterest.Terms;
        if (asked == 0)
            return;

        if (value.Length > ValueMemory.MaxValueBytes)
        {
            SetTrue(Find(ref value, plan, asked));
            return;
        }

        // As it is written, so that a remembered value need not be unescaped; the lowest bit, free in what is asked, tells the two spellings apart.
        var written = scratch.WrittenTextOf(value, _event);
        var key = (value.Slot << 6) | (value.Place == TextPlace.Escaped ? 1 : 0) | (int)asked;
        if (scratch.Remembered.TryFind(key, written, out var uses))
        {
            scratch.Work.Remembered++;
        }
        else
        {
            uses = Find(ref value, plan, asked);
            scratch.Remembered.Remember(key, written, uses);
        }

        SetTrue(uses);
    }

    private void NoteExistence(in SlotPlan plan, bool beyondKeyword)
    {
        if (plan.Exists >= 0)
            scratch.SetTrue(plan.Exists);
        if (plan.ExistsAsKeyword >= 0 && !beyondKeyword)
            scratch.SetTrue(plan.ExistsAsKeyword);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]   // two values of ten
    private ReadOnlySpan<PredicateUse> Find(ref ValueRef value, in SlotPlan plan, SlotInterest asked)
    {
        var text = scratch.TextOf(ref value, _event);
        scratch.Found.Begin();
        if (!(plan.TermLimit && value.BeyondKeyword))
        {
            if ((asked & SlotInterest.Terms) != 0 && plan.MayHaveTerm(text.Length))
                FindTerms(rules.Terms, value.Slot, text);
            if ((asked & SlotInterest.Patterns) != 0)
                new PatternSearch(rules.Patterns, scratch, value.Slot, text).Run();
        }

        if ((asked & SlotInterest.Text) != 0)
            LookAtText(ref value, plan, text);
        return scratch.Found.All;
    }

    private void LookAtText(ref ValueRef value, in SlotPlan plan, ReadOnlySpan<byte> text)
    {
        if (plan.HasFoldedTerms && !value.BeyondKeyword)
        {
            value.FoldedStart = scratch.Text.AddFolded(text, out value.FoldedLength);
            value.IsFolded = true;
            FindTerms(rules.FoldedTerms, value.Slot, scratch.Text.Slice(value.FoldedStart, value.FoldedLength));
        }

        if (plan.HasStandardWords)
            FindWords(value.Slot, TextAnalyzer.Standard, text);
        if (plan.HasPowerShellWords)
            FindWords(value.Slot, TextAnalyzer.PowerShell, text);
    }

    private void FindWords(int slot, TextAnalyzer analyzer, ReadOnlySpan<byte> text)
    {
        var key = CompiledRules.WordKey(slot, analyzer);
        Span<byte> buffer = stackalloc byte[FoldedToken.MaxBytes];
        foreach (var word in new TextTokenizer(analyzer, text))
            FindTerms(rules.Words, key, FoldedToken.Fold(word, buffer));
    }

    private void FindTerms(TermIndex terms, int key, ReadOnlySpan<byte> text)
    {
        scratch.Work.Probes++;
        foreach (var term in terms.Find(key, text))
            scratch.Found.Add(terms.UsesOf(term));
    }

    private void SetTrue(ReadOnlySpan<PredicateUse> uses)
    {
        foreach (var use in uses)
        {
            if (use.Owner < 0 || eventClass.IsInPlay(use.Owner))
                scratch.SetTrue(use.Predicate);
        }
    }
}
