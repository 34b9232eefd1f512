using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.Rules;
using Elastic.ResponseActions.Testing.Wire;

namespace Elastic.ResponseActions.Testing.Alerts;

/// <summary>Writes alerts as the detection engine does: the source's own members as they are, and <c>kibana.*</c> as flat keys beside them.</summary>
internal static class AlertDocument
{
    /// <summary>The alert of a source document. A member of the source that the engine writes itself is overwritten.</summary>
    public static JsonObject Of(AlertSource source, StoredRule rule, string id, string executionId, DateTimeOffset now)
    {
        var alert = JsonObject.Create(source.Document.Clone())!;
        var time = alert["@timestamp"]?.DeepClone();
        alert["@timestamp"] = JsonValue.Create(WireJson.Date(now));
        alert["event.kind"] = JsonValue.Create("signal");
        alert["kibana.alert.uuid"] = JsonValue.Create(id);
        alert["kibana.alert.status"] = JsonValue.Create("active");
        alert["kibana.alert.workflow_status"] = JsonValue.Create("open");
        alert["kibana.alert.workflow_tags"] = new JsonArray();
        alert["kibana.alert.workflow_assignee_ids"] = new JsonArray();
        alert["kibana.alert.depth"] = JsonValue.Create(1);
        alert["kibana.alert.ancestors"] = AlertAncestors.OfEvent(source.Document);
        alert["kibana.alert.severity"] = rule.Members["severity"]?.DeepClone();
        alert["kibana.alert.risk_score"] = rule.Members["risk_score"]?.DeepClone();
        alert["kibana.alert.reason"] = JsonValue.Create($"event created {rule.Members["severity"]} alert {rule.Name}.");
        if (time is not null)
            alert["kibana.alert.original_time"] = time;
        alert["kibana.space_ids"] = new JsonArray(JsonValue.Create(rule.SpaceId));
        alert["kibana.alert.rule.uuid"] = JsonValue.Create(rule.Id);
        alert["kibana.alert.rule.name"] = JsonValue.Create(rule.Name);
        alert["kibana.alert.rule.rule_id"] = JsonValue.Create(rule.RuleId);
        alert["kibana.alert.rule.type"] = JsonValue.Create(rule.Type);
        alert["kibana.alert.rule.rule_type_id"] = JsonValue.Create(TypeId(rule.Type));
        alert["kibana.alert.rule.category"] = JsonValue.Create(Category(rule.Type));
        alert["kibana.alert.rule.producer"] = JsonValue.Create("siem");
        alert["kibana.alert.rule.consumer"] = JsonValue.Create("siem");
        alert["kibana.alert.rule.revision"] = rule.Members["revision"]?.DeepClone();
        alert["kibana.alert.rule.tags"] = rule.Members["tags"]?.DeepClone();
        alert["kibana.alert.rule.execution.uuid"] = JsonValue.Create(executionId);
        alert["kibana.alert.rule.parameters"] = rule.Copy();
        foreach (var (name, value) in source.Engine ?? [])
            alert[name] = value?.DeepClone();
        return alert;
    }

    private static string TypeId(string type) => type switch
    {
        "saved_query" => "siem.savedQueryRule",
        "eql" => "siem.eqlRule",
        "esql" => "siem.esqlRule",
        "threshold" => "siem.thresholdRule",
        "threat_match" => "siem.indicatorRule",
        "machine_learning" => "siem.mlRule",
        "new_terms" => "siem.newTermsRule",
        _ => "siem.queryRule",
    };

    private static string Category(string type) => type switch
    {
        "saved_query" => "Saved Query Rule",
        "eql" => "Event Correlation Rule",
        "esql" => "ES|QL Rule",
        "threshold" => "Threshold Rule",
        "threat_match" => "Indicator Match Rule",
        "machine_learning" => "Machine Learning Rule",
        "new_terms" => "New Terms Rule",
        _ => "Custom Query Rule",
    };
}
