using System.Text.Json;

namespace Elastic.ResponseActions.Matching.Execution.Reading;

/// <summary>
/// Reads one event once, token by token: walks the field trie along, skips what no rule names, and hands every value of a
/// wanted field to the recorder. Dotted keys and nested objects lead to the same node; arrays add nothing to the path.
/// </summary>
internal ref struct EventReader
{
    private readonly CompiledRules _rules;
    private readonly RuleSetOptions _options;
    private readonly PathBuffer _path;
    private readonly SplitKeys _splits;
    private readonly Frame[] _frames;
    private ValueRecorder _recorder;
    private Utf8JsonReader _json;
    private int _depth;

    public EventReader(CompiledRules rules, RuleSetOptions options, EventScratch scratch, ReaderBuffers buffers, ReadOnlySpan<byte> utf8Event)
    {
        _rules = rules;
        _options = options;
        _path = buffers.Path;
        _splits = buffers.Splits;
        _frames = buffers.Frames;
        _recorder = new ValueRecorder(rules, scratch, utf8Event);
        // One level more than allowed, so that the check below speaks before the reader throws.
        _json = new Utf8JsonReader(utf8Event, new JsonReaderOptions { MaxDepth = options.MaxEventDepth + 1 });
    }

    public EventError Read()
    {
        try
        {
            return ReadDocument();
        }
        catch (JsonException)
        {
            return EventError.Malformed;
        }
    }

    private EventError ReadDocument()
    {
        if (!_json.Read() || _json.TokenType != JsonTokenType.StartObject)
            return EventError.NotAnObject;

        _path.Clear();
        _splits.Clear();
        Push(new Frame { Node = FieldTrie.Root, InPattern = _rules.Fields[FieldTrie.Root].HasPatterns, NestedSlot = FieldTrie.None });
        var next = _frames[0];
        while (_json.Read())
        {
            switch (_json.TokenType)
            {
                case JsonTokenType.PropertyName:
                    _path.Truncate(_frames[_depth - 1].PathLength);
                    next = Step(_frames[_depth - 1]);
                    if (next is { Node: FieldTrie.None, InPattern: false } && !SkipValue(next))
                        return EventError.TooDeep;
                    break;

                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    if (_depth == _options.MaxEventDepth)
                        return EventError.TooDeep;
                    Enter(Here(next));
                    break;

                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    Leave();
                    break;

                case JsonTokenType.Null:
                    CompleteSplits(Here(next), (int)_json.TokenStartIndex);
                    break;

                default:
                    if (!Record(Here(next)))
                        return EventError.TooManyValues;
                    break;
            }
        }

        return EventError.None;
    }

    /// <summary>Where the value at hand belongs: an element of an array where the array is, else where the key before it led.</summary>
    private readonly Frame Here(in Frame behindKey)
    {
        ref readonly var top = ref _frames[_depth - 1];
        if (!top.IsArray)
            return behindKey;

        _path.Truncate(top.PathLength);   // an element before may have left its keys there
        return top with { SplitCount = 0 };   // the array as a whole is the value of its key
    }

    private void Enter(Frame frame)
    {
        frame.IsArray = _json.TokenType == JsonTokenType.StartArray;
        frame.Start = (int)_json.TokenStartIndex;
        Push(frame);
    }

    private void Push(Frame frame)
    {
        frame.PathLength = _path.Length;
        _frames[_depth++] = frame;
    }

    private void Leave()
    {
        ref readonly var frame = ref _frames[--_depth];
        if (frame is { IsArray: false, NestedSlot: not FieldTrie.None } && _depth > 0)
            _recorder.AddNestedObject(frame.NestedSlot, frame.Start, (int)_json.BytesConsumed - frame.Start);
        CompleteSplits(frame, frame.Start);
    }

    private readonly void CompleteSplits(in Frame frame, int valueStart)
    {
        foreach (ref readonly var split in _splits.Slice(frame.FirstSplit, frame.SplitCount))
            _recorder.AddSplitObject(split, valueStart, (int)_json.BytesConsumed - valueStart);
    }

    private bool Record(in Frame frame)
    {
        if (frame.Node != FieldTrie.None && _rules.Fields[frame.Node].Slot is var slot and not FieldTrie.None)
            _recorder.AddValue(slot, ref _json);
        if (frame.InPattern)
            _recorder.TryPatterns(_path.Utf8, ref _json);
        CompleteSplits(frame, (int)_json.TokenStartIndex);
        return _recorder.ValueCount <= _options.MaxEventValues;
    }

    /// <summary>Follows a key, which may hold several segments of the path.</summary>
    private readonly Frame Step(in Frame from) =>
        Step(from, _json.ValueIsEscaped ? _recorder.Unescape(_json.ValueSpan) : _json.ValueSpan);

    private readonly Frame Step(in Frame from, scoped ReadOnlySpan<byte> key)
    {
        var node = from.Node;
        var inPattern = from.InPattern;
        var firstSplit = _splits.Count;
        if (_rules.Patterns.Length > 0)
            _path.Append(key);

        while (node != FieldTrie.None)
        {
            var dot = key.IndexOf((byte)'.');
            node = _rules.Fields.Child(node, dot < 0 ? key : key[..dot]);
            if (node != FieldTrie.None)
                inPattern |= _rules.Fields[node].HasPatterns;
            if (dot < 0)
                break;

            key = key[(dot + 1)..];
            if (node != FieldTrie.None && _rules.Fields[node].NestedSlot is var nested and not FieldTrie.None)
                _splits.Add(nested, _recorder.KeepKey(key), key.Length);
        }

        return new Frame
        {
            Node = node,
            InPattern = inPattern,
            NestedSlot = node == FieldTrie.None ? FieldTrie.None : _rules.Fields[node].NestedSlot,
            FirstSplit = firstSplit,
            SplitCount = _splits.Count - firstSplit,
        };
    }

    /// <summary>Passes over a value that no rule names; still checks that it is well formed and not too deep.</summary>
    private bool SkipValue(in Frame frame)
    {
        var level = 0;
        _json.Read();
        var start = (int)_json.TokenStartIndex;
        for (; ; _json.Read())
        {
            if (_json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                if (_depth + level == _options.MaxEventDepth)
                    return false;
                level++;
            }
            else if (_json.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                level--;
            }

            if (level == 0)
                break;
        }

        CompleteSplits(frame, start);
        return true;
    }

    /// <summary>One open object or array: where it is in the trie.</summary>
    internal struct Frame
    {
        public int Node;
        public int NestedSlot;
        public int Start;
        public int FirstSplit;
        public int SplitCount;
        public int PathLength;
        public bool InPattern;
        public bool IsArray;
    }
}
