using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Schemas;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>What an import may put in the place of what is there.</summary>
internal sealed record ImportChoices(bool Rules, bool Exceptions, bool Connectors);

/// <summary>One import: lines are sorted by what they are and taken one by one, and what cannot be taken is told.</summary>
internal sealed class RuleImport(FakeWorld world, Call call, ImportChoices overwrite)
{
    private const string UnknownRule = "(unknown id)";

    private readonly JsonArray _errors = [], _exceptionErrors = [], _connectorErrors = [];
    private int _rules, _exceptions, _connectors;

    /// <summary>Whether a connector that a rule's action names is neither there nor in the file, so that no rule was taken.</summary>
    public bool LacksConnectors => _connectorErrors.Count > 0;

    /// <summary>The lines of a file that are objects; one that is none is null, a summary is passed over.</summary>
    public static JsonElement?[] Lines(byte[] file)
    {
        List<JsonElement?> lines = [];
        foreach (var line in Encoding.UTF8.GetString(file).TrimStart('\uFEFF').Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            if (!JsonBody.TryParse(Encoding.UTF8.GetBytes(line), out var json) || json.ValueKind != JsonValueKind.Object)
                lines.Add(null);
            else if (SavedLine.KindOf(json) != LineKind.Summary)
                lines.Add(json);
        }
        return [.. lines];
    }

    public JsonObject Take(IReadOnlyList<JsonElement?> lines)
    {
        foreach (var line in lines.OfType<JsonElement>().Where(line => SavedLine.KindOf(line) != LineKind.Rule).OrderBy(SavedLine.KindOf))
            TakeOther(line);
        JsonElement?[] ofRules = [.. lines.Where(line => line is not { } json || SavedLine.KindOf(json) == LineKind.Rule)];
        var read = ofRules.Select(ReadRule).OfType<RuleBody>().ToArray();
        if (!overwrite.Rules)
            ReportDoubles(read);
        RuleBody[] distinct = [.. read.GroupBy(RuleId).Select(same => same.Last())];
        ReportMissingConnectors(distinct);
        // One connector that is missing keeps every rule of the file out.
        foreach (var rule in _connectorErrors.Count == 0 ? distinct : [])
            TakeRule(rule);
        return Answer(ofRules.Length);
    }

    private JsonObject Answer(int rules) => new()
    {
        ["success"] = _errors.Count == 0 && _exceptionErrors.Count == 0 && _connectorErrors.Count == 0,
        ["success_count"] = _rules,
        ["rules_count"] = rules,
        ["errors"] = _errors,
        ["exceptions_errors"] = _exceptionErrors,
        ["exceptions_success"] = _exceptionErrors.Count == 0,
        ["exceptions_success_count"] = _exceptions,
        ["action_connectors_success"] = _connectorErrors.Count == 0,
        ["action_connectors_success_count"] = _connectors,
        ["action_connectors_errors"] = _connectorErrors,
        ["action_connectors_warnings"] = new JsonArray(),
    };

    private void TakeOther(JsonElement line)
    {
        var kind = SavedLine.KindOf(line);
        var name = kind switch { LineKind.ExceptionList => "list_id", LineKind.ExceptionItem => "item_id", _ => "id" };
        if (!line.TryGetProperty(name, out var id) || id.ValueKind != JsonValueKind.String)
            _exceptionErrors.Add((JsonNode)Error(name, UnknownRule, 400, $"{name}: {ZodTexts.Required}"));
        else if (world.SavedLines.Find(call.SpaceId, kind, id.GetString()!) is null || (kind == LineKind.Connector ? overwrite.Connectors : overwrite.Exceptions))
            Keep(kind, id.GetString()!, line);
        else if (kind != LineKind.Connector)
            _exceptionErrors.Add((JsonNode)Error(name, id.GetString()!, 409, RuleTexts.ExceptionExists(name, id.GetString()!)));
    }

    private void Keep(LineKind kind, string id, JsonElement line)
    {
        world.SavedLines.Put(new SavedLine(call.SpaceId, kind, id, JsonObject.Create(line)!));
        if (kind == LineKind.Connector)
            _connectors++;
        else
            _exceptions++;
    }

