using System.Runtime.CompilerServices;
using Elastic.ResponseActions.Matching.Execution.Predicates;
using Elastic.ResponseActions.Matching.Execution.Reading;

namespace Elastic.ResponseActions.Matching.Execution;

/// <summary>
/// What one matcher remembers of one event: the values of each slot, the objects of each nested path, and which predicates
/// are decided. Nothing is cleared between events: entries carry the number of the event that wrote them.
/// </summary>
internal sealed class EventScratch
{
    private const int KeysOfEvents = 2048;
    private const int KeysOfObjects = 64;
    private const int ValuesOfEvents = 4096;
    private const int ValuesOfObjects = 64;
    private const int BytesOfAValue = 32;

    private readonly uint[] _truths;
    private readonly ValueChain[] _slots;
    private readonly ValueChain[] _nested;
    private ValueRef[] _values;
    private int[] _spoken;
    private uint _event;

    public EventScratch(CompiledRules rules, RuleSetOptions options)
        : this(rules, options, KeysOfEvents, ValuesOfEvents)
    {
    }

    private EventScratch(CompiledRules rules, RuleSetOptions options, int keys, int values)
    {
        Keys = new KeyMemory(keys);
        Remembered = new ValueMemory(values, values * BytesOfAValue);
        Found = new FoundUses(rules.Predicates.Length);
        _truths = new uint[rules.Predicates.Length];
        _slots = new ValueChain[rules.Slots.Length];
        _nested = new ValueChain[rules.NestedExists.Length];
        _spoken = new int[64];
        _values = new ValueRef[256];
        Text = new ScratchText(options.MaxEventBytes);
        Waker = new RuleWaker(rules);
        Classes = new ClassFinder(rules);
        NestedMatchers = new EventScratch?[rules.Predicates.Count(p => p is NestedPredicate)];
        LeftOpen = new int[rules.Predicates.Count(p => p is SharedPredicate)];
        foreach (var predicate in rules.Predicates)
        {
            if (predicate is NestedPredicate nested)
                NestedMatchers[nested.Index] = new EventScratch(nested.Rules, options, KeysOfObjects, ValuesOfObjects);
        }
    }

    /// <summary>Counted, never reset.</summary>
    public MatchWork Work;

    /// <summary>Unescaped and folded text of this event's values.</summary>
    public ScratchText Text { get; }

    /// <summary>The keys of events before.</summary>
    public KeyMemory Keys { get; }

    /// <summary>The values of events before, and what they made true.</summary>
    public ValueMemory Remembered { get; }

    /// <summary>What the value that is looked up makes true.</summary>
    public FoundUses Found { get; }

    /// <summary>Which rules this event wakes.</summary>
    public RuleWaker Waker { get; }

    /// <summary>Which class this event is of.</summary>
    public ClassFinder Classes { get; }

    /// <summary>Scratch of each nested predicate, by its index.</summary>
    public EventScratch?[] NestedMatchers { get; }

    /// <summary>By index of a shared predicate: the predicate in it that was unknown, where it is.</summary>
    public int[] LeftOpen { get; }

    /// <summary>How many values were recorded.</summary>
    public int ValueCount { get; private set; }

    /// <summary>The predicates that reading made true or unknown: what wakes rules.</summary>
    public ReadOnlySpan<int> SpokenPredicates => _spoken.AsSpan(0, SpokenCount);

    /// <summary>The time that <c>now</c> stands for at this event, in UTC milliseconds; set only where some predicate asks.</summary>
    public long NowUtcMillis { get; set; }

    private int SpokenCount { get; set; }

    public void Begin()
    {
        // Two bits of an entry hold the truth, the rest the event number; when that wraps the table is cleared once.
        if (++_event > uint.MaxValue >> 2)
        {
            Array.Clear(_truths);
            Array.Clear(_slots);
            Array.Clear(_nested);
            _event = 1;
        }

        ValueCount = 0;
        SpokenCount = 0;
        Text.Clear();
    }

