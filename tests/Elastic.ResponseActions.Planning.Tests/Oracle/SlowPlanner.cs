using System.Globalization;
using System.Text.Json.Nodes;

namespace Elastic.ResponseActions.Planning.Tests.Oracle;

/// <summary>
/// The automated response algorithm once more, slowly: documents are turned into nested objects first, as Kibana does, and every group is
/// found by walking all alerts. Isolate, kill and suspend; one line an action, for comparison as a set.
/// </summary>
internal static class SlowPlanner
{
    public static List<string> Plan(IReadOnlyList<RuleResponseAction> actions, IReadOnlyList<(string Id, string Json)> documents, PlanningFacts facts)
    {
        var lines = new List<string>();
        var alerts = documents.Select(document => (document.Id, Fields: Nest(document.Json))).ToList();
        alerts = alerts.Where(alert => Text(alert.Fields, "agent.id") is not (null or "")).ToList();
        foreach (var action in actions)
        {
            var kept = alerts.Where(alert => Text(alert.Fields, "agent.type") == "endpoint").ToList();
            if (kept.Count == 0 || Get(kept[0].Fields, "kibana.space_ids") is not JsonArray { Count: > 0 })
            {
                continue;
            }

            var requests = new List<(string Agent, string Ids, string Name, string Value, string? Error)>();
            foreach (var agent in kept.Select(alert => Text(alert.Fields, "agent.id")!).Distinct())
            {
                var own = kept.Where(alert => Text(alert.Fields, "agent.id") == agent).ToList();
                if (action is IsolateAction)
                {
                    requests.Add((agent, Ids(own), "", "", null));
                }
                else if (action is ProcessResponseAction { Selector: { } selector })
                {
                    var field = selector.Overwrite ? "process.pid" : selector.Field;
                    var name = !selector.Overwrite && field.Contains("entity_id", StringComparison.Ordinal) ? "entity_id" : "pid";
                    var found = own.Where(alert => Truthy(Get(alert.Fields, field))).ToList();
                    foreach (var key in found.Select(alert => Key(Get(alert.Fields, field))).Distinct())
                    {
                        var same = found.Where(alert => Key(Get(alert.Fields, field)) == key).ToList();
                        requests.Add((agent, Ids(same), name, Get(same[^1].Fields, field)!.ToJsonString(), null));
                    }

                    var missing = own.Where(alert => !Truthy(Get(alert.Fields, field))).ToList();
                    if (missing.Count > 0)
                    {
                        requests.Add((agent, Ids(missing), "", "", "The action was called with a non-existing event field name: " + field));
                    }
                }
            }

            foreach (var (agent, ids, name, value, fieldError) in requests)
            {
                var isKnown = facts.Endpoints is null || facts.Endpoints.Keys.Any(id => id.Value == agent);
                var error = fieldError;
                if (!isKnown)
                {
                    error = "The host does not have Elastic Defend integration installed";
                }

                if (facts.License is { } licence && licence.Name is not ("enterprise" or "trial"))
                {
                    error = "At least Enterprise license is required to use Response Actions.";
                }

                lines.Add($"{((EndpointResponseAction)action).Command} {agent} to:{(isKnown ? agent : "")} {name}={value} <{ids}> [{error}]");
            }
        }

        return lines;
    }

    public static string Line(PlannedAction action) =>
        $"{action.Command} {action.Target} to:{string.Join(',', action.AgentIds)} {action.ParameterName}={action.ParameterValue?.GetRawText()} <{string.Join(',', action.AlertIds)}> [{action.Error}]";

    private static string Ids(IEnumerable<(string Id, JsonObject Fields)> alerts) => string.Join(',', alerts.Select(alert => alert.Id));

    private static JsonObject Nest(string json)
    {
        var nested = new JsonObject();
        foreach (var (name, value) in JsonNode.Parse(json)!.AsObject())
        {
            var place = nested;
            var parts = name.Split('.');
            foreach (var part in parts[..^1])
            {
                place[part] ??= new JsonObject();
                place = place[part]!.AsObject();
            }

            if (place[parts[^1]] is JsonObject there && value is JsonObject more)
            {
                foreach (var (key, one) in more)
                {
                    there[key] = one?.DeepClone();
                }
            }
            else
            {
                place[parts[^1]] = value?.DeepClone();
            }
        }

        return nested;
    }

    private static JsonNode? Get(JsonObject fields, string path)
    {
        JsonNode? place = fields;
        foreach (var part in path.Split('.'))
        {
            place = place is JsonObject inside ? inside[part] : null;
        }

        return place;
    }

    private static string? Text(JsonObject fields, string path) =>
        Get(fields, path) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static bool Truthy(JsonNode? node) => node?.ToJsonString() is not (null or "null" or "false" or "\"\"" or "0" or "0.0" or "-0");

    private static string Key(JsonNode? node) => node switch
    {
        JsonArray list => string.Join(',', list.Select(Key)),
        JsonObject => "[object Object]",
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag ? "true" : "false",
        JsonValue value => value.GetValue<double>().ToString("0.#####", CultureInfo.InvariantCulture),
        _ => "",
    };
}
