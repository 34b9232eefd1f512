using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>Imports lines of JSON. The answer is 200 also where rules are refused: a client has to read the errors.</summary>
internal sealed class RuleImportRoute(FakeWorld world) : RuleRoute(world, "POST", Root + "/_import", writes: true)
{
    private const int MostObjects = 10_000;

    public override BodyForm BodyForm => BodyForm.Multipart;

    public override int BodyLimit => 10_485_760;

    public override Work? Read(Call call, out string error)
    {
        error = "";
        var overwrite = Flag(call, "overwrite", ref error);
        foreach (var name in (string[])["overwrite_exceptions", "overwrite_action_connectors", "as_new_list"])
            Flag(call, name, ref error);
        if (call.Form!.File("file") is null)
            error = ZodTexts.Join("request body", [("file", ZodTexts.Required)]);
        return error.Length == 0 ? () => Import(call, call.Form.File("file")!, overwrite) : null;
    }

    private Answer Import(Call call, FormFile file, bool overwrite)
    {
        var extension = Path.GetExtension(file.Name);
        if (!extension.Equals(".ndjson", StringComparison.OrdinalIgnoreCase))
            return Answer.EngineError(400, RuleTexts.WrongExtension(extension));
        JsonElement?[] lines = [.. NdjsonLines.Read(file.Bytes)];
        if (lines.Length > MostObjects)
            return Answer.EngineError(500, RuleTexts.TooManyObjects(MostObjects));

        var errors = new JsonArray();
        var read = lines.Select(line => ReadLine(line, errors)).OfType<RuleBody>().ToArray();
        var rules = overwrite ? LastOfEach(read) : WithoutDoubles(read, errors);
        var imported = rules.Count(rule => ImportOne(call, rule, overwrite, errors));
        return Ok(new JsonObject
        {
            ["success"] = JsonValue.Create(errors.Count == 0),
            ["success_count"] = JsonValue.Create(imported),
            ["rules_count"] = JsonValue.Create(lines.Length),
            ["errors"] = errors,
            ["exceptions_errors"] = new JsonArray(),
            ["exceptions_success"] = JsonValue.Create(true),
            ["exceptions_success_count"] = JsonValue.Create(0),
            ["action_connectors_success"] = JsonValue.Create(true),
            ["action_connectors_success_count"] = JsonValue.Create(0),
            ["action_connectors_errors"] = new JsonArray(),
            ["action_connectors_warnings"] = new JsonArray(),
        });
    }

    private RuleBody? ReadLine(JsonElement? line, JsonArray errors)
    {
        if (line is not { } json)
        {
            errors.Add((JsonNode)Error("(unknown id)", 400, "Bad JSON: the line is no object"));
            return null;
        }
        var body = RuleBody.Whole(json, World.Version);
        var ruleId = json.TryGetProperty("rule_id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString()! : "(unknown id)";
        var problem = body.Error("rule") ?? (ruleId == "(unknown id)" ? ZodTexts.Join("rule", [("rule_id", ZodTexts.Required)]) : null);
        if (problem is null)
            return body;
        errors.Add((JsonNode)Error(ruleId, 400, problem["[rule]: ".Length..]));
        return null;
    }

    private static RuleBody[] LastOfEach(RuleBody[] read) => [.. read.GroupBy(rule => Text(rule.Members, "rule_id")).Select(same => same.Last())];

    // Of rules with one id the last is taken, and each of the others reported.
    private static RuleBody[] WithoutDoubles(RuleBody[] read, JsonArray errors)
    {
        foreach (var same in read.GroupBy(rule => Text(rule.Members, "rule_id")!).Where(same => same.Count() > 1))
            errors.Add((JsonNode)Error(same.Key, 400, RuleTexts.Doubled(same.Key)));
        return LastOfEach(read);
    }

    private bool ImportOne(Call call, RuleBody body, bool overwrite, JsonArray errors)
    {
        var ruleId = Text(body.Members, "rule_id")!;
        var stored = World.Rules.Find(call.SpaceId, null, ruleId);
        var error = stored is not null && !overwrite
            ? new RuleError(409, RuleTexts.Exists(ruleId))
            : ResponseActionChecks.Check(new RuleWrite(World, call.User!, RuleWriteWay.Import), stored?.ResponseActions ?? [], ActionsOf(body.Members));
        if (error is not null)
        {
            errors.Add((JsonNode)Error(ruleId, error.Status, error.Message));
            return false;
        }
        body.Members.Remove("id");
        if (stored is null)
            World.Rules.Add(call.SpaceId, body.Members, call.User!.Name, call.Now);
        else
            World.Rules.Replace(stored, RuleDefaults.Complete(body.Members, World.Ids.NextUuid), call.User!.Name, call.Now);
        return true;
    }

    private static JsonObject Error(string ruleId, int status, string message) => new()
    {
        ["rule_id"] = JsonValue.Create(ruleId),
        ["error"] = new JsonObject { ["status_code"] = JsonValue.Create(status), ["message"] = JsonValue.Create(message) },
    };
}
