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
        if ((interest & ~(SlotInterest.Known | SlotInterest.Exists)) == 0)
            return;

        var text = scratch.TextOf(ref value, _event);
        if (!(plan.TermLimit && value.BeyondKeyword))
        {
            if ((interest & SlotInterest.Terms) != 0 && plan.MayHaveTerm(text.Length))
                FindTerm(value.Slot, text);
            if ((interest & SlotInterest.Patterns) != 0)
                FindPatterns(value.Slot, text);
        }

        if ((interest & SlotInterest.Text) != 0)
            LookAtText(ref value, plan, text);
    }

    private void NoteExistence(in SlotPlan plan, bool beyondKeyword)
    {
        if (plan.Exists >= 0)
            scratch.SetTrue(plan.Exists);
        if (plan.ExistsAsKeyword >= 0 && !beyondKeyword)
            scratch.SetTrue(plan.ExistsAsKeyword);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]   // keeps the registers for one thing at a time
    private void FindTerm(int slot, ReadOnlySpan<byte> text)
    {
        scratch.Work.Probes++;
        foreach (var term in rules.Terms.Find(slot, text))
        {
            if (scratch.IsNewTerm(term))
                SetTrue(rules.Terms.UsesOf(term));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FindPatterns(int slot, ReadOnlySpan<byte> text) => new PatternSearch(rules.Patterns, scratch, eventClass, slot, text).Run();

    [MethodImpl(MethodImplOptions.NoInlining)]   // rare
    private void LookAtText(ref ValueRef value, in SlotPlan plan, ReadOnlySpan<byte> text)
    {
        if (plan.HasFoldedTerms && !value.BeyondKeyword)
        {
            value.FoldedStart = scratch.Text.AddFolded(text, out value.FoldedLength);
            value.IsFolded = true;
            foreach (var term in rules.FoldedTerms.Find(value.Slot, scratch.Text.Slice(value.FoldedStart, value.FoldedLength)))
                SetTrue(rules.FoldedTerms.UsesOf(term));
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
        {
            scratch.Work.Probes++;
            foreach (var term in rules.Words.Find(key, FoldedToken.Fold(word, buffer)))
                SetTrue(rules.Words.UsesOf(term));
        }
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
