using System.Text.Json;

namespace Elastic.ResponseActions.Testing.Tests.Rules;

/// <summary>Rules over plain HTTP.</summary>
internal static class RuleBench
{
    public const string Rules = "/api/detection_engine/rules";
    public const string Isolate = """{"action_type_id":".endpoint","params":{"command":"isolate"}}""";

    public static string Kill(string config = """{"overwrite":true,"field":""}""") => $$"""{"action_type_id":".endpoint","params":{"command":"kill-process","config":{{config}} } }""";

    public static string Rule(string ruleId, string type = "query", string more = "", params string[] actions) =>
        $$"""{"type":"{{type}}","rule_id":"{{ruleId}}","name":"Rule {{ruleId}}","description":"d","risk_score":21,"severity":"low"{{Required(type)}}{{more}}{{(actions.Length == 0 ? "" : $",\"response_actions\":[{string.Join(',', actions)}]")}} }""";

    public static async Task<JsonElement> CreateAsync(this Bench bench, string rule, string space = "")
    {
        var reply = await bench.PostAsync(space + Rules, rule);
        Assert.True(reply.Status == 200, reply.Body.GetRawText());
        return reply.Body;
    }

    private static string Required(string type) => type switch
    {
        "saved_query" => ""","saved_id":"s","query":"process.name: evil" """,
        "eql" => ""","language":"eql","query":"process where process.name == \"evil\"" """,
        "esql" => ""","language":"esql","query":"from logs-* | keep agent.id" """,
        "threshold" => ""","query":"*:*","threshold":{"field":["agent.id","agent.type"],"value":1}""",
        "threat_match" => ""","query":"*:*","threat_query":"*:*","threat_mapping":[{"entries":[{"field":"process.name","type":"mapping","value":"threat.indicator.name"}]}],"threat_index":["ti"]""",
        "machine_learning" => ""","anomaly_threshold":50,"machine_learning_job_id":"job" """,
        "new_terms" => ""","query":"*:*","new_terms_fields":["event.id"],"history_window_start":"now-7d" """,
        _ => ""","query":"process.name: evil" """,
    };
}
