using System.Text.Json;
using Elastic.ResponseActions.Actions;
using Elastic.ResponseActions.Json;

namespace Elastic.ResponseActions.Rules;

/// <summary>Reads a rule from JSON: the right kind of rule for its <c>type</c>.</summary>
internal static class RuleReader
{
    public static DetectionRule Read(ReadOnlySpan<byte> utf8Json)
    {
        if (!JsonDocuments.TryRead(utf8Json.ToArray(), allowDuplicates: false, out var json, out var error))
        {
            throw new JsonException($"Rule: {error}");
        }

        var rule = new JsonMembers(json, Place(json));
        return rule.RequiredText("type") switch
        {
            "query" => new QueryRule(rule),
            "saved_query" => new SavedQueryRule(rule),
            "eql" => new EqlRule(rule),
            "esql" => new EsqlRule(rule),
            "threshold" => new ThresholdRule(rule),
            "threat_match" => new ThreatMatchRule(rule),
            "machine_learning" => new MachineLearningRule(rule),
            "new_terms" => new NewTermsRule(rule),
            _ => new UnknownRule(rule),
        };
    }

    public static IReadOnlyList<RuleResponseAction> ReadResponseActions(JsonMembers rule, string ruleId, string name) =>
        ValueList<RuleResponseAction>.Of(rule.Elements("response_actions")
            .Select((action, index) => ResponseActionReader.Read(action, $"Rule '{name}' ({ruleId}), response action {index}")));

    private static string Place(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return "Rule";
        }

        var name = Text(json, "name") ?? Text(json, "rule_id") ?? Text(json, "id");
        return name is null ? "Rule" : $"Rule '{name}'";
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
