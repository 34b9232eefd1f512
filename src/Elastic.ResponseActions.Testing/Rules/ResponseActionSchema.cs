using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>
/// The schema of <c>response_actions</c>. The forms of <c>params</c> are tried one after the other; where none fits, the problems of all are told.
/// From 9.4 on params without a command fit the form of <c>runscript</c>, and do nothing when the rule runs.
/// </summary>
internal static class ResponseActionSchema
{
    private static readonly string[] Kinds = [".osquery", ".endpoint"];
    private static readonly string[] Systems = ["linux", "macos", "windows"];

    public static JsonArray Read(JsonElement sent, KibanaVersion version, List<(string Path, string Problem)> problems)
    {
        var read = new JsonArray();
        if (sent.ValueKind != JsonValueKind.Array)
        {
            problems.Add(("response_actions", $"Expected array, received {ZodTexts.TypeOf(sent)}"));
            return read;
        }
        var i = 0;
        foreach (var action in sent.EnumerateArray())
            read.Add((JsonNode?)ReadAction(action, $"response_actions.{i++}", version, problems));
        return read;
    }

    private static JsonObject? ReadAction(JsonElement action, string path, KibanaVersion version, List<(string Path, string Problem)> problems)
    {
        if (action.ValueKind != JsonValueKind.Object)
        {
            problems.Add((path, $"Expected object, received {ZodTexts.TypeOf(action)}"));
            return null;
        }
        var kind = Text(action, "action_type_id");
        if (kind is null || !Kinds.Contains(kind))
        {
            problems.Add(($"{path}.action_type_id", ZodTexts.NoDiscriminator(Kinds)));
            return null;
        }
        if (!action.TryGetProperty("params", out var parameters) || parameters.ValueKind != JsonValueKind.Object)
        {
            problems.Add(($"{path}.params", parameters.ValueKind == JsonValueKind.Undefined ? ZodTexts.Required : $"Expected object, received {ZodTexts.TypeOf(parameters)}"));
            return null;
        }
        var read = kind == ".osquery" ? JsonObject.Create(parameters.Clone()) : ReadEndpoint(parameters, $"{path}.params", version, problems);
        return read is null ? null : new JsonObject { ["action_type_id"] = JsonValue.Create(kind), ["params"] = read };
    }

    private static JsonObject? ReadEndpoint(JsonElement parameters, string path, KibanaVersion version, List<(string Path, string Problem)> problems)
    {
        List<(string Path, string Problem)> found = [];
        var start = new JsonObject();
        if (parameters.TryGetProperty("command", out var command))
            start["command"] = JsonNode.Parse(command.GetRawText());
        if (parameters.TryGetProperty("comment", out var comment))
        {
            found.AddRange(FieldKind.Text.Check(comment, $"{path}.comment"));
            start["comment"] = JsonNode.Parse(comment.GetRawText());
        }
        var name = command.ValueKind == JsonValueKind.String ? command.GetString() : null;
        if (name is "kill-process" or "suspend-process" && version.Has(KibanaFeature.AutomatedProcessActions))
            start["config"] = ReadSelector(parameters, name, path, version, found);
        else if ((name == "runscript" || command.ValueKind == JsonValueKind.Undefined) && version.Has(KibanaFeature.EndpointRunScript))
            ReadScripts(parameters, path, start, found);
        else if (name != "isolate")
            found.AddRange(NoForm(command, parameters, path, version));
        problems.AddRange(found);
        return found.Count == 0 ? start : null;
    }

    private static IEnumerable<(string Path, string Problem)> NoForm(JsonElement command, JsonElement parameters, string path, KibanaVersion version)
    {
        yield return ($"{path}.command", "Invalid literal value, expected \"isolate\"");
        if (version.Has(KibanaFeature.EndpointRunScript))
            yield return ($"{path}.command", "Invalid literal value, expected \"runscript\"");
        if (!version.Has(KibanaFeature.AutomatedProcessActions))
            yield break;
        yield return ($"{path}.command", ZodTexts.NoneOf(["kill-process", "suspend-process"], command.ValueKind == JsonValueKind.Undefined ? null : command));
        if (!parameters.TryGetProperty("config", out _))
            yield return ($"{path}.config", ZodTexts.Required);
    }

    private static JsonObject? ReadSelector(JsonElement parameters, string command, string path, KibanaVersion version, List<(string Path, string Problem)> found)
    {
        if (!parameters.TryGetProperty("config", out var config) || config.ValueKind != JsonValueKind.Object)
        {
            found.Add(($"{path}.config", config.ValueKind == JsonValueKind.Undefined ? ZodTexts.Required : $"Expected object, received {ZodTexts.TypeOf(config)}"));
            return null;
        }
        var hasOverwrite = config.TryGetProperty("overwrite", out var overwrite);
        if (hasOverwrite)
            found.AddRange(FieldKind.Flag.Check(overwrite, $"{path}.config.overwrite"));
        if (!config.TryGetProperty("field", out var field))
            found.Add(($"{path}.config.field", ZodTexts.Required));
        else
            found.AddRange(FieldKind.Text.Check(field, $"{path}.config.field"));
        if (found.Count > 0)
            return null;
        // The default of `overwrite` is filled in here, and that is why a lone `field` is refused later.
        var read = new JsonObject { ["field"] = JsonValue.Create(field.GetString()), ["overwrite"] = JsonValue.Create(!hasOverwrite || overwrite.ValueKind == JsonValueKind.True) };
        if (command == "kill-process" && version.Has(KibanaFeature.KillDescendants) && config.TryGetProperty("kill_descendants", out var descendants))
        {
            found.AddRange(FieldKind.Flag.Check(descendants, $"{path}.config.kill_descendants"));
            read["kill_descendants"] = JsonValue.Create(descendants.ValueKind == JsonValueKind.True);
        }
        return read;
    }

    private static void ReadScripts(JsonElement parameters, string path, JsonObject start, List<(string Path, string Problem)> found)
    {
        if (!parameters.TryGetProperty("config", out var config))
            return;
        found.AddRange(FieldKind.Object.Check(config, $"{path}.config"));
        if (found.Count > 0)
            return;
        var read = new JsonObject();
        foreach (var os in Systems)
        {
            if (!config.TryGetProperty(os, out var script))
                continue;
            found.AddRange(CheckScript(script, $"{path}.config.{os}"));
            read[os] = JsonNode.Parse(script.GetRawText());
        }
        start["config"] = read;
    }

    private static IEnumerable<(string Path, string Problem)> CheckScript(JsonElement script, string path)
    {
        if (script.ValueKind != JsonValueKind.Object)
            return [(path, $"Expected object, received {ZodTexts.TypeOf(script)}")];
        return script.EnumerateObject().SelectMany(member => member.Name switch
        {
            "scriptId" or "scriptInput" => FieldKind.Text.Check(member.Value, $"{path}.{member.Name}"),
            "timeout" => new FieldKind.NumberKind(1).Check(member.Value, $"{path}.timeout"),
            _ => [],
        });
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
