using System.Text.Json;
using Elastic.ResponseActions.Testing.Texts;

namespace Elastic.ResponseActions.Testing.Schemas;

/// <summary>
/// Reads the members of one JSON object in the order a schema names them. Keeps the first error, as Kibana reports only one;
/// keys that nobody asked for are an error of their own, found last.
/// </summary>
internal sealed class ObjectReader
{
    private const int LongestItem = 256;

    private readonly JsonElement _object;
    private readonly string _path;
    private readonly HashSet<string> _known = [];

    public ObjectReader(JsonElement? value, string path)
    {
        _path = path;
        if (value is { ValueKind: JsonValueKind.Object } found)
            _object = found;
        else
            Error = SchemaTexts.At(path, SchemaTexts.NotAnObject(value));
    }

    public string? Error { get; private set; }

    /// <summary>Whether texts and lists have upper bounds, as only in the newest releases.</summary>
    public bool HasUpperBounds { get; init; }

    public JsonElement? Any(string name)
    {
        _known.Add(name);
        return Error is null && _object.TryGetProperty(name, out var value) ? value : null;
    }

    public string? Text(string name, int most = int.MaxValue)
    {
        if (Any(name) is not { } value)
            return null;
        if (value.ValueKind != JsonValueKind.String)
            Refuse(name, SchemaTexts.WrongType("string", value));
        else if (HasUpperBounds && value.GetString()!.Length > most)
            Refuse(name, SchemaTexts.TooLong(value.GetString()!.Length, most));
        return Error is null ? value.GetString() : null;
    }

    public string? OneOf(string name, IReadOnlyList<string> literals)
    {
        if (Any(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String && literals.Contains(value.GetString()))
            return value.GetString();
        Error ??= SchemaTexts.NoneOf($"{_path}.{name}", literals);
        return null;
    }

    /// <summary>A list of at least one text, none of them blank.</summary>
    public IReadOnlyList<string>? Texts(string name, bool required, int most = int.MaxValue)
    {
        var value = Any(name);
        if (value is null && !required)
            return null;
        if (value is not { ValueKind: JsonValueKind.Array } array)
        {
            Refuse(name, SchemaTexts.WrongType("array", value));
            return null;
        }
        List<string> texts = [];
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String)
                Refuse($"{name}.{texts.Count}", SchemaTexts.WrongType("string", item));
            else if (item.GetString() is { Length: 0 })
                Refuse($"{name}.{texts.Count}", SchemaTexts.TooShort(0, 1));
            else if (HasUpperBounds && item.GetString()!.Length > LongestItem)
                Refuse($"{name}.{texts.Count}", SchemaTexts.TooLong(item.GetString()!.Length, LongestItem));
            if (Error is not null)
                return null;
            texts.Add(item.GetString()!);
        }
        if (texts.Count == 0)
            Refuse(name, SchemaTexts.TooFew(0, 1));
        else if (HasUpperBounds && texts.Count > most)
            Refuse(name, SchemaTexts.TooMany(texts.Count, most));
        else if (texts.Any(string.IsNullOrWhiteSpace))
            Refuse(name, $"{name} cannot contain empty strings");
        return texts;
    }

    /// <summary>Refuses keys that nobody asked for. Call it last.</summary>
    public void RefuseUnknownKeys()
    {
        if (Error is not null)
            return;
        foreach (var member in _object.EnumerateObject())
        {
            if (!_known.Contains(member.Name))
                Refuse(member.Name, SchemaTexts.UnknownKey);
        }
    }

    /// <summary>An error of the object as a whole.</summary>
    public void Refuse(string problem) => Error ??= SchemaTexts.At(_path, problem);

    /// <summary>An error with a path of its own.</summary>
    public void RefuseAs(string? error) => Error ??= error;

    private void Refuse(string name, string problem) => Error ??= SchemaTexts.At($"{_path}.{name}", problem);
}