    public void SetTrue(int predicate) => Speak(predicate, Truth.True);

    /// <summary>Unknown, unless another value makes it true.</summary>
    public void SetUnknown(int predicate)
    {
        if (_truths[predicate] != ((_event << 2) | (uint)Truth.True))
            Speak(predicate, Truth.Unknown);
    }

    public void Decide(int predicate, Truth truth) => _truths[predicate] = (_event << 2) | (uint)truth;

    public bool TryGetTruth(int predicate, out Truth truth)
    {
        truth = (Truth)(_truths[predicate] & 3);
        return _truths[predicate] >> 2 == _event;
    }

    public bool IsTrue(int predicate) => _truths[predicate] == ((_event << 2) | (uint)Truth.True);

    /// <summary>Appends a value to a slot, to be filled in by the caller.</summary>
    public ref ValueRef AddValue(int slot)
    {
        ref var value = ref Add(ref _slots[slot]);
        value.Slot = slot;
        return ref value;
    }

    public void AddNestedObject(int nestedSlot, int start, int length, TextPlace place)
    {
        ref var value = ref Add(ref _nested[nestedSlot]);
        value.Slot = -1;
        value.Set(start, length, EventValueKind.Text, place);
    }

    /// <summary>Index of the slot's first value, -1 where it has none; go on by <see cref="ValueRef.Next"/>.</summary>
    public int FirstValue(int slot) => _slots[slot].Event == _event ? _slots[slot].First : -1;

    /// <summary>Index of the nested path's first object, -1 where it has none.</summary>
    public int FirstNestedObject(int nestedSlot) => _nested[nestedSlot].Event == _event ? _nested[nestedSlot].First : -1;

    public ref ValueRef Value(int index) => ref _values[index];

    /// <summary>A value's text, unescaped.</summary>
    public ReadOnlySpan<byte> TextOf(ref ValueRef value, ReadOnlySpan<byte> utf8Event) =>
        value.Place == TextPlace.Event ? utf8Event.Slice(value.Start, value.Length) : TextInScratch(ref value, utf8Event);

    /// <summary>A value's text as it is written, escapes and all where it has not been unescaped.</summary>
    public ReadOnlySpan<byte> WrittenTextOf(in ValueRef value, ReadOnlySpan<byte> utf8Event) =>
        value.Place == TextPlace.Scratch ? Text.Slice(value.Start, value.Length) : utf8Event.Slice(value.Start, value.Length);

    [MethodImpl(MethodImplOptions.NoInlining)]   // keeps what is common small
    private ReadOnlySpan<byte> TextInScratch(ref ValueRef value, ReadOnlySpan<byte> utf8Event)
    {
        if (value.Place == TextPlace.Escaped)
        {
            value.Start = Text.AddUnescaped(utf8Event.Slice(value.Start, value.Length), out value.Length);
            value.Place = TextPlace.Scratch;
        }

        return Text.Slice(value.Start, value.Length);
    }

    private void Speak(int predicate, Truth truth)
    {
        var stamped = (_event << 2) | (uint)truth;
        if (_truths[predicate] == stamped)
            return;

        _truths[predicate] = stamped;
        if (SpokenCount == _spoken.Length)
            Array.Resize(ref _spoken, _spoken.Length * 2);
        _spoken[SpokenCount++] = predicate;
    }

    private ref ValueRef Add(ref ValueChain chain)
    {
        var index = ValueCount;
        if (index == _values.Length)
            Array.Resize(ref _values, _values.Length * 2);

        if (chain.Event == _event)
            _values[chain.Last].Next = index;
        else
            chain.First = index;
        chain.Last = index;
        chain.Event = _event;
        ValueCount = index + 1;
        ref var value = ref _values[index];
        value.Next = -1;
        return ref value;
    }

    private struct ValueChain
    {
        public uint Event;
        public int First;
        public int Last;
    }
}

