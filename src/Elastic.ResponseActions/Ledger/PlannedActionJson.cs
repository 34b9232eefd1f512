using System.Text.Json;

namespace Elastic.ResponseActions.Ledger;

/// <summary>A planned action in a ledger: everything it holds, so that the guards can review it again after a restart.</summary>
internal static class PlannedActionJson
{
    public static void Write(Utf8JsonWriter json, PlannedAction action)
    {
        json.WriteString("command", action.Command.Name);
        json.WriteString("target", action.Target.Value);
        json.Texts("agents", action.AgentIds.Select(static a => a.Value));
        json.Text("host", action.HostName);
        if (action.AgentType != AgentType.Endpoint)
            json.WriteString("agent_type", action.AgentType.Name);
        json.Text("parameter", action.ParameterName);
        if (action.ParameterValue is { ValueKind: not JsonValueKind.Undefined } value)
        {
            json.WritePropertyName("value");
            value.WriteTo(json);
        }

        json.Text("field", action.ParameterField);
        json.Flag("descendants", action.KillDescendants);
        WriteScript(json, action.Script);
        WriteManual(json, action);
        json.Texts("alerts", action.AlertIds);
        json.WriteString("origin", action.AlertOrigin.ToString());
        json.WriteStartArray("evidence");
        foreach (var alert in action.Evidence)
            WriteEvidence(json, alert);
        json.WriteEndArray();
        json.Text("rule", action.RuleId);
        json.Text("rule_uuid", action.RuleUuid);
        json.Text("rule_name", action.RuleName);
        json.Texts("tags", action.RuleTags);
        json.Text("rule_version", action.RuleVersion);
        if (action.RuleAuthors.Count > 0)
            json.Texts("rule_authors", action.RuleAuthors);
        json.WriteNumber("index", action.ActionIndex);
        json.WriteString("space", action.SpaceId);
        json.Text("comment", action.Comment);
        json.Text("error", action.Error);
        json.WriteString("reason", action.Reason);
        json.Time("event_time", action.EventTime);
        json.Text("request", action.RequestId);
        json.Text("release_of", action.ReleaseOf?.Value);
    }

    public static PlannedAction Read(JsonElement json) => new()
    {
        Command = new ResponseActionCommand(LedgerJson.Required(json, "command")),
        Target = new EndpointId(LedgerJson.Required(json, "target")),
        AgentIds = [.. LedgerJson.Texts(json, "agents").Select(static a => new EndpointId(a))],
        HostName = LedgerJson.Text(json, "host"),
        ParameterName = LedgerJson.Text(json, "parameter"),
        ParameterValue = json.TryGetProperty("value", out var value) ? value.Clone() : null,
        ParameterField = LedgerJson.Text(json, "field"),
        KillDescendants = LedgerJson.Flag(json, "descendants"),
        AgentType = LedgerJson.Text(json, "agent_type") is { } type ? new AgentType(type) : AgentType.Endpoint,
        Script = json.TryGetProperty("script", out var script) ? ReadScript(script) : null,
        Parameters = json.TryGetProperty("parameters", out var parameters) ? parameters.Clone() : null,
        Upload = json.TryGetProperty("upload", out var upload) ? ReadUpload(upload) : null,
        CaseIds = json.TryGetProperty("cases", out _) ? [.. LedgerJson.Texts(json, "cases")] : [],
        AlertIds = [.. LedgerJson.Texts(json, "alerts")],
        AlertOrigin = LedgerJson.Enum<AlertOrigin>(json, "origin"),
        Evidence = [.. json.GetProperty("evidence").EnumerateArray().Select(ReadEvidence)],
        RuleId = LedgerJson.Text(json, "rule"),
        RuleUuid = LedgerJson.Text(json, "rule_uuid"),
        RuleName = LedgerJson.Text(json, "rule_name"),
        RuleTags = [.. LedgerJson.Texts(json, "tags")],
        RuleVersion = LedgerJson.Text(json, "rule_version"),
        RuleAuthors = json.TryGetProperty("rule_authors", out _) ? [.. LedgerJson.Texts(json, "rule_authors")] : [],
        ActionIndex = json.GetProperty("index").GetInt32(),
        SpaceId = LedgerJson.Required(json, "space"),
        Comment = LedgerJson.Text(json, "comment"),
        Error = LedgerJson.Text(json, "error"),
        Reason = LedgerJson.Required(json, "reason"),
        EventTime = LedgerJson.Time(json, "event_time"),
        RequestId = LedgerJson.Text(json, "request"),
        ReleaseOf = LedgerJson.Text(json, "release_of") is { } isolation ? new ActionKey(isolation) : null,
    };

    private static void WriteScript(Utf8JsonWriter json, RunScript? script)
    {
        if (script is null)
            return;

        json.WriteStartObject("script");
        json.Text("id", script.ScriptId);
        json.Text("input", script.ScriptInput);
        if (script.TimeoutSeconds is { } timeout)
            json.WriteNumber("timeout", timeout);
        json.WriteEndObject();
    }

    private static RunScript ReadScript(JsonElement json) => new()
    {
        ScriptId = LedgerJson.Text(json, "id"),
        ScriptInput = LedgerJson.Text(json, "input"),
        TimeoutSeconds = json.TryGetProperty("timeout", out var timeout) ? timeout.GetDouble() : null,
    };

    private static void WriteManual(Utf8JsonWriter json, PlannedAction action)
    {
        if (action.Parameters is { } parameters)
        {
            json.WritePropertyName("parameters");
            parameters.WriteTo(json);
        }

        if (action.Upload is { } upload)
        {
            json.WriteStartObject("upload");
            json.WriteString("name", upload.Name);
            json.WriteNumber("size", upload.Size);
            json.WriteString("sha256", upload.Sha256);
            json.WriteEndObject();
        }

        if (action.CaseIds.Count > 0)
            json.Texts("cases", action.CaseIds);
    }

    private static UploadedFile ReadUpload(JsonElement json) =>
        new(LedgerJson.Required(json, "name"), json.GetProperty("size").GetInt64(), LedgerJson.Required(json, "sha256"));

    private static void WriteEvidence(Utf8JsonWriter json, AlertEvidence alert)
    {
        json.WriteStartObject();
        json.WriteString("alert", alert.AlertId);
        json.Text("agent_type", alert.AgentType?.Name);
        json.Text("host_id", alert.HostId);
        json.Text("host_name", alert.HostName);
        json.Text("os", alert.HostOsType);
        json.Text("process", alert.ProcessName);
        json.Text("executable", alert.ProcessExecutable);
        json.Text("sha256", alert.ProcessSha256);
        json.WriteEndObject();
    }

    private static AlertEvidence ReadEvidence(JsonElement json) => new()
    {
        AlertId = LedgerJson.Required(json, "alert"),
        AgentType = LedgerJson.Text(json, "agent_type") is { } type ? new AgentType(type) : null,
        HostId = LedgerJson.Text(json, "host_id"),
        HostName = LedgerJson.Text(json, "host_name"),
        HostOsType = LedgerJson.Text(json, "os"),
        ProcessName = LedgerJson.Text(json, "process"),
        ProcessExecutable = LedgerJson.Text(json, "executable"),
        ProcessSha256 = LedgerJson.Text(json, "sha256"),
    };
}
