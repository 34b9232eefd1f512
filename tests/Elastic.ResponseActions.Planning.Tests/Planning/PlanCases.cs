using System.Text;

namespace Elastic.ResponseActions.Planning.Tests.Planning;

/// <summary>Short ways to write rules, alerts and plans in the planner's tests.</summary>
internal static class PlanCases
{
    public static readonly IsolateAction Isolate = new() { Comment = "c" };

    public static KillProcessAction Kill(string? field = null) => new() { Selector = Selector(field) };

    public static ProcessSelector Selector(string? field) => field is null ? new() : new() { Overwrite = false, Field = field };

    public static DetectionRule Rule(params RuleResponseAction[] actions) =>
        new QueryRule { Id = "uuid", RuleId = "r1", Name = "R", Tags = ["t"], ResponseActions = actions };

    /// <summary>An alert of Kibana; <paramref name="fields"/> are further members.</summary>
    public static Alert Alert(string id, string agent, string fields = "", string type = "endpoint") =>
        Read(id, $$"""{"kibana.alert.rule.uuid":"uuid","kibana.alert.rule.name":"R","kibana.space_ids":["default"],"agent.id":"{{agent}}","agent.type":"{{type}}"{{(fields.Length == 0 ? "" : ",")}}{{fields}}}""");

    public static Alert Read(string id, string json)
    {
        Assert.True(ResponseActions.Alert.TryReadKibana(Encoding.UTF8.GetBytes(json), id, out var alert, out var error), error);
        return alert;
    }

    public static PlanningFacts Known(params string[] agents) => new()
    {
        License = LicenseLevel.Enterprise,
        Endpoints = agents.ToDictionary(agent => new EndpointId(agent), agent => new EndpointMetadata { AgentId = new EndpointId(agent) }),
    };

    public static ResponsePlan Plan(DetectionRule rule, params Alert[] alerts) => ResponsePlanner.Plan(rule, alerts, PlanningFacts.Unknown);

    /// <summary>One line an action: command, agent, process, alerts, and the error in brackets.</summary>
    public static string Line(PlannedAction action)
    {
        var process = action.ParameterName is { } name ? $" {name}={action.ParameterValue!.Value.GetRawText()}" : "";
        var error = action.Error is null ? "" : $" [{action.Error}]";
        return $"{action.Command} {action.Target}{process} <{string.Join(',', action.AlertIds)}>{error}";
    }

    public static IEnumerable<string> Lines(ResponsePlan plan) => plan.Actions.Select(Line);
}
