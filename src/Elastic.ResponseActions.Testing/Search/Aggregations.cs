using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.Alerts;

namespace Elastic.ResponseActions.Testing.Search;

/// <summary>The aggregations that clients of the alerts index use: <c>terms</c>, also one in the other, <c>cardinality</c> and <c>value_count</c>.</summary>
internal static class Aggregations
{
    private const int UsualBuckets = 10, MaxDepth = 8;

    /// <exception cref="SearchException">One of them is not known here.</exception>
    public static void Check(JsonElement asked, int depth = 0)
    {
        if (asked.ValueKind != JsonValueKind.Object || depth > MaxDepth)
            throw new SearchException("aggregations are malformed, or nested too deeply");
        foreach (var aggregation in asked.EnumerateObject())
        {
            var (kind, body) = Kind(aggregation.Value);
            if (kind is not ("terms" or "cardinality" or "value_count") || body.ValueKind != JsonValueKind.Object || Field(body) is null)
                throw new SearchException($"Unknown aggregation type [{kind}], or one without a field; FakeKibana knows terms, cardinality and value_count");
            if (Inner(aggregation.Value) is { } inner)
                Check(inner, depth + 1);
        }
    }

    public static JsonObject Run(JsonElement asked, IReadOnlyList<StoredAlert> alerts)
    {
        var answer = new JsonObject();
        foreach (var aggregation in asked.EnumerateObject())
        {
            var (kind, body) = Kind(aggregation.Value);
            var field = Field(body)!;
            answer[aggregation.Name] = kind switch
            {
                "terms" => Terms(alerts, field, body, Inner(aggregation.Value)),
                "cardinality" => new JsonObject { ["value"] = JsonValue.Create(alerts.SelectMany(alert => FieldValues.Of(alert, field)).Distinct().Count()) },
                _ => new JsonObject { ["value"] = JsonValue.Create(alerts.Sum(alert => FieldValues.Of(alert, field).Count)) },
            };
        }
        return answer;
    }

    private static JsonObject Terms(IReadOnlyList<StoredAlert> alerts, string field, JsonElement body, JsonElement? inner)
    {
        var size = body.TryGetProperty("size", out var given) && given.ValueKind == JsonValueKind.Number && given.TryGetInt32(out var number) && number > 0 ? number : UsualBuckets;
        var groups = alerts.SelectMany(alert => FieldValues.Of(alert, field).Distinct().Select(value => (Value: value, Alert: alert)))
            .GroupBy(pair => pair.Value, pair => pair.Alert)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).ToArray();
        return new JsonObject
        {
            ["doc_count_error_upper_bound"] = JsonValue.Create(0),
            ["sum_other_doc_count"] = JsonValue.Create(groups.Skip(size).Sum(group => group.Count())),
            ["buckets"] = new JsonArray([.. groups.Take(size).Select(group => (JsonNode)Bucket(group.Key, [.. group], inner))]),
        };
    }

    private static JsonObject Bucket(string key, IReadOnlyList<StoredAlert> alerts, JsonElement? inner)
    {
        var bucket = new JsonObject { ["key"] = JsonValue.Create(key), ["doc_count"] = JsonValue.Create(alerts.Count) };
        if (inner is { } asked)
        {
            foreach (var (name, value) in Run(asked, alerts))
                bucket[name] = value?.DeepClone();
        }
        return bucket;
    }

    private static (string Kind, JsonElement Body) Kind(JsonElement aggregation)
    {
        if (aggregation.ValueKind != JsonValueKind.Object)
            return ("", default);
        var found = aggregation.EnumerateObject().FirstOrDefault(member => member.Name is not ("aggs" or "aggregations" or "meta"));
        return (found.Value.ValueKind == JsonValueKind.Undefined ? "" : found.Name, found.Value);
    }

    private static JsonElement? Inner(JsonElement aggregation) =>
        aggregation.TryGetProperty("aggs", out var inner) || aggregation.TryGetProperty("aggregations", out inner) ? inner : null;

    private static string? Field(JsonElement body) => body.TryGetProperty("field", out var field) && field.ValueKind == JsonValueKind.String ? field.GetString() : null;
}
