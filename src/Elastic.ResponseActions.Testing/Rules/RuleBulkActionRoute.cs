using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Schemas;
using Elastic.ResponseActions.Testing.Texts;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>Does one thing to many rules.</summary>
internal sealed class RuleBulkActionRoute(FakeWorld world) : RuleRoute(world, "POST", Root + "/_bulk_action", writes: true)
{
    private const int MostIds = 100, MostRules = 10_000, MostEdited = 2_000;

    public override int? MostAtATime => 5;

    public override Work? Read(Call call, out string error)
    {
        if (ReadJson(call, out error) is not { } sent)
            return null;
        var request = BulkRequest.Read(sent, out error);
        var isDryRun = Flag(call, "dry_run", ref error);
        return error.Length == 0 ? () => Act(call, request!, isDryRun) : null;
    }

    private Answer Act(Call call, BulkRequest request, bool isDryRun)
    {
        if (request.Ids is { Count: > MostIds })
            return Answer.EngineError(400, RuleTexts.TooManyIds);
        if (request.Ids is not null && request.Query is not null)
            return Answer.EngineError(400, RuleTexts.BothQueryAndIds);
        if (request.Action == "export" && isDryRun)
            return Answer.EngineError(400, RuleTexts.DryRunExport);
        var outcome = new BulkOutcome(isDryRun, request.Action == "run");
        if (Select(call, request, outcome) is not { } rules)
            return Answer.EngineError(400, KueryFilter.ErrorOf(request.Query!));
        if (rules.Length > (request.Action == "edit" ? MostEdited : MostRules))
            return Answer.EngineError(400, RuleTexts.TooManyRules(request.Action == "edit" ? MostEdited : MostRules));
        if (request.Action == "export")
            return new Answer(200, new ExportLines(World, call.SpaceId, rules, []).Write(withSummary: true)) { ContentType = "application/ndjson" };
        foreach (var rule in rules)
            ActOn(call, request, rule, isDryRun, outcome);
        return Ok(outcome.ToJson(), outcome.Status);
    }

    private StoredRule[]? Select(Call call, BulkRequest request, BulkOutcome outcome)
    {
        if (request.Ids is not { } ids)
            return RuleQueries.Compile(request.Query) is { } fits ? [.. World.Rules.In(call.SpaceId).Where(fits)] : null;
        foreach (var missing in ids.Distinct().Where(id => World.Rules.Find(call.SpaceId, id, null) is null))
            outcome.Missing(missing);
        return [.. ids.Distinct().Select(id => World.Rules.Find(call.SpaceId, id, null)).OfType<StoredRule>()];
    }

    private void ActOn(Call call, BulkRequest request, StoredRule rule, bool isDryRun, BulkOutcome outcome)
    {
        switch (request.Action)
        {
            case "enable" or "disable":
                Change(call, rule, isDryRun, outcome, members => members["enabled"] = JsonValue.Create(request.Action == "enable"));
                break;
            case "edit" when rule.IsImmutable:
                outcome.Fail(rule, new RuleError(403, "Elastic rule can't be edited"), "IMMUTABLE");
                break;
            case "edit":
                var edited = BulkEdits.Apply(rule, request.Body.GetProperty("edit"));
                if (JsonNode.DeepEquals(edited, rule.Members))
                    outcome.Skip(rule);
                else
                    Change(call, rule, isDryRun, outcome, members => Overwrite(members, edited));
                break;
            case "delete":
                if (!isDryRun)
                    World.Rules.Remove(rule);
                outcome.Done("deleted", rule);
                break;
            case "duplicate":
                Duplicate(call, rule, isDryRun, outcome);
                break;
            case "run" when !rule.IsEnabled:
                outcome.Fail(rule, new RuleError(500, "Cannot schedule manual rule run for a disabled rule"), "MANUAL_RULE_RUN_DISABLED_RULE");
                break;
            default:
                outcome.Done("updated", rule);
                break;
        }
    }

    private void Change(Call call, StoredRule rule, bool isDryRun, BulkOutcome outcome, Action<JsonObject> change)
    {
        var members = rule.Copy();
        change(members);
        outcome.Done("updated", isDryRun ? rule : World.Rules.Replace(rule, members, call.User!.Name, call.Now));
    }

    private void Duplicate(Call call, StoredRule rule, bool isDryRun, BulkOutcome outcome)
    {
        if (ResponseActionChecks.Check(new RuleWrite(World, call.User!, RuleWriteWay.Duplicate), [], rule.ResponseActions) is { } error)
        {
            outcome.Fail(rule, error);
            return;
        }
        if (isDryRun)
        {
            outcome.Done("created", rule);
            return;
        }
        var copy = rule.Copy();
        copy.Remove("rule_id");
        copy.Remove("immutable");
        copy["name"] = JsonValue.Create($"{rule.Name} [Duplicate]");
        copy["enabled"] = JsonValue.Create(false);
        outcome.Done("created", World.Rules.Add(call.SpaceId, copy, call.User!.Name, call.Now));
    }

    private static void Overwrite(JsonObject members, JsonObject with)
    {
        foreach (var (name, value) in with)
            members[name] = value?.DeepClone();
    }
}
