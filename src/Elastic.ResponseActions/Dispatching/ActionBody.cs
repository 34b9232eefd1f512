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

    // Ours: a comment is for people, and the token has to fit behind it.
    private const int MaxRemarkChars = 2000;

    /// <summary>The route's last segment. It cannot be derived from the command, so there is a table.</summary>
    public static string? Segment(ResponseActionCommand command) => command.Name switch
    {
        "isolate" => "isolate",
        "unisolate" => "unisolate",
        "kill-process" => "kill_process",
        "suspend-process" => "suspend_process",
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

        return action.ParameterName is null ? null : $"`{action.Command}` takes no process";
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
            json.WriteString("agent_type", AgentType.Endpoint.Name);
            json.WriteString("comment", Comment(action, token));
            WriteAlerts(json, action);
            if (action.Command.TargetsProcess)
                WriteProcess(json, action);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static string? ProcessMisfit(PlannedAction action) => (action.ParameterName, action.ParameterValue) switch
    {
        ("pid", { ValueKind: JsonValueKind.Number } pid) when pid.TryGetUInt32(out var number) && number > 0 => null,
        ("entity_id", { ValueKind: JsonValueKind.String } id) when id.GetString() is { Length: > 0 and <= MaxEntityIdChars } => null,
        ("pid", _) => "its pid is not a whole number from 1 to 4294967295",
        ("entity_id", _) => $"its entity id is not a text of 1 to {MaxEntityIdChars} characters",
        _ => "it names no process",
    };

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
    private static void WriteAlerts(Utf8JsonWriter json, PlannedAction action)
    {
        if (action.AlertOrigin != AlertOrigin.Kibana || action.AlertIds.Count == 0)
            return;

        json.WriteStartArray("alert_ids");
        foreach (var id in action.AlertIds.Distinct(StringComparer.Ordinal).Take(MaxAlertIds))
            json.WriteStringValue(id);
        json.WriteEndArray();
    }

    private static string Comment(PlannedAction action, string token)
    {
        var remark = action.Comment is { Length: > 0 } comment ? comment
            : action.RuleName is { Length: > 0 } rule ? $"Response of rule '{rule}'"
            : "Response action";
        return $"{WholeRunes(remark)} {token}";
    }

    private static string WholeRunes(string text)
    {
        if (text.Length <= MaxRemarkChars)
            return text;

        var end = char.IsHighSurrogate(text[MaxRemarkChars - 1]) ? MaxRemarkChars - 1 : MaxRemarkChars;
        return new StringBuilder(text, 0, end, end + 1).Append('…').ToString();
    }
}
