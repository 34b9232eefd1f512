using System.Text.Json;
using System.Text.Json.Nodes;

namespace Elastic.ResponseActions.Testing.Tests.OpenApi;

/// <summary>Checks a JSON value against the part of JSON Schema that the API description uses.</summary>
internal sealed class SchemaValidator(JsonObject document)
{
    /// <summary>The first thing wrong, with its path; null where the value fits.</summary>
    public string? Check(JsonNode? schema, JsonElement value, string path = "$")
    {
        if (schema is not JsonObject rules)
            return null;
        if (rules["$ref"] is { } reference)
            return Check(Resolve(reference.GetValue<string>()), value, path);
        return CheckType(rules, value, path)
            ?? CheckEnum(rules, value, path)
            ?? CheckBounds(rules, value, path)
            ?? CheckMembers(rules, value, path)
            ?? CheckItems(rules, value, path)
            ?? CheckCombined(rules, value, path);
    }

    private JsonNode? Resolve(string reference)
    {
        JsonNode? node = document;
        foreach (var segment in reference.TrimStart('#', '/').Split('/'))
            node = node?[segment];
        return node ?? throw new InvalidOperationException($"{reference} leads nowhere");
    }

    private static string? CheckType(JsonObject rules, JsonElement value, string path)
    {
        if (rules["type"] is not JsonValue named || (value.ValueKind == JsonValueKind.Null && rules["nullable"]?.GetValue<bool>() == true))
            return null;
        var type = named.GetValue<string>();
        var fits = type switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "integer" => value.ValueKind == JsonValueKind.Number && double.IsInteger(value.GetDouble()),
            "number" => value.ValueKind == JsonValueKind.Number,
            _ => true,
        };
        return fits ? null : $"{path}: expected {type}, found {value.ValueKind}";
    }

    private static string? CheckEnum(JsonObject rules, JsonElement value, string path) =>
        rules["enum"] is JsonArray allowed && value.ValueKind == JsonValueKind.String && !allowed.Any(item => item?.ToString() == value.GetString())
            ? $"{path}: '{value.GetString()}' is none of {allowed.ToJsonString()}"
            : null;

    private static string? CheckBounds(JsonObject rules, JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Number && rules["minimum"]?.GetValue<double>() > value.GetDouble())
            return $"{path}: {value} is below the minimum";
        if (value.ValueKind == JsonValueKind.Number && rules["maximum"]?.GetValue<double>() < value.GetDouble())
            return $"{path}: {value} is above the maximum";
        return value.ValueKind == JsonValueKind.String && rules["minLength"]?.GetValue<double>() > value.GetString()!.Length ? $"{path}: the text is too short" : null;
    }

    private string? CheckMembers(JsonObject rules, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return null;
        if ((rules["required"] as JsonArray)?.Select(name => name!.GetValue<string>()).FirstOrDefault(name => !value.TryGetProperty(name, out _)) is { } missing)
            return $"{path}: `{missing}` is missing";
        var known = rules["properties"] as JsonObject;
        foreach (var member in value.EnumerateObject())
        {
            var schema = known?[member.Name];
            if (schema is null && rules["additionalProperties"] is JsonValue flag && flag.GetValueKind() == JsonValueKind.False)
                return $"{path}: `{member.Name}` is not described";
            if (Check(schema ?? rules["additionalProperties"] as JsonObject, member.Value, $"{path}.{member.Name}") is { } error)
                return error;
        }
        return null;
    }

    private string? CheckItems(JsonObject rules, JsonElement value, string path) => value.ValueKind != JsonValueKind.Array || rules["items"] is null
        ? null
        : value.EnumerateArray().Select((item, i) => Check(rules["items"], item, $"{path}[{i}]")).FirstOrDefault(error => error is not null);

    private string? CheckCombined(JsonObject rules, JsonElement value, string path)
    {
        if ((rules["allOf"] as JsonArray)?.Select(part => Check(part, value, path)).FirstOrDefault(error => error is not null) is { } broken)
            return broken;
        foreach (var name in (string[])["oneOf", "anyOf"])
        {
            if (rules[name] is not JsonArray kinds)
                continue;
            string?[] errors = [.. kinds.Select(kind => Check(kind, value, path))];
            if (Array.TrueForAll(errors, error => error is not null))
                return $"{path}: fits none of {name}: {string.Join(" | ", errors)}";
        }
        return null;
    }
}
