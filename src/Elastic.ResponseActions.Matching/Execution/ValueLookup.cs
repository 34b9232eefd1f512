using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Elastic.ResponseActions.Matching.Execution.Analysis;
using Elastic.ResponseActions.Matching.Execution.Predicates;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>
/// Looks every recorded value of an event up in the tables of all rules, and makes the predicates true that it satisfies: existence,
/// terms, words, patterns. The classes come first; what only rules out of play ask for is passed over.
/// </summary>
internal readonly ref struct ValueLookup(CompiledRules rules, EventScratch scratch, RuleWaker waker, ReadOnlySpan<byte> utf8Event)
{
    private readonly ReadOnlySpan<byte> _event = utf8Event;

    public void Run()
    {
        waker.Begin();
        scratch.Work.Values += scratch.ValueCount;
        foreach (ref readonly var field in rules.Classes.Fields)
            Classify(field);
        for (var i = 0; i < scratch.ValueCount; i++)
        {
            ref var value = ref scratch.Value(i);
            if (value.Slot >= 0)
                Look(ref value);
        }
    }

    private void Classify(in ClassField field)
    {
        var satisfied = waker.BeginField(field);
        for (var i = scratch.FirstValue(field.Slot); i >= 0; i = scratch.Value(i).Next)
        {
            ref readonly var value = ref scratch.Value(i);
            if (rules.Slots[field.Slot].TermLimit && value.BeyondKeyword)
                continue;

            scratch.Work.Probes++;
            foreach (var term in rules.Terms.Find(field.Slot, Text(value)))
            {
                rules.Classes.AddTerm(term, satisfied);
                if (scratch.IsNewTerm(term))
                    SetTrue(rules.Terms.UsesOf(term), inAnyCase: true);
            }
        }

        waker.EndField();
    }

    private void Look(ref ValueRef value)
    {
        ref readonly var plan = ref rules.Slots[value.Slot];
        if (plan.Exists >= 0)
            scratch.SetTrue(plan.Exists);
        if (plan.ExistsAsKeyword >= 0 && !value.BeyondKeyword)
            scratch.SetTrue(plan.ExistsAsKeyword);

        var text = Text(value);
        if (!(plan.TermLimit && value.BeyondKeyword))
        {
            if (plan.MayHaveTerm(text.Length))
            {
                scratch.Work.Probes++;
                foreach (var term in rules.Terms.Find(value.Slot, text))
                {
                    if (scratch.IsNewTerm(term))
                        SetTrue(rules.Terms.UsesOf(term), inAnyCase: false);
                }
            }

            if (plan.HasPatterns)
                FindPatterns(value.Slot, text);
        }

        if (plan.IsAnalyzed)
            LookAtText(ref value, plan, text);
    }

    private void FindPatterns(int slot, ReadOnlySpan<byte> text)
    {
        ref readonly var windows = ref rules.Patterns.WindowsOf(slot);
        var folded = scratch.Text.FoldAscii(text);
        if (windows.Short != 0)
            FindShort(slot, windows.Short, text, folded);
        if (!windows.HasWhole || folded.Length < PatternWindow.Length)
            return;

        scratch.Work.WindowBytes += folded.Length;
        // The innermost loop of all: each byte of each value passes through it.
        ref var bytes = ref MemoryMarshal.GetReference(folded);
        ref var bits = ref Unsafe.Add(ref MemoryMarshal.GetReference(rules.Patterns.Bits), windows.FirstWord);
        var shift = windows.Shift;
        var last = folded.Length - PatternWindow.Length;
        for (var at = 0; at <= last; at++)
        {
            var window = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref bytes, at));
            var bit = (window * PatternIndex.SlotWindows.Multiplier) >> shift;
            if ((Unsafe.Add(ref bits, bit >> 5) >> (int)bit & 1) != 0)
                Try(slot, window, at, text, folded);
        }
    }

    private void FindShort(int slot, byte lengths, ReadOnlySpan<byte> text, ReadOnlySpan<byte> folded)
    {
        for (var length = 1; length < PatternWindow.Length && length <= folded.Length; length++)
        {
            if ((lengths >> length & 1) != 0)
                Try(slot, PatternWindow.Short(folded[..length], PatternAnchor.Start), 0, text, folded);
            if ((lengths >> (length + 4) & 1) != 0)
                Try(slot, PatternWindow.Short(folded[^length..], PatternAnchor.End), folded.Length - PatternWindow.Length, text, folded);
        }
    }

    private void Try(int slot, uint window, int at, ReadOnlySpan<byte> text, ReadOnlySpan<byte> folded)
    {
        scratch.Work.WindowProbes++;
        foreach (ref readonly var pattern in rules.Patterns.Find(slot, window))
        {
            if (!pattern.MayStandAt(at, folded.Length) || !IsAsked(pattern.Uses))
                continue;

            scratch.Work.PatternTests++;
            if (pattern.IsMatch(text, folded))
                SetTrue(pattern.Uses, inAnyCase: false);
        }
    }

    // Some rule in play asks, and does not know yet.
    private bool IsAsked(ReadOnlySpan<PredicateUse> uses)
    {
        foreach (var use in uses)
        {
            if ((use.Owner < 0 || waker.IsInPlay(use.Owner)) && !scratch.IsTrue(use.Predicate))
                return true;
        }

        return false;
    }

    private void LookAtText(ref ValueRef value, in SlotPlan plan, ReadOnlySpan<byte> text)
    {
        if (plan.HasFoldedTerms && !value.BeyondKeyword)
        {
            value.FoldedStart = scratch.Text.AddFolded(text, out value.FoldedLength);
            value.IsFolded = true;
            foreach (var term in rules.FoldedTerms.Find(value.Slot, scratch.Text.Slice(value.FoldedStart, value.FoldedLength)))
                SetTrue(rules.FoldedTerms.UsesOf(term), inAnyCase: false);
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
            foreach (var term in rules.Words.Find(key, FoldedToken.Fold(word, buffer)))
                SetTrue(rules.Words.UsesOf(term), inAnyCase: false);
        }
    }

    private void SetTrue(ReadOnlySpan<PredicateUse> uses, bool inAnyCase)
    {
        foreach (var use in uses)
        {
            if (inAnyCase || use.Owner < 0 || waker.IsInPlay(use.Owner))
                scratch.SetTrue(use.Predicate);
        }
    }

    private ReadOnlySpan<byte> Text(in ValueRef value) =>
        value.InScratch ? scratch.Text.Slice(value.Start, value.Length) : _event.Slice(value.Start, value.Length);
}
