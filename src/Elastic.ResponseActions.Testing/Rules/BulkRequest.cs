using System.Text.Json;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>The body of a bulk action.</summary>
internal sealed record BulkRequest(string Action, IReadOnlyList<string>? Ids, string? Query, JsonElement Body)
{
    private static readonly string[] Actions = ["delete", "disable", "enable", "export", "duplicate", "run", "edit"];
    private static readonly string[] Edits =
    [
        "add_tags", "delete_tags", "set_tags", "add_index_patterns", "delete_index_patterns", "set_index_patterns",
        "set_timeline", "add_rule_actions", "set_rule_actions", "set_schedule",
    ];

    public static BulkRequest? Read(JsonElement sent, out string error)
    {
        List<(string, string)> problems = [];
        if (sent.ValueKind != JsonValueKind.Object)
        {
            error = ZodTexts.Join("request body", [("", $"Expected object, received {ZodTexts.TypeOf(sent)}")]);
            return null;
        }
        var action = Text(sent, "action", problems);
        if (action is null || !Actions.Contains(action))
            problems.Add(("action", ZodTexts.NoDiscriminator(Actions)));
        var ids = Texts(sent, "ids", problems);
        var query = Text(sent, "query", problems);
        if (action == "edit")
            CheckEdits(sent, problems);
        if (action == "run")
            CheckRun(sent, problems);
        error = problems.Count == 0 ? "" : ZodTexts.Join("request body", problems);
        return problems.Count == 0 ? new BulkRequest(action!, ids, query, sent) : null;
    }

    private static void CheckEdits(JsonElement sent, List<(string, string)> problems)
    {
        if (!sent.TryGetProperty("edit", out var edit))
        {
            problems.Add(("edit", ZodTexts.Required));
            return;
        }
        problems.AddRange(new FieldKind.ListKind(FieldKind.Object, Least: 1).Check(edit, "edit"));
        if (problems.Count > 0)
            return;
        var i = 0;
        foreach (var item in edit.EnumerateArray())
        {
            var type = item.TryGetProperty("type", out var found) ? (JsonElement?)found : null;
            if (type is not { ValueKind: JsonValueKind.String } text || !Edits.Contains(text.GetString()))
                problems.Add(($"edit.{i}.type", ZodTexts.NoneOf(Edits, type)));
            else if (!item.TryGetProperty("value", out var value))
                problems.Add(($"edit.{i}.value", ZodTexts.Required));
            else if (text.GetString()!.EndsWith("_tags", StringComparison.Ordinal) || text.GetString()!.EndsWith("_patterns", StringComparison.Ordinal))
                problems.AddRange(FieldKind.Texts.Check(value, $"edit.{i}.value"));
            else
                problems.AddRange(FieldKind.Object.Check(value, $"edit.{i}.value"));
            i++;
        }
    }

    private static void CheckRun(JsonElement sent, List<(string, string)> problems)
    {
        if (!sent.TryGetProperty("run", out var run) || run.ValueKind != JsonValueKind.Object)
            problems.Add(("run", ZodTexts.Required));
        else if (!run.TryGetProperty("start_date", out var start))
            problems.Add(("run.start_date", ZodTexts.Required));
        else
            problems.AddRange(new FieldKind.DateKind().Check(start, "run.start_date"));
    }

    private static string? Text(JsonElement sent, string name, List<(string, string)> problems)
    {
        if (!sent.TryGetProperty(name, out var value))
            return null;
        problems.AddRange(FieldKind.Text.Check(value, name));
        return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    private static string[]? Texts(JsonElement sent, string name, List<(string, string)> problems)
    {
        if (!sent.TryGetProperty(name, out var value))
            return null;
        (string, string)[] found = [.. new FieldKind.ListKind(FieldKind.Text, Least: 1).Check(value, name)];
        problems.AddRange(found);
        return found.Length == 0 ? [.. value.EnumerateArray().Select(id => id.GetString()!)] : null;
    }
}
