using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>
/// Reads one event once, token by token: checks that it is well formed, walks the field trie along, passes over what no rule
/// names, and hands every value of a wanted field to the recorder. Dotted keys and nested objects lead to the same node; arrays
/// add nothing to the path. Nothing is decided here, so a document that breaks off has cost no more than its reading.
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

    // One loop with jumps: it follows the grammar of JSON, and every token of every event passes through it. What it reads of the
    // token index is there: at least Lookahead entries, real ones or those that stand for the end, whenever it looks ahead.
    public EventError Read()
    {
        const uint KeyAndColon = '"' | ('"' << 8) | (':' << 16);
        var json = _json;
        var fields = _fields;
        var tokens = _buffers.Tokens;
        if (!tokens.Begin(json))
            return EventError.Malformed;

        _buffers.Clear();
        ref var positions = ref MemoryMarshal.GetArrayDataReference(tokens.Positions);
        ref var bytes = ref MemoryMarshal.GetArrayDataReference(tokens.Bytes);
        var frames = _buffers.Frames;
        var maxDepth = _options.MaxEventDepth;
        var depth = 0;
        var at = 0;
        ref var top = ref frames[0];
        ref var next = ref frames[0];
        next.SetUnwanted();
        if (bytes == (byte)'{')
            Enter(FieldTrie.Root, inPattern: false, ref next);

    Value:
        if (tokens.NeedsRefill(at))
        {
            if (!tokens.Refill(json, at))
                return EventError.Malformed;
            at = 0;
        }

        switch (Unsafe.Add(ref bytes, at))
        {
            case (byte)'"':
                if (next.IsWanted)
                {
                    _recorder.AddText(next, Unsafe.Add(ref positions, at) + 1, Unsafe.Add(ref positions, at + 1));
                    if (_scratch.ValueCount > _options.MaxEventValues)
                        return EventError.TooManyValues;
                }

                at += 2;
                goto Behind;

            case (byte)'{':
                if (depth == maxDepth)
                    return EventError.TooDeep;
                top = ref next;
                top.IsArray = false;
                Open(ref top, Unsafe.Add(ref positions, at));
                next = ref frames[++depth];
                if (Unsafe.Add(ref bytes, ++at) == (byte)'}')
                    goto Behind;
                goto Key;

            case (byte)'[':
                if (depth == maxDepth)
                    return EventError.TooDeep;
                top = ref next;
                top.IsArray = true;
                Open(ref top, Unsafe.Add(ref positions, at));
                next = ref frames[++depth];
                if (Unsafe.Add(ref bytes, ++at) == (byte)']')
                    goto Behind;
                goto Element;

            case 0 or (byte)'}' or (byte)']' or (byte)':' or (byte)',':
                return EventError.Malformed;

            default:
                var position = Unsafe.Add(ref positions, at);
                var length = JsonScalar.LengthOf(json[position..], out var kind);
                if (length == 0)
                    return EventError.Malformed;
                if (next.IsWanted)
                {
                    _recorder.AddScalar(next, position, length, kind);
                    if (_scratch.ValueCount > _options.MaxEventValues)
                        return EventError.TooManyValues;
                }

                at++;
                goto Behind;
        }

    Behind:
        if (tokens.NeedsRefill(at))
        {
            if (!tokens.Refill(json, at))
                return EventError.Malformed;
            at = 0;
        }

        if (depth == 0)
            return Unsafe.Add(ref positions, at) != json.Length ? EventError.Malformed : next.Node == FieldTrie.Root ? EventError.None : EventError.NotAnObject;

        switch (Unsafe.Add(ref bytes, at))
        {
            case (byte)',':
                at++;
                if (top.IsArray)
                    goto Element;
                goto Key;

            case (byte)'}' when !top.IsArray:
            case (byte)']' when top.IsArray:
                if (top.IsSpecial)
                    _recorder.Close(top, Unsafe.Add(ref positions, at) + 1);
                at++;
                next = ref top;
                if (--depth > 0)
                    top = ref frames[depth - 1];
                goto Behind;

            default:
                return EventError.Malformed;
        }

    Element:
        next.SetElementOf(top);
        if (top.IsSpecial)
            _buffers.Path.Truncate(top.PathLength);   // an element before may have left its keys there
        goto Value;

    Key:
        if ((Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref bytes, at)) & 0xff_ffff) != KeyAndColon)
            return EventError.Malformed;
        if (!top.LeadsOn)
            next.SetUnwanted();
        else
            Step(fields, json, top, Unsafe.Add(ref positions, at) + 1, Unsafe.Add(ref positions, at + 1), ref next);
        at += 3;
        goto Value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Step(FieldTrie fields, ReadOnlySpan<byte> json, in Frame from, int start, int end, ref Frame next)
    {
        if (from.IsSpecial)
        {
            StepFar(from, start, end, ref next);
            return;
        }

        var words = SegmentWords.Of(json, start, end - start);
        var found = fields.Step(from.Node, words, json[start..end]);
        if (found < 0)
        {
            if (end - start > SegmentWords.Whole || words.HasDotOrBackslash())
                StepFar(from, start, end, ref next);
            else
                next.SetUnwanted();
            return;
        }

        ref readonly var edge = ref fields.EdgeAt(found);
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
        if (_buffers.Tokens.HasBackslash(start, end))
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
