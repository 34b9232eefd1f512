using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Schemas;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>What the routes of rules have in common: the privilege of the release, the JSON body, a rule by either id, errors in the engine's shape.</summary>
internal abstract class RuleRoute(FakeWorld world, string method, string template, bool writes) : Route(method, template)
{
    public const string Root = "/api/detection_engine/rules";

    protected FakeWorld World => world;

    public override FakePermission? BasePrivilege(KibanaVersion version) =>
        !version.Has(KibanaFeature.RulePrivileges) ? FakePermission.CanReadSecuritySolution : writes ? FakePermission.CanWriteRules : FakePermission.CanReadRules;

    /// <summary>The body as JSON; null and an error text where it is none.</summary>
    protected static JsonElement? ReadJson(Call call, out string error)
    {
        error = "";
        if (JsonBody.TryParse(call.Body!, out var root))
            return root;
        error = KibanaTexts.BadJson;
        return null;
    }

    /// <summary>Gives the rule that <c>id</c> or <c>rule_id</c> names, or the answer that says why there is none.</summary>
    protected Answer? FindRule(Call call, string? id, string? ruleId, out StoredRule? rule)
    {
        rule = null;
        if (id is null && ruleId is null)
            return Answer.EngineErrors(400, ["either \"id\" or \"rule_id\" must be set"]);
        if (id is not null && ruleId is not null)
            return Answer.EngineErrors(400, ["both \"id\" and \"rule_id\" cannot exist, choose one or the other"]);
        rule = world.Rules.Find(call.SpaceId, id, ruleId);
        return rule is not null ? null : Answer.EngineError(404, RuleTexts.NotFound(id, ruleId), Explanations.NoRule(world, call.SpaceId));
    }

    protected Answer? CheckActions(Call call, RuleWriteWay way, StoredRule? stored, JsonObject? sent) =>
        ResponseActionChecks.Check(new RuleWrite(world, call.User!, way), stored?.ResponseActions ?? [], ActionsOf(sent)) is { } error
            ? Answer.EngineError(error.Status, error.Message, $"User '{call.User!.Name}' wrote `response_actions` that Kibana does not take from them.")
            : null;

    protected static Answer Show(StoredRule rule) => new(200, rule.ToUtf8());

    protected static IReadOnlyList<JsonObject>? ActionsOf(JsonObject? members) => members?["response_actions"] is JsonArray actions ? [.. actions.OfType<JsonObject>()] : null;

    protected static string? Text(JsonObject members, string name) => members[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>One text of the query; the last where it comes twice. Keys that nobody asked for are dropped.</summary>
    protected static string? Query(Call call, string name) => call.Query.TryGetValue(name, out var values) && values.Count > 0 ? values[^1] : null;

    /// <summary>A flag of the query: only <c>true</c> and <c>false</c> are read.</summary>
    protected static bool Flag(Call call, string name, ref string error)
    {
        var text = Query(call, name);
        if (text is not (null or "true" or "false"))
            error = ZodTexts.Join("request query", [(name, "Invalid enum value. Expected 'true' | 'false', received '" + text + "'")]);
        return text == "true";
    }

    protected static Answer Ok(JsonObject body, int status = 200) => new(status, JsonSerializer.SerializeToUtf8Bytes(body, TreeJson.Relaxed.JsonObject));
}
