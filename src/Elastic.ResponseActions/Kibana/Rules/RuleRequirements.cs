using System.Text.Json;

namespace Elastic.ResponseActions.Kibana.Rules;

/// <summary>The members that Kibana wants of a rule, by its type, checked before the call so that all are named at once.</summary>
internal static class RuleRequirements
{
    private static readonly string[] OfAll = ["description", "risk_score", "severity"];

    private static readonly Dictionary<string, string[]> OfType = new()
    {
        ["query"] = [],
        ["saved_query"] = ["saved_id"],
        ["eql"] = ["query", "language"],
        ["esql"] = ["query", "language"],
        ["threshold"] = ["query", "threshold"],
        ["threat_match"] = ["query", "threat_query", "threat_mapping", "threat_index"],
        ["machine_learning"] = ["machine_learning_job_id", "anomaly_threshold"],
        ["new_terms"] = ["query", "new_terms_fields", "history_window_start"],
    };

    public static IEnumerable<RuleProblem> Check(DetectionRule rule, JsonElement json)
    {
        // A type that this library does not know is the server's to judge.
        var needed = OfType.TryGetValue(rule.Type.Name, out var own) ? OfAll.Concat(own) : [];
        foreach (var member in needed.Where(member => json.Member(member) is null))
            yield return Problem(rule, member, $"the member is missing; Kibana wants it of a rule of type `{rule.Type}`.");

        if (rule.RiskScore is { } score && score is not (>= 0 and <= 100))
            yield return Problem(rule, "risk_score", "it has to be 0 to 100.");
        if (rule.Type.Name is "eql" or "esql" && rule.Language is { } language && language.Name != rule.Type.Name)
            yield return Problem(rule, "language", $"found `{language.Name}`; a rule of type `{rule.Type}` is written in `{rule.Type}`.");
    }

    public static RuleProblem Problem(DetectionRule rule, string member, string message, int? actionIndex = null) =>
        new() { RuleId = rule.RuleId, RuleName = rule.Name, Member = member, Message = message, ActionIndex = actionIndex };
}
