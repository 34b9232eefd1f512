using System.Text.Json;
using Elastic.ResponseActions.Matching.Execution.Analysis;
using Elastic.ResponseActions.Matching.Execution.Predicates;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>Takes one value of a wanted field: records it for the predicates that ask later, and decides the eager ones at once.</summary>
internal ref struct ValueRecorder(CompiledRules rules, EventScratch scratch, ReadOnlySpan<byte> utf8Event)
{
    private readonly ReadOnlySpan<byte> _event = utf8Event;

    public readonly int ValueCount => scratch.ValueCount;

    /// <summary>The text of a key that is written with escapes.</summary>
    public readonly ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> key)
    {
        var start = scratch.Text.AddUnescaped(key, out var length);
        return scratch.Text.Slice(start, length);
    }

    /// <summary>Keeps the rest of a key until its value has been read.</summary>
    public readonly int KeepKey(ReadOnlySpan<byte> key)
    {
        var start = scratch.Text.Length;
        scratch.Text.AddRaw(key);
        return start;
    }

    public readonly void AddSplitObject(in SplitKeys.Split split, int valueStart, int valueLength)
    {
        var key = scratch.Text.Slice(split.KeyStart, split.KeyLength);
        var start = scratch.Text.AddObject(key, _event.Slice(valueStart, valueLength), out var length);
        AddNestedObject(split.NestedSlot, start, length, inScratch: true);
    }

    public readonly void AddNestedObject(int nestedSlot, int start, int length, bool inScratch = false)
    {
        scratch.AddNestedObject(nestedSlot, start, length, inScratch);
        if (rules.NestedExists[nestedSlot] is >= 0 and var exists)
            scratch.SetTrue(exists);
    }

    public readonly void AddValue(int slot, ref Utf8JsonReader json)
    {
        ref readonly var plan = ref rules.Slots[slot];
        var reference = Locate(ref json);
        var text = Text(reference);
        reference.BeyondKeyword = KeywordLimit.IsPassed(text);
        if (plan.Exists >= 0)
            scratch.SetTrue(plan.Exists);
        if (plan.ExistsAsKeyword >= 0 && !reference.BeyondKeyword)
            scratch.SetTrue(plan.ExistsAsKeyword);

        if (plan.HasTerms && !(plan.TermLimit && reference.BeyondKeyword))
            SetTrue(rules.Terms.Find(slot, text));
        if (plan.HasFoldedTerms && !reference.BeyondKeyword)
        {
            reference.FoldedStart = scratch.Text.AddFolded(text, out reference.FoldedLength);
            reference.IsFolded = true;
            SetTrue(rules.FoldedTerms.Find(slot, scratch.Text.Slice(reference.FoldedStart, reference.FoldedLength)));
        }

        if (plan.HasStandardWords)
            FindWords(slot, TextAnalyzer.Standard, text);
        if (plan.HasPowerShellWords)
            FindWords(slot, TextAnalyzer.PowerShell, text);

        scratch.AddValue(slot, reference);
    }

    public readonly void TryPatterns(ReadOnlySpan<byte> utf8Path, ref Utf8JsonReader json)
    {
        var reference = Locate(ref json);
        var text = Text(reference);
        var value = new EventValue(text, reference.Kind, KeywordLimit.IsPassed(text), scratch.NowUtcMillis);
        foreach (var pattern in rules.Patterns)
        {
            var truth = pattern.Test(utf8Path, value);
            if (truth == Truth.True)
                scratch.SetTrue(pattern.Id);
            else if (truth == Truth.Unknown)
                scratch.SetUnknown(pattern.Id);
        }
    }

    private readonly void FindWords(int slot, TextAnalyzer analyzer, ReadOnlySpan<byte> text)
    {
        var key = CompiledRules.WordKey(slot, analyzer);
        Span<byte> buffer = stackalloc byte[FoldedToken.MaxBytes];
        foreach (var word in new TextTokenizer(analyzer, text))
            SetTrue(rules.Words.Find(key, FoldedToken.Fold(word, buffer)));
    }

    private readonly void SetTrue(ReadOnlySpan<int> predicates)
    {
        foreach (var predicate in predicates)
            scratch.SetTrue(predicate);
    }

    private readonly ReadOnlySpan<byte> Text(in ValueRef value) =>
        value.InScratch ? scratch.Text.Slice(value.Start, value.Length) : _event.Slice(value.Start, value.Length);

    private readonly ValueRef Locate(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String)
        {
            var kind = json.TokenType == JsonTokenType.Number ? EventValueKind.Number : EventValueKind.Boolean;
            return new ValueRef { Start = (int)json.TokenStartIndex, Length = json.ValueSpan.Length, Kind = kind };
        }

        if (!json.ValueIsEscaped)
            return new ValueRef { Start = (int)json.TokenStartIndex + 1, Length = json.ValueSpan.Length };

        var start = scratch.Text.AddUnescaped(json.ValueSpan, out var length);
        return new ValueRef { Start = start, Length = length, InScratch = true };
    }
}
