using System.Text;
using System.Text.Json;

namespace Elastic.ResponseActions.Guarding;

/// <summary>Reads a policy file into nodes that know their lines.</summary>
internal ref struct PolicyNodeReader
{
    private readonly ReadOnlySpan<byte> _utf8Json;
    private Utf8JsonReader _reader;
    private int _line;
    private int _countedTo;

    private PolicyNodeReader(ReadOnlySpan<byte> utf8Json)
    {
        _utf8Json = utf8Json;
        _reader = new Utf8JsonReader(utf8Json, new JsonReaderOptions { MaxDepth = 16 });
        _line = 1;
    }

    /// <exception cref="JsonException">Not one well-formed JSON document.</exception>
    public static PolicyNode Read(ReadOnlySpan<byte> utf8Json)
    {
        var reader = new PolicyNodeReader(utf8Json);
        reader._reader.Read();
        var root = reader.ReadValue("");
        reader._reader.Read();
        return root;
    }

    private PolicyNode ReadValue(string path)
    {
        var node = new PolicyNode { Kind = _reader.TokenType, Path = path, Line = CurrentLine(), Text = CurrentText() };
        if (node.Kind == JsonTokenType.StartObject)
        {
            while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
            {
                var name = CurrentText();
                _reader.Read();
                node.Members.Add((name, ReadValue(path.Length == 0 ? name : $"{path}.{name}")));
            }
        }
        else if (node.Kind == JsonTokenType.StartArray)
        {
            while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
            {
                node.Items.Add(ReadValue($"{path}[{node.Items.Count}]"));
            }
        }

        return node;
    }

    private readonly string CurrentText()
    {
        try
        {
            return _reader.TokenType switch
            {
                JsonTokenType.String or JsonTokenType.PropertyName => _reader.GetString()!,
                JsonTokenType.Number => Encoding.UTF8.GetString(_reader.ValueSpan),
                _ => "",
            };
        }
        catch (InvalidOperationException)
        {
            throw new JsonException("a text that is no Unicode text");
        }
    }

    private int CurrentLine()
    {
        var start = (int)_reader.TokenStartIndex;
        _line += _utf8Json[_countedTo..start].Count((byte)'\n');
        _countedTo = start;
        return _line;
    }
}
