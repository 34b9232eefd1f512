using System.Globalization;
using System.Text;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Elastic.ResponseActions.Tool.Input;

/// <summary>Turns YAML into JSON line by line: each value keeps its line, so that an error in the JSON names the line of the YAML.</summary>
internal sealed class YamlJson
{
    private readonly StringBuilder _json = new();
    private readonly Stack<Level> _levels = [];
    private int _line = 1;

    /// <exception cref="LocatedJsonException">The text is no YAML, or uses what JSON has no form for (anchors, several documents, keys that are no text).</exception>
    public static byte[] Convert(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        var converter = new YamlJson();
        try
        {
            while (parser.MoveNext())
                converter.Add(parser.Current!);
        }
        catch (YamlException e)
        {
            throw new LocatedJsonException((int)e.Start.Line, $"not YAML: {e.Message}");
        }

        return Encoding.UTF8.GetBytes(converter._json.ToString());
    }

    private void Add(ParsingEvent yaml)
    {
        switch (yaml)
        {
            case AnchorAlias or NodeEvent { Anchor.IsEmpty: false }:
                throw new LocatedJsonException((int)yaml.Start.Line, "anchors and aliases are not read here; write the value out.");
            case DocumentStart when _json.Length > 0:
                throw new LocatedJsonException((int)yaml.Start.Line, "one document is expected, here a second one starts.");
            case MappingStart:
                Open(yaml, '{', isMapping: true);
                break;
            case SequenceStart:
                Open(yaml, '[', isMapping: false);
                break;
            case MappingEnd:
                Close('}');
                break;
            case SequenceEnd:
                Close(']');
                break;
            case Scalar scalar:
                AddScalar(scalar);
                break;
        }
    }

    private void Open(ParsingEvent yaml, char bracket, bool isMapping)
    {
        if (Separate(yaml))
            throw new LocatedJsonException((int)yaml.Start.Line, "a key has to be a text.");

        _json.Append(bracket);
        _levels.Push(new Level { IsMapping = isMapping });
    }

    private void Close(char bracket)
    {
        _levels.Pop();
        _json.Append(bracket);
    }

    private void AddScalar(Scalar scalar)
    {
        var isKey = Separate(scalar);
        var isPlain = scalar.Style == ScalarStyle.Plain && !isKey;
        _json.Append(isPlain && IsJsonLiteral(scalar.Value, out var literal) ? literal : $"\"{JsonEncodedText.Encode(scalar.Value)}\"");
    }

    /// <summary>Writes what stands before a value, and new lines until it is on the line it had.</summary>
    /// <returns>True where the value is a mapping's key.</returns>
    private bool Separate(ParsingEvent yaml)
    {
        var isKey = false;
        if (_levels.TryPeek(out var level))
        {
            isKey = level.IsMapping && level.Count % 2 == 0;
            _json.Append(level.Count == 0 ? "" : level.IsMapping && !isKey ? ":" : ",");
            level.Count++;
        }

        for (; _line < yaml.Start.Line; _line++)
            _json.Append('\n');

        return isKey;
    }

    private static bool IsJsonLiteral(string plain, out string literal)
    {
        literal = plain switch
        {
            "" or "~" or "null" or "Null" or "NULL" => "null",
            "true" or "True" or "TRUE" => "true",
            "false" or "False" or "FALSE" => "false",
            _ when long.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number.ToString(CultureInfo.InvariantCulture),
            _ when IsJsonNumber(plain) => plain,
            _ => "",
        };
        return literal.Length > 0;
    }

    private static bool IsJsonNumber(string plain)
    {
        if (!char.IsAsciiDigit(plain[0]) && plain[0] != '-')
            return false;

        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(plain));
            return reader.Read() && reader.TokenType == JsonTokenType.Number && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private sealed class Level
    {
        public required bool IsMapping { get; init; }

        /// <summary>Keys and values so far.</summary>
        public int Count { get; set; }
    }
}
