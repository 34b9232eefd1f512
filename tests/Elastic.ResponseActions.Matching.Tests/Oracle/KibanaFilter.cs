using System.Text.Json;

namespace Elastic.ResponseActions.Matching.Tests.Oracle;

/// <summary>Kibana's envelope around Query DSL, read off its JSON.</summary>
internal static class KibanaFilter
{
    public static Verdict Of(JsonElement filter, OracleFields fields)
    {
        if (filter.ValueKind == JsonValueKind.Null || IsSet(filter, "disabled"))
        {
            return _ => true;
        }

        var query = Query(filter, fields);
        return IsSet(filter, "negate") ? scope => !query(scope) : query;
    }

    private static Verdict Query(JsonElement filter, OracleFields fields)
    {
        if (Meta(filter, "type") is { ValueKind: JsonValueKind.String } type && type.GetString() == "combined")
        {
            var parts = Meta(filter, "params")!.Value.EnumerateArray().Select(part => Of(part, fields)).ToList();
            return Meta(filter, "relation")!.Value.GetString() == "AND"
                ? scope => Three.All(parts.Select(part => part(scope)))
                : scope => Three.Any(parts.Select(part => part(scope)));
        }

        // Of old the query's name stood beside `meta`.
        var query = filter.TryGetProperty("query", out var inner) && inner.ValueKind != JsonValueKind.Null
            ? inner
            : JsonElement.Parse($"{{{string.Join(',', filter.EnumerateObject().Where(member => member.Name is not ("meta" or "$state" or "query")).Select(member => $"{JsonSerializer.Serialize(member.Name)}:{member.Value.GetRawText()}"))}}}");
        return new DslQuery(fields).Of(query);
    }

    private static bool IsSet(JsonElement filter, string name) => Meta(filter, name) is { ValueKind: JsonValueKind.True };

    private static JsonElement? Meta(JsonElement filter, string name) =>
        filter.TryGetProperty("meta", out var meta) && meta.ValueKind == JsonValueKind.Object && meta.TryGetProperty(name, out var value) ? value : null;
}
