using System.Text.Json;
using System.Text.Json.Nodes;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>What Kibana fills in where a rule says nothing, and the forms it brings members into.</summary>
internal static class RuleDefaults
{
    private static readonly string[] EmptyLists =
    [
        "actions", "author", "exceptions_list", "false_positives", "references", "related_integrations", "required_fields",
        "risk_score_mapping", "severity_mapping", "tags", "threat",
    ];

    /// <summary>Completes a rule; an answer holds all of it. <c>response_actions</c> stays absent where it was.</summary>
    public static JsonObject Complete(JsonObject sent, Func<string> newRuleId)
    {
        var rule = sent.DeepClone().AsObject();
        var type = rule["type"]!.GetValue<string>();
        Add(rule, "rule_id", () => JsonValue.Create(newRuleId()));
        Add(rule, "enabled", () => JsonValue.Create(false));
        Add(rule, "interval", () => JsonValue.Create("5m"));
        Add(rule, "from", () => JsonValue.Create("now-6m"));
        Add(rule, "to", () => JsonValue.Create("now"));
        Add(rule, "max_signals", () => JsonValue.Create(100));
        Add(rule, "version", () => JsonValue.Create(1));
        Add(rule, "setup", () => JsonValue.Create(""));
        Add(rule, "output_index", () => JsonValue.Create(""));
        foreach (var name in EmptyLists)
            Add(rule, name, () => new JsonArray());
        if (type == "query")
            Add(rule, "query", () => JsonValue.Create(""));
        if (type is "query" or "saved_query" or "threshold" or "threat_match" or "new_terms")
            Add(rule, "language", () => JsonValue.Create("kuery"));
        if (type == "threat_match")
            Add(rule, "threat_indicator_path", () => JsonValue.Create("threat.indicator"));
        if (rule["threshold"] is JsonObject threshold)
            AsList(threshold, "field");
        AsList(rule, "machine_learning_job_id");
        var isImmutable = rule["immutable"]?.GetValueKind() == System.Text.Json.JsonValueKind.True;
        rule["immutable"] = isImmutable;
        rule["rule_source"] = isImmutable ? new JsonObject { ["type"] = "external", ["is_customized"] = false } : new JsonObject { ["type"] = "internal" };
        return rule;
    }

    private static void Add(JsonObject rule, string name, Func<JsonNode> make)
    {
        if (!rule.ContainsKey(name))
            rule[name] = make();
    }

    private static void AsList(JsonObject rule, string name)
    {
        if (rule[name] is { } value && value.GetValueKind() == JsonValueKind.String)
            rule[name] = new JsonArray(value.DeepClone());
    }
}
