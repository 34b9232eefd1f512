using System.IO.Enumeration;
using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.Alerts;

namespace Elastic.ResponseActions.Testing.Search;

/// <summary>What a hit shows: <c>_source</c> whole, in part or not at all, and <c>fields</c> as lists of values.</summary>
internal sealed class SourceFilter
{
    private readonly bool _isWhole;
    private readonly IReadOnlyList<string> _includes;
    private readonly IReadOnlyList<string> _fields;

    public SourceFilter(JsonElement body)
    {
        _fields = body.TryGetProperty("fields", out var fields) ? Names(fields) : [];
        (_isWhole, _includes) = body.TryGetProperty("_source", out var source) ? source.ValueKind switch
        {
            JsonValueKind.True => (true, []),
            JsonValueKind.False => (false, []),
            JsonValueKind.Object => (!source.TryGetProperty("includes", out var includes), Names(includes)),
            _ => (false, Names(source)),
        } : (true, []);
    }

    public void Fill(JsonObject hit, StoredAlert alert)
    {
        var document = JsonNode.Parse(alert.ToUtf8())!.AsObject();
        if (_isWhole)
            hit["_source"] = document;
        else if (_includes.Count > 0)
            hit["_source"] = Keep(document, "");
        if (_fields.Count == 0)
            return;
        var shown = new JsonObject();
        foreach (var field in _fields.Where(field => FieldValues.Of(alert, field).Count > 0))
            shown[field] = new JsonArray([.. FieldValues.Of(alert, field).Select(text => (JsonNode)JsonValue.Create(text))]);
        hit["fields"] = shown;
    }

    private JsonObject Keep(JsonObject from, string path)
    {
        var kept = new JsonObject();
        foreach (var (name, value) in from)
        {
            var full = path + name;
            if (_includes.Any(include => full == include || full.StartsWith(include + ".", StringComparison.Ordinal) || FileSystemName.MatchesSimpleExpression(include, full, ignoreCase: false)))
                kept[name] = value?.DeepClone();
            else if (value is JsonObject inner && Keep(inner, full + ".") is { Count: > 0 } part)
                kept[name] = part;
        }
        return kept;
    }

    private static IReadOnlyList<string> Names(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => [.. value.EnumerateArray().Select(Name).OfType<string>()],
        _ => [],
    };

    private static string? Name(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.String => item.GetString(),
        JsonValueKind.Object when item.TryGetProperty("field", out var field) && field.ValueKind == JsonValueKind.String => field.GetString(),
        _ => null,
    };
}
