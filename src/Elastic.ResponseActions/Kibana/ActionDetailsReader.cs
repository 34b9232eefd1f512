using System.Text.Json;

namespace Elastic.ResponseActions.Kibana;

/// <summary>Reads the server's action documents; members and values it does not know are let through.</summary>
internal static class ActionDetailsReader
{
    /// <summary>False where the document has no id or no command: then it is no action.</summary>
    public static bool TryRead(JsonElement json, out ActionDetails details)
    {
        details = null!;
        if (json.Text("id") is not { Length: > 0 } id || json.Text("command") is not { Length: > 0 } command)
            return false;

        var asked = new ResponseActionCommand(command);
        details = new ActionDetails
        {
            Id = id,
            Command = asked,
            AgentType = json.Text("agentType") is { Length: > 0 } type ? new AgentType(type) : AgentType.Endpoint,
            Agents = json.Texts("agents"),
            StartedAt = json.Date("startedAt"),
            CompletedAt = json.Date("completedAt"),
            IsCompleted = json.Flag("isCompleted"),
            WasSuccessful = json.Flag("wasSuccessful"),
            IsExpired = json.Flag("isExpired"),
            WasCanceled = json.Flag("wasCanceled"),
            Status = new ActionStatus(json.Text("status") ?? ActionStatus.Pending.Name),
            Errors = json.Texts("errors"),
            Outputs = ReadMap(json.Member("outputs"), output => ReadOutput(asked, output)),
            AgentStates = ReadMap(json.Member("agentState"), ReadState),
            CreatedBy = json.Text("createdBy") ?? "",
            Comment = json.Text("comment") ?? "",
            AlertIds = json.Texts("alertIds"),
            RuleId = json.Text("ruleId"),
            RuleName = json.Text("ruleName"),
            HostNames = ReadMap(json.Member("hosts"), static host => host.Text("name") ?? ""),
            Parameters = json.Member("parameters") ?? default,
            Json = json,
        };
        return true;
    }

    private static Dictionary<string, T> ReadMap<T>(JsonElement? map, Func<JsonElement, T> read)
    {
        Dictionary<string, T> values = [];
        if (map is { ValueKind: JsonValueKind.Object } json)
        {
            foreach (var member in json.EnumerateObject())
                values[member.Name] = read(member.Value);
        }

        return values;
    }

    private static ActionOutput ReadOutput(ResponseActionCommand command, JsonElement json) => new()
    {
        Type = json.Text("type") ?? "json",
        Code = json.Member("content").Text("code"),
        Result = CommandOutputReader.Read(command, json.Member("content")),
        Content = json.Member("content") ?? default,
    };

    private static AgentActionState ReadState(JsonElement json) => new()
    {
        IsCompleted = json.Flag("isCompleted"),
        WasSuccessful = json.Flag("wasSuccessful"),
        CompletedAt = json.Date("completedAt"),
        Errors = json.Texts("errors"),
    };
}
