using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>Some rules and what they refer to, as lines of JSON: rules, exception lists and their items, connectors, and a summary that ends them.</summary>
internal sealed class ExportLines(FakeWorld world, string spaceId, IReadOnlyList<StoredRule> rules, IReadOnlyList<string> missingRuleIds)
{
    public byte[] Write(bool withSummary)
    {
        var exceptions = world.SavedLines.ExceptionsOf(spaceId, rules);
        var connectors = world.SavedLines.ConnectorsOf(spaceId, rules);
        return WriteLines(
        [
            .. rules.Select(rule => rule.Members),
            .. exceptions.Concat(connectors).Select(line => line.Members),
            .. withSummary ? [Summary(exceptions, connectors)] : Array.Empty<JsonObject>(),
        ]);
    }

    public static byte[] WriteLines(IEnumerable<JsonObject> objects)
    {
        using var lines = new MemoryStream();
        foreach (var line in objects)
        {
            lines.Write(JsonSerializer.SerializeToUtf8Bytes(line, TreeJson.Relaxed.JsonObject));
            lines.WriteByte((byte)'\n');
        }
        return lines.ToArray();
    }

    private JsonObject Summary(IReadOnlyList<SavedLine> exceptions, IReadOnlyList<SavedLine> connectors)
    {
        string[] missingLists = [.. world.SavedLines.MissingListsOf(spaceId, rules)];
        return new()
        {
            ["exported_count"] = rules.Count + exceptions.Count + connectors.Count,
            ["exported_rules_count"] = rules.Count,
            ["missing_rules"] = Missing("rule_id", missingRuleIds),
            ["missing_rules_count"] = missingRuleIds.Count,
            ["exported_exception_list_count"] = exceptions.Count(line => line.Kind == LineKind.ExceptionList),
            ["exported_exception_list_item_count"] = exceptions.Count(line => line.Kind == LineKind.ExceptionItem),
            ["missing_exception_list_item_count"] = 0,
            ["missing_exception_list_items"] = new JsonArray(),
            ["missing_exception_lists"] = Missing("list_id", missingLists),
            ["missing_exception_lists_count"] = missingLists.Length,
            ["exported_action_connector_count"] = connectors.Count,
            ["missing_action_connection_count"] = 0,
            ["missing_action_connections"] = new JsonArray(),
            ["excluded_action_connection_count"] = 0,
            ["excluded_action_connections"] = new JsonArray(),
        };
    }

    private static JsonArray Missing(string name, IReadOnlyList<string> ids) => new([.. ids.Select(id => (JsonNode)new JsonObject { [name] = id })]);
}
