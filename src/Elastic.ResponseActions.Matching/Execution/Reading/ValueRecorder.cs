using System.Runtime.CompilerServices;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>Takes what is read of a wanted field: values, objects below nested paths, and what field name patterns ask for.</summary>
internal readonly ref struct ValueRecorder(CompiledRules rules, EventScratch scratch, ReaderBuffers buffers, ReadOnlySpan<byte> utf8Event)
{
    private readonly ReadOnlySpan<byte> _event = utf8Event;

    /// <summary>The text of a key or value that is written with escapes.</summary>
    public ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> json)
    {
        var start = scratch.Text.AddUnescaped(json, out var length);
        return scratch.Text.Slice(start, length);
    }

    /// <summary>Keeps the rest of a key until its value has been read.</summary>
    public int KeepKey(ReadOnlySpan<byte> key)
    {
        var start = scratch.Text.Length;
        scratch.Text.AddRaw(key);
        return start;
    }

    /// <summary>Takes a string.</summary>
    /// <param name="frame">Where it belongs.</param>
    /// <param name="start">Its first byte behind the quote.</param>
    /// <param name="end">Its closing quote.</param>
    /// <param name="isEscaped">It holds escapes.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]   // keeps the reader's loop small enough for registers
    public void AddText(in Frame frame, int start, int end, bool isEscaped)
    {
        Add(frame, start, end - start, EventValueKind.Text, isEscaped ? TextPlace.Escaped : TextPlace.Event);
        if (frame.IsSpecial)
            CompleteSplits(frame, start - 1, end + 1);
    }

    /// <summary>Takes a number, a boolean or a null.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void AddScalar(in Frame frame, int start, int length, EventValueKind kind)
    {
        if (kind != EventValueKind.Null)
            Add(frame, start, length, kind, TextPlace.Event);
        if (frame.IsSpecial)
            CompleteSplits(frame, start, start + length);
    }

    /// <summary>Takes an object or array that is now read whole.</summary>
    public void Close(in Frame frame, int end)
    {
        if (frame is { IsArray: false, NestedSlot: not FieldTrie.None })
            AddNestedObject(frame.NestedSlot, frame.Start, end - frame.Start, TextPlace.Event);
        CompleteSplits(frame, frame.Start, end);
    }

    private void Add(in Frame frame, int start, int length, EventValueKind kind, TextPlace place)
    {
        if (frame.Slot != FieldTrie.None)
        {
            ref var value = ref scratch.AddValue(frame.Slot);
            value.Set(start, length, kind, place);
            if (length > KeywordLimit.MaxChars)
                value.BeyondKeyword = KeywordLimit.IsPassed(scratch.TextOf(ref value, _event));
        }

        if (frame is { IsSpecial: true, InPattern: true })
        {
            var raw = _event.Slice(start, length);
            TryPatterns(place == TextPlace.Escaped ? Unescape(raw) : raw, kind);
        }
    }

    private void TryPatterns(ReadOnlySpan<byte> text, EventValueKind kind)
    {
        var candidate = new EventValue(text, kind, KeywordLimit.IsPassed(text), scratch.NowUtcMillis, ref scratch.Work);
        foreach (var pattern in rules.NamePatterns)
        {
            var truth = pattern.Test(buffers.Path.Utf8, candidate);
            if (truth == Truth.True)
                scratch.SetTrue(pattern.Id);
            else if (truth == Truth.Unknown)
                scratch.SetUnknown(pattern.Id);
        }
    }

    private void CompleteSplits(in Frame frame, int start, int end)
    {
        foreach (ref readonly var split in buffers.Splits.Slice(frame.FirstSplit, frame.SplitCount))
        {
            var key = scratch.Text.Slice(split.KeyStart, split.KeyLength);
            var at = scratch.Text.AddObject(key, _event[start..end], out var length);
            AddNestedObject(split.NestedSlot, at, length, TextPlace.Scratch);
        }
    }

    private void AddNestedObject(int nestedSlot, int start, int length, TextPlace place)
    {
        scratch.AddNestedObject(nestedSlot, start, length, place);
        if (rules.NestedExists[nestedSlot] is >= 0 and var exists)
            scratch.SetTrue(exists);
    }
}
