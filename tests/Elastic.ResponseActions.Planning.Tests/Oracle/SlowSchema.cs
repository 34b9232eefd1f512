using System.Text.Json;
using System.Text.RegularExpressions;

namespace Elastic.ResponseActions.Planning.Tests.Oracle;

/// <summary>The part of JSON Schema that the policy's schema uses. A keyword that it does not know fails, so that none is skipped.</summary>
internal static class SlowSchema
{
    public static JsonElement Resolve(JsonElement root, JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference) ? root.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]) : schema;

    public static bool Takes(JsonElement root, JsonElement schema, JsonElement value)
    {
        schema = Resolve(root, schema);
        return schema.EnumerateObject().All(keyword => keyword.Name switch
        {
            "$schema" or "title" or "description" or "$defs" => true,
            "type" => IsOfType(keyword.Value.GetString()!, value),
            "const" => JsonElement.DeepEquals(keyword.Value, value),
            "enum" => keyword.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)),
            "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!),
            "minLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= keyword.Value.GetInt32(),
            "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= keyword.Value.GetDouble(),
            "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() <= keyword.Value.GetDouble(),
            "items" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().All(item => Takes(root, keyword.Value, item)),
            "required" => value.ValueKind != JsonValueKind.Object || keyword.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
            "minProperties" => value.ValueKind != JsonValueKind.Object || value.GetPropertyCount() >= keyword.Value.GetInt32(),
            "additionalProperties" => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().All(member => schema.GetProperty("properties").TryGetProperty(member.Name, out _)),
            "properties" => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().All(member => !keyword.Value.TryGetProperty(member.Name, out var below) || Takes(root, below, member.Value)),
            _ => throw new NotSupportedException($"the keyword `{keyword.Name}` is not known here"),
        });
    }

    private static bool IsOfType(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => throw new NotSupportedException(type),
    };
}
