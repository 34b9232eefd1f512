using System.Text.Json;

namespace Elastic.ResponseActions.Json;

/// <summary>Reads typed members of one JSON object; a member of the wrong kind is an error that says where. JSON null reads as absent.</summary>
internal readonly struct JsonMembers
{
    private readonly string _place;

    public JsonMembers(JsonElement json, string place)
    {
        _place = place;
        Json = json.ValueKind == JsonValueKind.Object ? json : throw Wrong(place, "it", "an object", json);
    }

    public JsonElement Json { get; }

    public string? Text(string name) => Find(name, JsonValueKind.String, "text")?.GetString();

    public string RequiredText(string name) =>
        Text(name) ?? throw new JsonException($"{_place}: the member `{name}` is missing; expected text.");

    public double? Number(string name) => Find(name, JsonValueKind.Number, "a number")?.GetDouble();

    public JsonElement? Element(string name) =>
        Json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public bool? Flag(string name) => Element(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } other => throw Wrong(_place, $"`{name}`", "true or false", other),
    };

    public JsonMembers? Object(string name) =>
        Element(name) is { } value ? new JsonMembers(value, $"{_place}, `{name}`") : null;

    public IEnumerable<JsonMembers> Objects(string name)
    {
        var place = _place;
        return Elements(name).Select((value, index) => new JsonMembers(value, $"{place}, `{name}` {index}"));
    }

    public IReadOnlyList<JsonElement> Elements(string name) =>
        ValueList<JsonElement>.Of(Find(name, JsonValueKind.Array, "a list")?.EnumerateArray());

    public IReadOnlyList<string> Texts(string name)
    {
        var texts = new List<string>();
        foreach (var value in Elements(name))
        {
            texts.Add(value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(_place, $"`{name}`", "a list of texts", value));
        }

        return ValueList<string>.Of(texts);
    }

    /// <summary>Reads a list that may also be written as one bare text.</summary>
    public IReadOnlyList<string> TextOrTexts(string name) =>
        Element(name) is { ValueKind: JsonValueKind.String } one ? ValueList<string>.Of([one.GetString()!]) : Texts(name);

    private JsonElement? Find(string name, JsonValueKind kind, string expected) =>
        Element(name) is not { } value ? null : value.ValueKind == kind ? value : throw Wrong(_place, $"`{name}`", expected, value);

    private static JsonException Wrong(string place, string what, string expected, JsonElement found) =>
        new($"{place}: {what} must be {expected}, found {JsonKinds.Describe(found)}.");
}
