using System.Text.Json;
using System.Text.Json.Nodes;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>The changes of a bulk <c>edit</c>, one after the other on a copy of the rule.</summary>
internal static class BulkEdits
{
    public static JsonObject Apply(StoredRule rule, JsonElement edits)
    {
        var members = rule.Copy();
        foreach (var edit in edits.EnumerateArray())
            Apply(members, edit.GetProperty("type").GetString()!, edit.GetProperty("value"));
        return members;
    }

    private static void Apply(JsonObject members, string type, JsonElement value)
    {
        switch (type)
        {
            case "add_tags" or "delete_tags" or "set_tags":
                Change(members, "tags", type, value);
                break;
            case "add_index_patterns" or "delete_index_patterns" or "set_index_patterns":
                Change(members, "index", type, value);
                break;
            case "set_schedule":
                Copy(members, value, "interval", "interval");
                if (value.TryGetProperty("lookback", out var lookback) && lookback.ValueKind == JsonValueKind.String)
                    members["from"] = JsonValue.Create($"now-{lookback.GetString()}");
                break;
            case "set_timeline":
                Copy(members, value, "timeline_id", "timeline_id");
                Copy(members, value, "timeline_title", "timeline_title");
                break;
            case "set_rule_actions" or "add_rule_actions":
                var added = value.TryGetProperty("actions", out var actions) && actions.ValueKind == JsonValueKind.Array ? JsonNode.Parse(actions.GetRawText())!.AsArray() : [];
                var kept = type == "add_rule_actions" ? members["actions"]?.AsArray().Select(action => action?.DeepClone()) ?? [] : [];
                members["actions"] = new JsonArray([.. kept, .. added.Select(action => action?.DeepClone())]);
                break;
        }
    }

    private static void Change(JsonObject members, string name, string type, JsonElement value)
    {
        string[] now = [.. (members[name] as JsonArray ?? []).Select(item => item!.GetValue<string>())];
        string[] given = [.. value.EnumerateArray().Select(item => item.GetString()!)];
        var changed = type[..3] switch
        {
            "add" => now.Union(given),
            "del" => now.Except(given),
            _ => given.Distinct(),
        };
        members[name] = new JsonArray([.. changed.Select(text => (JsonNode)JsonValue.Create(text))]);
    }

    private static void Copy(JsonObject members, JsonElement value, string from, string to)
    {
        if (value.TryGetProperty(from, out var found))
            members[to] = JsonNode.Parse(found.GetRawText());
    }
}
