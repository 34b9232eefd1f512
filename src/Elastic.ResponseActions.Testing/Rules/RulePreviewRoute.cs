using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.Alerts;
using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.Wire;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>
/// Runs a rule without storing it, over the events of <see cref="FakeKibana.SetPreviewEvents"/>. Until patches of mid-2026 its response actions were really sent:
/// previewing a rule with <c>isolate</c> isolated hosts.
/// </summary>
internal sealed class RulePreviewRoute(FakeWorld world) : RuleRoute(world, "POST", Root + "/preview", writes: false)
{
    public override Work? Read(Call call, out string error)
    {
        if (ReadJson(call, out error) is not { } sent)
            return null;
        var body = RuleBody.Whole(sent, World.Version);
        List<(string, string)> problems = [];
        if (sent.ValueKind == JsonValueKind.Object)
        {
            CheckMember(sent, "invocationCount", new FieldKind.NumberKind(long.MinValue, IsWhole: true), problems);
            CheckMember(sent, "timeframeEnd", new FieldKind.DateKind(), problems);
        }
        error = body.Error("request body") ?? (problems.Count == 0 ? "" : ZodTexts.Join("request body", problems));
        Flag(call, "enable_logged_requests", ref error);
        return error.Length == 0 ? () => Preview(call, sent, body) : null;
    }

    private static void CheckMember(JsonElement sent, string name, FieldKind kind, List<(string, string)> problems)
    {
        if (sent.TryGetProperty(name, out var value))
            problems.AddRange(kind.Check(value, name));
        else
            problems.Add((name, ZodTexts.Required));
    }

    private Answer Preview(Call call, JsonElement sent, RuleBody body)
    {
        var startedAt = WireJson.Date(call.Now);
        if (sent.GetProperty("invocationCount").GetDouble() < 1)
            return Ok(Result(null, Log(["Invalid invocation count"], [], startedAt)));
        // Kibana checks here as where a rule is created, since it may really send the actions.
        if (CheckActions(call, RuleWriteWay.Create, null, body.Members) is { } refused)
            return refused;
        var end = DateTimeOffset.Parse(sent.GetProperty("timeframeEnd").GetString()!, CultureInfo.InvariantCulture);
        var members = RuleDefaults.Complete(body.Members, World.Ids.NextUuid);
        var id = World.Ids.NextUuid();
        members["id"] = JsonValue.Create(id);
        var run = new RuleRun(World, new StoredRule(call.SpaceId, members), call.Now) { IsPreview = true };
        run.OverEvents(World.PreviewEvents);
        return Ok(Result(id, Log(run.Errors, [], WireJson.Date(end))));
    }

    private static JsonObject Result(string? previewId, JsonObject log)
    {
        var result = new JsonObject();
        if (previewId is not null)
            result["previewId"] = JsonValue.Create(previewId);
        result["logs"] = new JsonArray(log);
        result["isAborted"] = JsonValue.Create(false);
        return result;
    }

    private static JsonObject Log(IReadOnlyList<string> errors, IReadOnlyList<string> warnings, string startedAt) => new()
    {
        ["errors"] = new JsonArray([.. errors.Select(text => (JsonNode)JsonValue.Create(text))]),
        ["warnings"] = new JsonArray([.. warnings.Select(text => (JsonNode)JsonValue.Create(text))]),
        ["startedAt"] = JsonValue.Create(startedAt),
        ["duration"] = JsonValue.Create(0),
    };
}
