namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>The values of the event that was matched last, slot by slot; for what is to be remembered of an event beyond its verdicts.</summary>
internal readonly ref struct SlotReader(EventScratch scratch, ReadOnlySpan<byte> utf8Event)
{
    private readonly ReadOnlySpan<byte> _event = utf8Event;

    /// <summary>The values of one slot, in the order of the event.</summary>
    public SlotValues this[int slot] => new(scratch, scratch.FirstValue(slot), _event);
}

/// <summary>Goes through the values of one slot.</summary>
internal ref struct SlotValues(EventScratch scratch, int first, ReadOnlySpan<byte> utf8Event)
{
    private readonly ReadOnlySpan<byte> _event = utf8Event;
    private int _next = first;

    public EventValue Current { get; private set; }

    public readonly SlotValues GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_next < 0)
            return false;

        ref var value = ref scratch.Value(_next);
        Current = new EventValue(scratch.TextOf(ref value, _event), value.Kind, value.BeyondKeyword, scratch.NowUtcMillis, ref scratch.Work);
        _next = value.Next;
        return true;
    }
}
