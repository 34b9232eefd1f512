using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.Wire;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>Rules as lines of JSON, and the summary that ends an export.</summary>
internal static class NdjsonLines
{
    public static byte[] Write(IReadOnlyList<StoredRule> rules, IReadOnlyList<string> missingRuleIds, bool withSummary)
    {
        using var lines = new MemoryStream();
        foreach (var rule in rules)
        {
            lines.Write(rule.ToUtf8());
            lines.WriteByte((byte)'\n');
        }
        if (withSummary)
        {
            lines.Write(JsonSerializer.SerializeToUtf8Bytes(Summary(rules.Count, missingRuleIds), WireJson.Relaxed.JsonObject));
            lines.WriteByte((byte)'\n');
        }
        return lines.ToArray();
    }

    /// <summary>The lines that are rules, and what is no JSON as null. Exception lists, connectors and summaries are passed over.</summary>
    public static IEnumerable<JsonElement?> Read(byte[] file)
    {
        foreach (var line in Encoding.UTF8.GetString(file).TrimStart('\uFEFF').Split('\n'))
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (!Schemas.JsonBody.TryParse(Encoding.UTF8.GetBytes(line), out var json) || json.ValueKind != JsonValueKind.Object)
                yield return null;
            else if (!IsSomethingElse(json))
                yield return json;
        }
    }

    private static bool IsSomethingElse(JsonElement json) =>
        json.TryGetProperty("exported_count", out _) || json.TryGetProperty("exported_exception_list_count", out _) || json.TryGetProperty("list_id", out _)
        || (json.TryGetProperty("attributes", out _) && !json.TryGetProperty("rule_id", out _));

    private static JsonObject Summary(int count, IReadOnlyList<string> missing) => new()
    {
        ["exported_count"] = JsonValue.Create(count),
        ["exported_rules_count"] = JsonValue.Create(count),
        ["missing_rules"] = new JsonArray([.. missing.Select(id => (JsonNode)new JsonObject { ["rule_id"] = JsonValue.Create(id) })]),
        ["missing_rules_count"] = JsonValue.Create(missing.Count),
        ["exported_exception_list_count"] = JsonValue.Create(0),
        ["exported_exception_list_item_count"] = JsonValue.Create(0),
        ["missing_exception_list_item_count"] = JsonValue.Create(0),
        ["missing_exception_list_items"] = new JsonArray(),
        ["missing_exception_lists"] = new JsonArray(),
        ["missing_exception_lists_count"] = JsonValue.Create(0),
        ["exported_action_connector_count"] = JsonValue.Create(0),
        ["missing_action_connection_count"] = JsonValue.Create(0),
        ["missing_action_connections"] = new JsonArray(),
        ["excluded_action_connection_count"] = JsonValue.Create(0),
        ["excluded_action_connections"] = new JsonArray(),
    };
}
