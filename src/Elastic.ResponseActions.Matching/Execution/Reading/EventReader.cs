using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>
/// Reads one event once: checks that it is well formed, walks the field trie along, passes over what no rule names, and hands
/// every value of a wanted field to the recorder. Dotted keys and nested objects lead to the same node; arrays add nothing to
/// the path. Nothing is decided here, so a document that breaks off has cost no more than its reading.
/// </summary>
internal readonly ref struct EventReader
{
    private readonly FieldTrie _fields;
    private readonly RuleSetOptions _options;
    private readonly EventScratch _scratch;
    private readonly ReaderBuffers _buffers;
    private readonly ReadOnlySpan<byte> _json;
    private readonly ValueRecorder _recorder;

    public EventReader(CompiledRules rules, RuleSetOptions options, EventScratch scratch, ReaderBuffers buffers, ReadOnlySpan<byte> utf8Event)
    {
        _fields = rules.Fields;
        _options = options;
        _scratch = scratch;
        _buffers = buffers;
        _json = utf8Event;
        _recorder = new ValueRecorder(rules, scratch, buffers, utf8Event);
    }

    /// <summary>Reads the event.</summary>
    /// <typeparam name="TText">How to go through the text of strings.</typeparam>
    public EventError Read<TText>()
        where TText : struct, ITextScanner
    {
        var (first, last) = JsonWhiteSpace.Trim(_json);
        if (first > last)
            return EventError.Malformed;

        _buffers.Clear();
        return (_json[first], _json[last]) switch
        {
            ((byte)'{', (byte)'}') or ((byte)'[', (byte)']') => ReadContainer<TText>(first, last),
            ((byte)'{' or (byte)'[', _) => EventError.Malformed,
            _ => IsScalar<TText>(first, last) ? EventError.NotAnObject : EventError.Malformed,
        };
    }

    // One loop with jumps: it follows the grammar of JSON, and every token of every event passes through it. The last byte closes
    // a container, and nothing goes on behind such a byte but the closing of another: that is the only place to ask for the end.
    [MethodImpl(MethodImplOptions.NoInlining)]   // the registers of the processor are for this loop alone
    private EventError ReadContainer<TText>(int first, int last)
        where TText : struct, ITextScanner
    {
        var json = _json;
        ref var bytes = ref MemoryMarshal.GetReference(json);
        ref var keys = ref _scratch.Keys.First;
        var before = KeyMemory.Start;
        var lastKnown = json.Length - KnownKey.MaxBytes;
        var frames = _buffers.Frames;
        var maxDepth = _options.MaxEventDepth;
        var depth = 0;
        var at = first;
        ref var top = ref frames[0];
        ref var next = ref frames[0];
        next.SetUnwanted();
        if (json[first] == (byte)'{')
            Enter(FieldTrie.Root, inPattern: false, ref next);

    Value:
        var start = at;
        var kind = Unsafe.Add(ref bytes, at);
        if (kind == (byte)'"')
        {
            at = TText.SkipPlain(ref bytes, ++start, last);
            var isEscaped = Unsafe.Add(ref bytes, at) != (byte)'"';
            if (isEscaped && (at = JsonEscapes.FindQuote<TText>(json, at, last)) < 0)
                return EventError.Malformed;
            if (next.IsWanted)
            {
                _recorder.AddText(next, start, at, isEscaped);
                if (_scratch.ValueCount > _options.MaxEventValues)
                    return EventError.TooManyValues;
            }

            at++;
        }
        else if (kind is (byte)'{' or (byte)'[')
        {
            if (depth == maxDepth)
                return EventError.TooDeep;
            top = ref next;
            top.IsArray = kind == (byte)'[';
            Open(ref top, at);
            next = ref frames[++depth];
            if (Unsafe.Add(ref bytes, ++at) <= (byte)' ')
                at = JsonWhiteSpace.Skip(ref bytes, at);
            if (Unsafe.Add(ref bytes, at) == (top.IsArray ? (byte)']' : (byte)'}'))
                goto Close;
            if (top.IsArray)
                goto Element;
            goto Key;
        }
        else if (kind <= (byte)' ' && JsonWhiteSpace.Is(kind))
        {
            at = JsonWhiteSpace.Skip(ref bytes, at);
            goto Value;
        }
        else
        {
            var length = JsonScalar.LengthOf(json[at..], out var scalar);
            if (length == 0)
                return EventError.Malformed;
            if (next.IsWanted)
            {
                _recorder.AddScalar(next, at, length, scalar);
                if (_scratch.ValueCount > _options.MaxEventValues)
                    return EventError.TooManyValues;
            }

            at += length;
        }

    Behind:
        if (Unsafe.Add(ref bytes, at) == (byte)',')
        {
            at++;
            if (top.IsArray)
                goto Element;
            if (Unsafe.Add(ref bytes, at) <= (byte)' ')
                at = JsonWhiteSpace.Skip(ref bytes, at);
            goto Key;
        }

        if (Unsafe.Add(ref bytes, at) <= (byte)' ')
        {
            at = JsonWhiteSpace.Skip(ref bytes, at);
            if (Unsafe.Add(ref bytes, at) > (byte)' ')
                goto Behind;
        }

        if (Unsafe.Add(ref bytes, at) != (top.IsArray ? (byte)']' : (byte)'}'))
            return EventError.Malformed;

    Close:
        if (top.IsSpecial)
            _recorder.Close(top, at + 1);
        next = ref top;
        if (--depth == 0)
            return at != last ? EventError.Malformed : next.Node == FieldTrie.Root ? EventError.None : EventError.NotAnObject;
        if (at == last)
            return EventError.Malformed;
        top = ref frames[depth - 1];
        at++;
        goto Behind;

    Element:
        next.SetElementOf(top);
        if (top.IsSpecial)
            _buffers.Path.Truncate(top.PathLength);   // an element before may have left its keys there
        goto Value;

    Key:
        var guess = (int)Unsafe.Add(ref keys, before).Next;
        ref readonly var key = ref Unsafe.Add(ref keys, guess);
        if (at <= lastKnown && !top.IsSpecial && key.Is(ref Unsafe.Add(ref bytes, at), top.Node))
        {
            next.Set(key.Node, key.Slot);
            at += key.Length;
            next.Key = (ushort)guess;
            before = guess;
            goto Value;
        }

        at = ReadKey<TText>(at, last, before, top, ref next);
        if (at < 0)
            return EventError.Malformed;
        before = _scratch.Keys.Latest;
        goto Value;
    }

    // A key that is not the one that stood here last time. Returns where its value may start, or -1.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int ReadKey<TText>(int at, int last, int before, in Frame from, ref Frame next)
        where TText : struct, ITextScanner
    {
        var json = _json;
        var keys = _scratch.Keys;
        ref var bytes = ref MemoryMarshal.GetReference(json);
        var isMemorable = at <= json.Length - KnownKey.MaxBytes && !from.IsSpecial;
        if (isMemorable && keys.Find(before, ref Unsafe.Add(ref bytes, at), from, ref next) is > 0 and var length)
            return at + length;
        if (json[at] != (byte)'"')
            return -1;

        var end = TText.SkipPlain(ref bytes, at + 1, last);
        var isPlain = json[end] == (byte)'"';
        if (!isPlain && (end = JsonEscapes.FindQuote<TText>(json, end, last)) < 0)
            return -1;
        var colon = end + 1;
        isMemorable &= isPlain && json[colon] == (byte)':' && colon - at < KnownKey.MaxBytes;
        if (isMemorable && keys.TryFind(before, json[at..(colon + 1)], from, ref next))
            return colon + 1;
        if (!from.LeadsOn)
            next.SetUnwanted();
        else
            Step(from, at + 1, end, ref next);
        if (isMemorable && !next.IsSpecial)
        {
            keys.Remember(before, json[at..(colon + 1)], from, ref next);
            return colon + 1;
        }

        keys.Skip(before);
        if (json[colon] <= (byte)' ')
            colon = JsonWhiteSpace.Skip(ref bytes, colon);
        return json[colon] == (byte)':' ? colon + 1 : -1;
    }

    private bool IsScalar<TText>(int first, int last)
        where TText : struct, ITextScanner
    {
        if (_json[first] != (byte)'"')
            return JsonScalar.LengthOf(_json[first..], out _) == last + 1 - first;

        var at = TText.SkipPlain(ref MemoryMarshal.GetReference(_json), first + 1, last + 1);
        return JsonEscapes.FindQuote<TText>(_json, at, last + 1) == last;
    }

    private void Step(in Frame from, int start, int end, ref Frame next)
    {
        if (from.IsSpecial)
        {
            StepFar(from, start, end, ref next);
            return;
        }

        var words = SegmentWords.Of(_json, start, end - start);
        var found = _fields.Step(from.Node, words, _json[start..end]);
        if (found < 0)
        {
            if (end - start > SegmentWords.Whole || words.HasDotOrBackslash())
                StepFar(from, start, end, ref next);
            else
                next.SetUnwanted();
            return;
        }

        ref readonly var edge = ref _fields.EdgeAt(found);
        if (edge.IsSpecial)
            StepFar(from, start, end, ref next);
        else
            next.Set(edge.Child, edge.Slot);
    }

    private void Open(ref Frame frame, int position)
    {
        frame.Start = position;
        if (frame.IsSpecial)
            frame.PathLength = _buffers.Path.Length;
    }

    // Keys of several segments, keys with escapes, keys that lead into nested paths or below which a name pattern may fit.
    private void StepFar(in Frame from, int start, int end, ref Frame next)
    {
        var key = _json[start..end];
        if (key.Contains((byte)'\\'))
            key = _recorder.Unescape(key);

        var splits = _buffers.Splits;
        var node = from.Node;
        var inPattern = from.IsSpecial && from.InPattern;
        var hasPath = inPattern;
        var firstSplit = splits.Count;
        var rest = key;
        while (node != FieldTrie.None)
        {
            var dot = rest.IndexOf((byte)'.');
            node = _fields.Child(node, dot < 0 ? rest : rest[..dot]);
            if (node != FieldTrie.None)
                inPattern |= _fields[node].HasPatterns;
            if (dot < 0)
                break;

            rest = rest[(dot + 1)..];
            if (node != FieldTrie.None && _fields[node].NestedSlot is var nested and not FieldTrie.None)
                splits.Add(nested, _recorder.KeepKey(rest), rest.Length);
        }

        if (inPattern)
        {
            if (hasPath)
                _buffers.Path.Truncate(from.PathLength);
            else
                _buffers.Path.Set(_fields[from.Node].Path);
            _buffers.Path.Append(key);
        }

        Enter(node, inPattern, ref next);
        next.FirstSplit = firstSplit;
        next.SplitCount = splits.Count - firstSplit;
        next.IsSpecial |= next.SplitCount > 0;
    }

    private void Enter(int node, bool inPattern, ref Frame frame)
    {
        frame = default;
        if (node == FieldTrie.None)
        {
            frame.Node = frame.Slot = frame.NestedSlot = FieldTrie.None;
        }
        else
        {
            ref readonly var field = ref _fields[node];
            frame.Node = node;
            frame.Slot = field.Slot;
            frame.NestedSlot = field.NestedSlot;
            inPattern |= field.HasPatterns;
        }

        frame.InPattern = inPattern;
        frame.IsSpecial = inPattern || frame.NestedSlot != FieldTrie.None;
    }
}
