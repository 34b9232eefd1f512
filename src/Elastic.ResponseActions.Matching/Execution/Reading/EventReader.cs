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

    // One loop with jumps: it follows the grammar of JSON, and every token of every event passes through it.
    public EventError Read()
    {
        var json = _json;
        var tokens = _buffers.Tokens;
        if (!tokens.Begin(json))
            return EventError.Malformed;

        _buffers.Clear();
        var positions = tokens.Positions;
        var frames = _buffers.Frames;
        var maxDepth = _options.MaxEventDepth;
        var depth = 0;
        var at = 0;
        ref var top = ref frames[0];
        var next = ByteAt(json, positions[0]) == (byte)'{' ? FrameOf(FieldTrie.Root, inPattern: false) : Frame.Unwanted;

    Value:
        if (tokens.Count - at < TokenIndex.Lookahead && !tokens.IsAtEnd)
        {
            if (!tokens.Refill(json, at))
                return EventError.Malformed;
            at = 0;
        }

        var position = positions[at];
        switch (ByteAt(json, position))
        {
            case (byte)'"':
                if (next.IsWanted)
                {
                    _recorder.AddText(next, position + 1, positions[at + 1]);
                    if (_scratch.ValueCount > _options.MaxEventValues)
                        return EventError.TooManyValues;
                }

                at += 2;
                goto Behind;

            case (byte)'{':
                if (depth == maxDepth)
                    return EventError.TooDeep;
                frames[depth] = next;
                top = ref frames[depth++];
                top.IsArray = false;
                Open(ref top, position);
                if (ByteAt(json, positions[++at]) == (byte)'}')
                    goto Behind;
                goto Key;

            case (byte)'[':
                if (depth == maxDepth)
                    return EventError.TooDeep;
                frames[depth] = next;
                top = ref frames[depth++];
                top.IsArray = true;
                Open(ref top, position);
                if (ByteAt(json, positions[++at]) == (byte)']')
                    goto Behind;
                goto Element;

            case 0 or (byte)'}' or (byte)']' or (byte)':' or (byte)',':
                return EventError.Malformed;

            default:
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
        if (depth == 0)
            return positions[at] != json.Length ? EventError.Malformed : next.Node == FieldTrie.Root ? EventError.None : EventError.NotAnObject;

        switch (ByteAt(json, positions[at]))
        {
            case (byte)',':
                at++;
                if (top.IsArray)
                    goto Element;
                goto Key;

            case (byte)'}' when !top.IsArray:
            case (byte)']' when top.IsArray:
                if (top.IsSpecial)
                    _recorder.Close(top, positions[at] + 1);
                next.Node = top.Node;
                at++;
                if (--depth > 0)
                    top = ref frames[depth - 1];
                goto Behind;

            default:
                return EventError.Malformed;
        }

    Element:
        next = top;
        next.SplitCount = 0;   // the array as a whole is the value of its key
        if (top.IsSpecial)
            _buffers.Path.Truncate(top.PathLength);   // an element before may have left its keys there
        goto Value;

    Key:
        var key = positions[at];
        if (ByteAt(json, key) != (byte)'"' || ByteAt(json, positions[at + 2]) != (byte)':')
            return EventError.Malformed;
        if (top.LeadsOn)
            next = Step(top, key + 1, positions[at + 1]);
        else
            next = Frame.Unwanted;
        at += 3;
        goto Value;
    }

    private static byte ByteAt(ReadOnlySpan<byte> json, int position) => (uint)position < (uint)json.Length ? json[position] : (byte)0;

    private void Open(ref Frame frame, int position)
    {
        frame.Start = position;
        frame.PathLength = _buffers.Path.Length;
    }

    /// <summary>Follows a key, which may hold several segments of the path.</summary>
    private Frame Step(in Frame from, int start, int end)
    {
        var key = _json[start..end];
        if (_buffers.Tokens.HasBackslash(start, end))
            return StepFar(from, _recorder.Unescape(key));

        if (!from.InPattern)
        {
            var child = _fields.Child(from.Node, key);
            if (child != FieldTrie.None && !_fields[child].HasPatterns)
                return FrameOf(child, inPattern: false);
            if (child == FieldTrie.None && !key.Contains((byte)'.'))
                return Frame.Unwanted;
        }

        return StepFar(from, key);
    }

    // Keys of several segments, keys below which a name pattern may fit.
    private Frame StepFar(in Frame from, scoped ReadOnlySpan<byte> key)
    {
        var splits = _buffers.Splits;
        var node = from.Node;
        var inPattern = from.InPattern;
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
            if (from.InPattern)
                _buffers.Path.Truncate(from.PathLength);
            else
                _buffers.Path.Set(_fields[from.Node].Path);
            _buffers.Path.Append(key);
        }

        var frame = FrameOf(node, inPattern);
        frame.FirstSplit = firstSplit;
        frame.SplitCount = splits.Count - firstSplit;
        return frame;
    }

    private Frame FrameOf(int node, bool inPattern)
    {
        if (node == FieldTrie.None)
            return Frame.Unwanted with { InPattern = inPattern };

        ref readonly var field = ref _fields[node];
        return new Frame { Node = node, Slot = field.Slot, NestedSlot = field.NestedSlot, InPattern = inPattern || field.HasPatterns };
    }
}
