using System.Text.Json;

namespace Elastic.ResponseActions.Tool.Input;

/// <summary>A JSON value that knows its line, for files that people write and want to be told where they erred.</summary>
internal sealed class LocatedJson
{
    private static readonly JsonReaderOptions ReaderOptions = new() { AllowTrailingCommas = false, MaxDepth = 64 };

    private LocatedJson(JsonValueKind kind, int line) => (Kind, Line) = (kind, line);

    public JsonValueKind Kind { get; }

    /// <summary>The line it starts on, from 1.</summary>
    public int Line { get; }

    /// <summary>The value as written.</summary>
    public ReadOnlyMemory<byte> Raw { get; private set; }

    /// <summary>The members of an object, in their order.</summary>
    public List<KeyValuePair<string, LocatedJson>> Members { get; } = [];

    /// <summary>The items of an array.</summary>
    public List<LocatedJson> Items { get; } = [];

    /// <summary>The text of a string.</summary>
    public string Text => Kind == JsonValueKind.String ? Element.GetString()! : throw new InvalidOperationException("The value is no text.");

    public JsonElement Element => JsonElement.Parse(Raw.Span);

    /// <exception cref="LocatedJsonException">The text is no JSON, or an object has a key twice.</exception>
    public static LocatedJson Parse(ReadOnlyMemory<byte> utf8Json)
    {
        var reader = new Utf8JsonReader(utf8Json.Span, ReaderOptions);
        var lines = new LineCounter(utf8Json);
        try
        {
            reader.Read();
            var root = ReadValue(ref reader, utf8Json, lines);
            reader.Read();
            return root;
        }
        catch (Exception e) when (JsonProblem.IsAbout(e))
        {
            throw new LocatedJsonException((int)((e as JsonException)?.LineNumber ?? 0) + 1, JsonProblem.Text(e));
        }
    }

    private static LocatedJson ReadValue(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json, LineCounter lines)
    {
        var start = (int)reader.TokenStartIndex;
        var kind = reader.TokenType switch
        {
            JsonTokenType.StartObject => JsonValueKind.Object,
            JsonTokenType.StartArray => JsonValueKind.Array,
            JsonTokenType.String => JsonValueKind.String,
            JsonTokenType.Number => JsonValueKind.Number,
            JsonTokenType.True => JsonValueKind.True,
            JsonTokenType.False => JsonValueKind.False,
            _ => JsonValueKind.Null,
        };

        var value = new LocatedJson(kind, lines.LineOf(start));
        if (kind == JsonValueKind.Object)
            ReadMembers(ref reader, json, lines, value);
        else if (kind == JsonValueKind.Array)
            ReadItems(ref reader, json, lines, value);

        value.Raw = json[start..(int)reader.BytesConsumed];
        return value;
    }

    private static void ReadMembers(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json, LineCounter lines, LocatedJson into)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!names.Add(name))
                throw new LocatedJsonException(lines.LineOf((int)reader.TokenStartIndex), $"the key `{name}` stands twice.");

            reader.Read();
            into.Members.Add(new(name, ReadValue(ref reader, json, lines)));
        }
    }

    private static void ReadItems(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json, LineCounter lines, LocatedJson into)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            into.Items.Add(ReadValue(ref reader, json, lines));
    }

    /// <summary>Offset to line; asked in rising order, so each byte is looked at once.</summary>
    private sealed class LineCounter(ReadOnlyMemory<byte> json)
    {
        private int _offset;
        private int _line = 1;

        public int LineOf(int offset)
        {
            _line += json.Span[_offset..offset].Count((byte)'\n');
            _offset = offset;
            return _line;
        }
    }
}

/// <summary>JSON that cannot be read, with the line it breaks on.</summary>
internal sealed class LocatedJsonException(int line, string message) : Exception(message)
{
    public int Line { get; } = line;
}
