using System.Text.Json;
using Elastic.ResponseActions.Testing.Http;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>Exports some rules, or all, as lines of JSON.</summary>
internal sealed class RuleExportRoute(FakeWorld world) : RuleRoute(world, "POST", Root + "/_export", writes: false)
{
    public override Work? Read(Call call, out string error)
    {
        if (ReadJson(call, out error) is not { } sent)
            return null;
        string[]? wanted = null;
        if (sent.ValueKind != JsonValueKind.Null && !TryRead(sent, out wanted))
            error = ZodTexts.Join("request body", [("objects", ZodTexts.Required)]);
        var withoutSummary = Flag(call, "exclude_export_details", ref error);
        return error.Length == 0 ? () => Export(call, wanted, withoutSummary) : null;
    }

    private static bool TryRead(JsonElement sent, out string[]? ruleIds)
    {
        ruleIds = null;
        if (sent.ValueKind != JsonValueKind.Object || !sent.TryGetProperty("objects", out var objects) || objects.ValueKind != JsonValueKind.Array)
            return false;
        ruleIds = [.. objects.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Object && item.TryGetProperty("rule_id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString()! : "")];
        return !ruleIds.Contains("");
    }

    private Answer Export(Call call, string[]? wanted, bool withoutSummary)
    {
        StoredRule[] all = [.. World.Rules.In(call.SpaceId)];
        StoredRule[] found = wanted is null ? all : [.. wanted.Select(id => Array.Find(all, rule => rule.RuleId == id)).OfType<StoredRule>()];
        string[] missing = wanted is null ? [] : [.. wanted.Where(id => !Array.Exists(all, rule => rule.RuleId == id))];
        return new Answer(200, new ExportLines(World, call.SpaceId, found, missing).Write(!withoutSummary)) { ContentType = "application/ndjson" }
            .With("content-disposition", $"attachment; filename=\"{FileName(call)}\"");
    }

    private static string FileName(Call call) =>
        new([.. (Query(call, "file_name") ?? "export.ndjson").Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_')]);
}
