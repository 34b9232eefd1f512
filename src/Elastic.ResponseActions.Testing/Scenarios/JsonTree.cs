using System.Text;
using System.Text.Json;

namespace Elastic.ResponseActions.Testing.Scenarios;

/// <summary>A JSON value that knows where it stands, so that an error can name path and line.</summary>
internal sealed record JsonTree(JsonValueKind Kind, string Path, int Line)
{
    public string Text { get; private init; } = "";

    public IReadOnlyList<JsonTree> Items { get; private init; } = [];

    /// <summary>In the order written; the same name may come twice.</summary>
    public IReadOnlyList<(string Name, JsonTree Value)> Members { get; private init; } = [];

    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static JsonTree Parse(ReadOnlySpan<byte> utf8Json)
    {
        var reader = new Utf8JsonReader(utf8Json);
        var lines = new LineCounter();
        reader.Read();
        var tree = ReadValue(ref reader, utf8Json, lines, "$");
        reader.Read();
        return tree;
    }

    private static JsonTree ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, LineCounter lines, string path)
    {
        var line = lines.At(json, (int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return new(JsonValueKind.Object, path, line) { Members = ReadMembers(ref reader, json, lines, path) };
            case JsonTokenType.StartArray:
                List<JsonTree> items = [];
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(ReadValue(ref reader, json, lines, $"{path}[{items.Count}]"));
                return new(JsonValueKind.Array, path, line) { Items = items };
            case JsonTokenType.String:
                return new(JsonValueKind.String, path, line) { Text = reader.GetString()! };
            case JsonTokenType.Number:
                return new(JsonValueKind.Number, path, line) { Text = Encoding.UTF8.GetString(reader.ValueSpan) };
            case JsonTokenType.True:
                return new(JsonValueKind.True, path, line);
            case JsonTokenType.False:
                return new(JsonValueKind.False, path, line);
            default:
                return new(JsonValueKind.Null, path, line);
        }
    }

    private static List<(string, JsonTree)> ReadMembers(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, LineCounter lines, string path)
    {
        List<(string, JsonTree)> members = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            members.Add((name, ReadValue(ref reader, json, lines, $"{path}.{name}")));
        }
        return members;
    }

    /// <summary>Counts lines on the way forward; a reader never goes back.</summary>
    private sealed class LineCounter
    {
        private int _position;
        private int _line = 1;

        public int At(ReadOnlySpan<byte> json, int position)
        {
            _line += json[_position..position].Count((byte)'\n');
            _position = position;
            return _line;
        }
    }
}
