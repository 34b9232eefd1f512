using System.Text.Json.Nodes;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>What a bulk action did to each rule. One failure makes the whole answer a 500, also where others succeeded.</summary>
internal sealed class BulkOutcome(bool isDryRun, bool isRun)
{
    private readonly List<(StoredRule Rule, RuleError Error, string? Code)> _failed = [];
    private readonly Dictionary<string, List<StoredRule>> _done = new() { ["updated"] = [], ["created"] = [], ["deleted"] = [] };
    private readonly List<StoredRule> _skipped = [];
    private readonly List<string> _missing = [];

    private int Failed => _failed.Count + _missing.Count;

    private int Succeeded => _done.Values.Sum(rules => rules.Count);

    public int Status => Failed > 0 ? 500 : 200;

    public void Done(string how, StoredRule rule) => _done[how].Add(rule);

    public void Skip(StoredRule rule) => _skipped.Add(rule);

    public void Fail(StoredRule rule, RuleError error, string? code = null) => _failed.Add((rule, error, code));

    public void Missing(string id) => _missing.Add(id);

    public JsonObject ToJson()
    {
        var attributes = new JsonObject { ["results"] = Results(), ["summary"] = Summary() };
        if (Failed == 0)
        {
            return new JsonObject
            {
                ["success"] = JsonValue.Create(true),
                ["rules_count"] = JsonValue.Create(Succeeded + _skipped.Count),
                ["attributes"] = attributes,
            };
        }
        attributes["errors"] = Errors();
        var what = isRun ? "Bulk manual rule run" : "Bulk edit";
        return new JsonObject
        {
            ["message"] = JsonValue.Create(Succeeded + _skipped.Count > 0 ? $"{what} partially failed" : $"{what} failed"),
            ["status_code"] = JsonValue.Create(500),
            ["attributes"] = attributes,
        };
    }

    // A dry run changes nothing, and shows nothing but the numbers.
    private JsonObject Results()
    {
        var results = new JsonObject();
        foreach (var (how, rules) in _done)
            results[how] = new JsonArray([.. isDryRun ? [] : rules.Select(rule => (JsonNode)rule.Copy())]);
        results["skipped"] = new JsonArray([.. isDryRun ? [] : _skipped.Select(rule => (JsonNode)new JsonObject
        {
            ["id"] = JsonValue.Create(rule.Id), ["name"] = JsonValue.Create(rule.Name), ["skip_reason"] = JsonValue.Create("RULE_NOT_MODIFIED"),
        })]);
        return results;
    }

    private JsonObject Summary() => new()
    {
        ["failed"] = JsonValue.Create(Failed),
        ["succeeded"] = JsonValue.Create(Succeeded),
        ["skipped"] = JsonValue.Create(_skipped.Count),
        ["total"] = JsonValue.Create(Failed + Succeeded + _skipped.Count),
    };

    // Errors of one text are told once, with all their rules.
    private JsonArray Errors()
    {
        var errors = new JsonArray();
        foreach (var same in _failed.GroupBy(failure => (Message: Cut(failure.Error.Message), failure.Error.Status, failure.Code)))
            errors.Add((JsonNode)Error(same.Key.Message, same.Key.Status, same.Key.Code, same.Select(failure => (failure.Rule.Id, (string?)failure.Rule.Name))));
        if (_missing.Count > 0)
            errors.Add((JsonNode)Error("Rule not found", 500, null, _missing.Select(id => (id, (string?)null))));
        return errors;
    }

    private static JsonObject Error(string message, int status, string? code, IEnumerable<(string Id, string? Name)> rules)
    {
        var error = new JsonObject { ["message"] = JsonValue.Create(message), ["status_code"] = JsonValue.Create(status) };
        if (code is not null)
            error["err_code"] = JsonValue.Create(code);
        error["rules"] = new JsonArray([.. rules.Select(rule => (JsonNode)Named(rule.Id, rule.Name))]);
        return error;
    }

    private static JsonObject Named(string id, string? name)
    {
        var rule = new JsonObject { ["id"] = JsonValue.Create(id) };
        if (name is not null)
            rule["name"] = JsonValue.Create(name);
        return rule;
    }

    private static string Cut(string message) => message.Length <= 1000 ? message : message[..997] + "...";
}
