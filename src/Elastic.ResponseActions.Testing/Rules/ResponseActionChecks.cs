using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Rules;

/// <summary>An error of a rule handler.</summary>
internal sealed record RuleError(int Status, string Message);

/// <summary>Who wants to write a rule's response actions, and by which way.</summary>
internal sealed record RuleWrite(FakeWorld World, FakeUser User, RuleWriteWay Way);

internal enum RuleWriteWay
{
    Create,
    Replace,
    Patch,
    Import,
    Duplicate,
}

/// <summary>
/// What Kibana checks of response actions when a rule is written: from 9.4 on of what was added, changed or removed; before, of every entry on create and replace.
/// The licence is in the permissions, so Platinum saves a rule that it will not let run.
/// </summary>
internal static class ResponseActionChecks
{
    /// <param name="write">Who writes, how.</param>
    /// <param name="stored">The entries the rule has now.</param>
    /// <param name="sent">The entries it is to have; null where the request does not mention them.</param>
    public static RuleError? Check(RuleWrite write, IReadOnlyList<JsonObject> stored, IReadOnlyList<JsonObject>? sent)
    {
        if (!write.World.Version.Has(KibanaFeature.ResponseActionChecks))
            return write.Way is RuleWriteWay.Create or RuleWriteWay.Replace && sent is not null ? CheckAsBefore(write, [.. stored, .. sent]) : null;
        var now = sent ?? [];
        foreach (var action in now.Where(action => !stored.Any(old => JsonNode.DeepEquals(old, action))))
        {
            if (CheckEntry(write, action) is { } error)
                return error;
        }
        return stored.Where(action => !now.Any(kept => JsonNode.DeepEquals(kept, action)))
            .Select(action => CheckRemoved(write, action, now)).FirstOrDefault(error => error is not null);
    }

    private static RuleError? CheckAsBefore(RuleWrite write, IReadOnlyList<JsonObject> entries) =>
        entries.Select(CommandOf).OfType<string>().FirstOrDefault(command => !MayUse(write, command)) is { } denied
            ? new RuleError(403, $"User is not authorized to change {denied} response actions")
            : null;

    // The newest line looks at the permission alone where none of a removed entry's scripts is left; before, a script deleted meanwhile blocks the removal.
    private static RuleError? CheckRemoved(RuleWrite write, JsonObject action, IReadOnlyList<JsonObject> now) =>
        CommandOf(action) == "runscript" && write.World.Version.Has(KibanaFeature.Newest)
        && !now.SelectMany(ScriptsOf).Select(script => script.Id).Intersect(ScriptsOf(action).Select(script => script.Id)).Any()
            ? CheckPermission(write, "runscript")
            : CheckEntry(write, action);

    private static RuleError? CheckEntry(RuleWrite write, JsonObject action) => CommandOf(action) switch
    {
        null => null,
        "runscript" => CheckPermission(write, "runscript") ?? CheckScripts(write.World, action),
        var command => CheckPermission(write, command) ?? CheckSelector(command, action),
    };

    private static RuleError? CheckPermission(RuleWrite write, string command) =>
        MayUse(write, command) ? null : new RuleError(403, $"User is not authorized to create/update {command} response action");

    private static RuleError? CheckSelector(string command, JsonObject action)
    {
        if (command == "isolate" || Config(action) is not { } config)
            return null;
        var overwrite = config["overwrite"]?.GetValueKind() == JsonValueKind.True;
        var field = config["field"]?.GetValue<string>() ?? "";
        var problem = overwrite && field.Length > 0 ? "'field' is not allowed when 'overwrite' is 'true'"
            : !overwrite && string.IsNullOrWhiteSpace(field) ? "'field' is required when 'overwrite' is 'false'"
            : null;
        return problem is null ? null : new RuleError(400, $"Invalid [{command}] response action configuration: {problem}");
    }

    private static RuleError? CheckScripts(FakeWorld world, JsonObject action)
    {
        const string start = "Invalid [runscript] response action configuration: ";
        if (Config(action) is null)
            return new RuleError(400, start + "'config' is required");
        (string Os, string Id, string? Input)[] scripts = [.. ScriptsOf(action)];
        if (scripts.Length == 0)
            return new RuleError(400, start + "no scripts specified");
        foreach (var (os, id, input) in scripts)
        {
            var prefix = $"Invalid [{os}] [runscript] response action configuration: ";
            if (world.Scripts.Find(script => script.Id == id) is not { } known)
                return new RuleError(400, $"{prefix}script [{id}] not found");
            if (!known.Platforms.Contains(os))
                return new RuleError(500, $"{prefix}script [{id}, {known.Name}] is not compatible with host OS '{os}']");
            if (known.RequiresInput && string.IsNullOrEmpty(input))
                return new RuleError(400, $"{prefix}script [{id}, {known.Name}] requires input but no input was provided");
        }
        return null;
    }

    private static bool MayUse(RuleWrite write, string command)
    {
        var needed = command switch
        {
            "isolate" => FakePermission.CanIsolateHost,
            "kill-process" => FakePermission.CanKillProcess,
            "suspend-process" => FakePermission.CanSuspendProcess,
            _ => FakePermission.CanWriteExecuteOperations,
        };
        return write.User.Has(needed) && needed.IsLicensed(write.World.License);
    }

    private static IEnumerable<(string Os, string Id, string? Input)> ScriptsOf(JsonObject action)
    {
        foreach (var os in (string[])["linux", "macos", "windows"])
        {
            if (CommandOf(action) == "runscript" && Config(action)?[os] is JsonObject script && script["scriptId"]?.GetValue<string>() is { Length: > 0 } id)
                yield return (os, id, script["scriptInput"]?.GetValue<string>());
        }
    }

    private static JsonObject? Config(JsonObject action) => action["params"]?["config"] as JsonObject;

    /// <summary>The command of an entry that is checked: one of <c>.endpoint</c> that has a command.</summary>
    private static string? CommandOf(JsonObject action) =>
        action["action_type_id"]?.GetValue<string>() == ".endpoint" && action["params"]?["command"] is JsonValue command ? command.GetValue<string>() : null;
}
