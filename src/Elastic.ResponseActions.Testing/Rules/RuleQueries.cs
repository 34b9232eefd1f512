using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Testing.Schemas;
using Elastic.ResponseActions.Testing.Wire;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>KQL over rules, which Kibana asks of its saved objects: <c>alert.attributes.name</c>, <c>.tags</c>, <c>.enabled</c>, <c>.params.*</c>.</summary>
internal static class RuleQueries
{
    private static readonly FieldTypeTable Types = FieldTypeTable.BuiltIn.With(
    [
        new("alert.attributes.name", FieldType.Text),
        new("alert.attributes.enabled", FieldType.Boolean),
        new("alert.attributes.params.riskScore", FieldType.Long),
        new("alert.attributes.params.immutable", FieldType.Boolean),
    ]);

    /// <summary>Null where the text is no KQL.</summary>
    public static Func<StoredRule, bool>? Compile(string? kuery) =>
        KueryFilter.Compile(kuery, Types) is { } filter ? rule => filter.Matches(() => Document(rule)) : null;

    private static byte[] Document(StoredRule rule)
    {
        var document = new JsonObject
        {
            ["alert"] = new JsonObject
            {
                ["id"] = Copy(rule, "id"),
                ["attributes"] = new JsonObject
                {
                    ["name"] = Copy(rule, "name"),
                    ["tags"] = Copy(rule, "tags"),
                    ["enabled"] = Copy(rule, "enabled"),
                    ["createdBy"] = Copy(rule, "created_by"),
                    ["params"] = new JsonObject
                    {
                        ["ruleId"] = Copy(rule, "rule_id"),
                        ["type"] = Copy(rule, "type"),
                        ["severity"] = Copy(rule, "severity"),
                        ["riskScore"] = Copy(rule, "risk_score"),
                        ["immutable"] = Copy(rule, "immutable"),
                        ["query"] = Copy(rule, "query"),
                    },
                },
            },
        };
        return JsonSerializer.SerializeToUtf8Bytes(document, TreeJson.Relaxed.JsonObject);
    }

    private static JsonNode? Copy(StoredRule rule, string name) => rule.Members[name]?.DeepClone();
}
