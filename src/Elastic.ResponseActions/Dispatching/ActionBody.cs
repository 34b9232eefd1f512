using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Elastic.ResponseActions.Dispatching;

/// <summary>The request of an action: which route, and which body. It names one host.</summary>
internal static class ActionBody
{
    // "[newest]" of the API's limits; older servers have none.
    private const int MaxAlertIds = 50;
    private const int MaxEntityIdChars = 256;
    private const int MaxProcessNameChars = 1024;

    // Ours: a rule's comment is for people, and the token has to fit behind it.
    private const int MaxRemarkChars = 2000;

    /// <summary>The route's last segment. It cannot be derived from the command, so there is a table.</summary>
    public static string? Segment(ResponseActionCommand command) => command.Name switch
    {
        "isolate" => "isolate",
        "unisolate" => "unisolate",
        "kill-process" => "kill_process",
        "suspend-process" => "suspend_process",
        "running-processes" => "running_procs",
        "get-file" => "get_file",
        "execute" => "execute",
        "upload" => "upload",
        "scan" => "scan",
        "runscript" => "run_script",
        "cancel" => "cancel",
        "memory-dump" => "memory_dump",
        _ => null,
    };

    /// <summary>Why the action cannot be written as a request; null where it can. The guards have judged before; this is the last look.</summary>
    public static string? Misfit(PlannedAction action)
    {
        if (action.Error is { } error)
            return error;
        if (Segment(action.Command) is null)
            return $"this version does not send `{action.Command}`";
        if (action.AgentIds.Count != 1 || action.AgentIds[0] != action.Target)
            return "it does not name exactly its one host";
        if (!Kibana.RouteId.IsValid(action.Target.Value))
            return "its agent id has characters that no agent id has";
        if (action.Command.TargetsProcess)
            return ProcessMisfit(action);

        if (action.ParameterName is not null)
            return $"`{action.Command}` takes no process";

        return action.Command == ResponseActionCommand.Upload != action.Upload is not null ? "an upload has a file, and nothing else has one" : null;
    }

    public static ReadOnlyMemory<byte> Write(PlannedAction action, string token)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("endpoint_ids");
            json.WriteStringValue(action.Target.Value);
            json.WriteEndArray();
            json.WriteString("agent_type", action.AgentType.Name);
            json.WriteString("comment", Comment(action, token));
            WriteIds(json, "alert_ids", AlertIds(action));
            WriteIds(json, "case_ids", action.CaseIds);
            WriteParameters(json, action);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static string? ProcessMisfit(PlannedAction action) => (action.ParameterName, action.ParameterValue) switch
    {
        ("pid", { ValueKind: JsonValueKind.Number } pid) when pid.TryGetUInt32(out var number) && number > 0 => null,
        ("entity_id", { ValueKind: JsonValueKind.String } id) when id.GetString() is { Length: > 0 and <= MaxEntityIdChars } => null,
        ("process_name", { ValueKind: JsonValueKind.String } name) when action.AgentType == AgentType.SentinelOne && name.GetString() is { Length: > 0 and <= MaxProcessNameChars } => null,
        ("pid", _) => "its pid is not a whole number from 1 to 4294967295",
        ("entity_id", _) => $"its entity id is not a text of 1 to {MaxEntityIdChars} characters",
        _ => "it names no process",
    };

    private static void WriteParameters(Utf8JsonWriter json, PlannedAction action)
    {
        if (action.Command.TargetsProcess)
        {
            WriteProcess(json, action);
        }
        else if (action.Parameters is { } parameters)
        {
            json.WritePropertyName("parameters");
            parameters.WriteTo(json);
        }
        else if (action.Script is { } script)
        {
            WriteScript(json, script);
        }
    }

    private static void WriteScript(Utf8JsonWriter json, RunScript script)
    {
        json.WriteStartObject("parameters");
        json.WriteString("scriptId", script.ScriptId);
        if (script.ScriptInput is { } input)
            json.WriteString("scriptInput", input);
        if (script.TimeoutSeconds is { } timeout)
            json.WriteNumber("timeout", timeout);
        json.WriteEndObject();
    }

    private static void WriteProcess(Utf8JsonWriter json, PlannedAction action)
    {
        json.WriteStartObject("parameters");
        json.WritePropertyName(action.ParameterName!);
        action.ParameterValue!.Value.WriteTo(json);
        if (action.KillDescendants)
            json.WriteBoolean("kill_descendants", true);
        json.WriteEndObject();
    }

    // With alert ids a server lists the action as automated and writes into cases, so ids it does not know are never sent.
    public static IReadOnlyList<string> AlertIds(PlannedAction action) => action.AlertOrigin == AlertOrigin.Kibana
        ? [.. action.AlertIds.Distinct(StringComparer.Ordinal).Take(MaxAlertIds)]
        : [];

    private static void WriteIds(Utf8JsonWriter json, string name, IReadOnlyList<string> ids)
    {
        if (ids.Count == 0)
            return;

        json.WriteStartArray(name);
        foreach (var id in ids)
            json.WriteStringValue(id);
        json.WriteEndArray();
    }

    public static string Comment(PlannedAction action, string token)
    {
        var remark = action.Comment is { Length: > 0 } comment ? comment
            : action.RuleName is { Length: > 0 } rule ? $"Response of rule '{rule}'"
            : "Response action";

        // What a person wrote is kept whole; its length was checked when it was asked for.
        return $"{(action.IsByHand ? remark : WholeRunes(remark))} {token}";
    }

    private static string WholeRunes(string text)
    {
        if (text.Length <= MaxRemarkChars)
            return text;

        var end = char.IsHighSurrogate(text[MaxRemarkChars - 1]) ? MaxRemarkChars - 1 : MaxRemarkChars;
        return new StringBuilder(text, 0, end, end + 1).Append('…').ToString();
    }
}