    private RuleBody? ReadRule(JsonElement? line)
    {
        if (line is not { } json)
        {
            _errors.Add((JsonNode)Error("rule_id", UnknownRule, 400, "Bad JSON: the line is no object"));
            return null;
        }
        var body = RuleBody.Whole(json, world.Version);
        var ruleId = json.TryGetProperty("rule_id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString()! : UnknownRule;
        var problem = body.Error("rule") ?? (ruleId == UnknownRule ? ZodTexts.Join("rule", [("rule_id", ZodTexts.Required)]) : null);
        // A rule of Elastic's own stays one; releases before 8.18 take it for the user's.
        if (json.TryGetProperty("immutable", out var immutable) && immutable.ValueKind == JsonValueKind.True && world.Version.Has(KibanaFeature.PrebuiltRuleImport))
            body.Members["immutable"] = true;
        if (problem is null)
            return body;
        _errors.Add((JsonNode)Error("rule_id", ruleId, 400, problem["[rule]: ".Length..]));
        return null;
    }

    // Of rules with one id the last is taken, and the id reported.
    private void ReportDoubles(IEnumerable<RuleBody> read)
    {
        foreach (var same in read.GroupBy(RuleId).Where(same => same.Count() > 1))
            _errors.Add((JsonNode)Error("rule_id", same.Key, 400, RuleTexts.Doubled(same.Key)));
    }

    private void ReportMissingConnectors(RuleBody[] rules)
    {
        (string Connector, string Rule)[] missing = [.. rules.SelectMany(rule => ActionIds(rule).Select(id => (id, RuleId(rule)))).Where(used => world.SavedLines.Find(call.SpaceId, LineKind.Connector, used.id) is null)];
        string[] ids = [.. missing.Select(used => used.Connector).Distinct()];
        if (ids.Length == 0)
            return;
        var error = Error("rule_id", string.Join(',', missing.Select(used => used.Rule).Distinct()), 404, RuleTexts.ConnectorsMissing(ids));
        error.Insert(0, "id", string.Join(',', ids));
        _connectorErrors.Add((JsonNode)error);
    }

    // A reference to a list that is not there is taken out and reported; the rule is imported without it.
    private void CheckLists(RuleBody body, string ruleId)
    {
        if (body.Members["exceptions_list"] is not JsonArray references)
            return;
        foreach (var reference in references.OfType<JsonObject>().ToArray())
        {
            if (world.SavedLines.FindList(call.SpaceId, reference) is { } list)
                reference["id"] = list.Members["id"]?.DeepClone() ?? reference["id"]?.DeepClone();
            else if (references.Remove(reference))
                _errors.Add((JsonNode)Error("rule_id", ruleId, 400, RuleTexts.ListRemoved(ruleId, reference["list_id"]?.ToString() ?? "")));
        }
    }

    private void TakeRule(RuleBody body)
    {
        var ruleId = RuleId(body);
        CheckLists(body, ruleId);
        var stored = world.Rules.Find(call.SpaceId, null, ruleId);
        var error = stored is not null && !overwrite.Rules
            ? new RuleError(409, RuleTexts.Exists(ruleId))
            : ResponseActionChecks.Check(new RuleWrite(world, call.User!, RuleWriteWay.Import), stored?.ResponseActions ?? [], ResponseActions(body));
        if (error is not null)
        {
            _errors.Add((JsonNode)Error("rule_id", ruleId, error.Status, error.Message));
            return;
        }
        body.Members.Remove("id");
        if (stored is null)
            world.Rules.Add(call.SpaceId, body.Members, call.User!.Name, call.Now);
        else
            world.Rules.Replace(stored, RuleDefaults.Complete(body.Members, world.Ids.NextUuid), call.User!.Name, call.Now);
        _rules++;
    }

    private static IEnumerable<string> ActionIds(RuleBody body) =>
        (body.Members["actions"] as JsonArray ?? []).OfType<JsonObject>().Select(action => action["id"]).OfType<JsonValue>()
            .Where(id => id.GetValueKind() == JsonValueKind.String).Select(id => id.GetValue<string>());

    private static string RuleId(RuleBody body) => body.Members["rule_id"]!.GetValue<string>();

    private static JsonObject[]? ResponseActions(RuleBody body) => body.Members["response_actions"] is JsonArray actions ? [.. actions.OfType<JsonObject>()] : null;

    private static JsonObject Error(string name, string id, int status, string message) => new()
    {
        [name] = id,
        ["error"] = new JsonObject { ["status_code"] = status, ["message"] = message },
    };
}
