using Elastic.ResponseActions.Matching.Execution.Predicates;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>Takes what is read of a wanted field: values, objects below nested paths, and what field name patterns ask for.</summary>
internal readonly ref struct ValueRecorder(CompiledRules rules, EventScratch scratch, ReaderBuffers buffers, ReadOnlySpan<byte> utf8Event)
{
    private readonly ReadOnlySpan<byte> _event = utf8Event;

    /// <summary>The text of a key that is written with escapes.</summary>
    public ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> key)
    {
        var start = scratch.Text.AddUnescaped(key, out var length);
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
    public void AddText(in Frame frame, int start, int end)
    {
        var value = new ValueRef { Start = start, Length = end - start, Kind = EventValueKind.Text };
        if (buffers.Tokens.HasBackslash(start, end))
        {
            value.Start = scratch.Text.AddUnescaped(_event[start..end], out value.Length);
            value.InScratch = true;
        }

        Add(frame, value);
        if (frame.SplitCount > 0)
            CompleteSplits(frame, start - 1, end + 1);
    }

    /// <summary>Takes a number, a boolean or a null.</summary>
    public void AddScalar(in Frame frame, int start, int length, EventValueKind kind)
    {
        if (kind != EventValueKind.Null)
            Add(frame, new ValueRef { Start = start, Length = length, Kind = kind });
        if (frame.SplitCount > 0)
            CompleteSplits(frame, start, start + length);
    }

    /// <summary>Takes an object or array that is now read whole.</summary>
    public void Close(in Frame frame, int end)
    {
        if (frame is { IsArray: false, NestedSlot: not FieldTrie.None })
            AddNestedObject(frame.NestedSlot, frame.Start, end - frame.Start, inScratch: false);
        if (frame.SplitCount > 0)
            CompleteSplits(frame, frame.Start, end);
    }

    private void Add(in Frame frame, ValueRef value)
    {
        value.BeyondKeyword = value.Length > KeywordLimit.MaxChars && KeywordLimit.IsPassed(Text(value));
        if (frame.Slot != FieldTrie.None)
            scratch.AddValue(frame.Slot, value);
        if (frame.InPattern)
            TryPatterns(value);
    }

    private void TryPatterns(in ValueRef value)
    {
        var candidate = new EventValue(Text(value), value.Kind, value.BeyondKeyword, scratch.NowUtcMillis);
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
            AddNestedObject(split.NestedSlot, at, length, inScratch: true);
        }
    }

    private void AddNestedObject(int nestedSlot, int start, int length, bool inScratch)
    {
        scratch.AddNestedObject(nestedSlot, start, length, inScratch);
        if (rules.NestedExists[nestedSlot] is >= 0 and var exists)
            scratch.SetTrue(exists);
    }

    private ReadOnlySpan<byte> Text(in ValueRef value) =>
        value.InScratch ? scratch.Text.Slice(value.Start, value.Length) : _event.Slice(value.Start, value.Length);
}
