using System.Text.Json;

namespace Elastic.ResponseActions.Planning;

/// <summary>
/// <c>kill-process</c> and <c>suspend-process</c>: one action an agent and value of the selector's field; and one that fails at once
/// for each agent with alerts that have no value there.
/// </summary>
internal static class ProcessPlanner
{
    public static IEnumerable<PlannedAction> Plan(ProcessResponseAction action, ActionPass pass, bool honoursKillDescendants)
    {
        if (action.Selector is not { } selector)
        {
            pass.Note(pass.Alerts, $"{action.Command} has no `config`, so Kibana does nothing. Give it {{\"overwrite\": true, \"field\": \"\"}} to use `process.pid`.");
            return [];
        }

        var field = selector.AlertField;
        var found = pass.Alerts.Where(alert => Value(alert, field) is not null);
        var missing = pass.Alerts.Where(alert => Value(alert, field) is null);
        return
        [
            .. AlertGroups.ByAgent(found)
                .SelectMany(alerts => alerts.GroupBy(alert => AlertValue.AsText(Value(alert, field)!.Value)))
                .Select(group => Found(action, pass, [.. group], field, honoursKillDescendants)),
            .. AlertGroups.ByAgent(missing).Select(alerts => Missing(action, pass, alerts, field)),
        ];
    }

    private static PlannedAction Found(ProcessResponseAction action, ActionPass pass, IReadOnlyList<Alert> alerts, string field, bool honoursKillDescendants)
    {
        var draft = pass.Draft(action, alerts, $"{AlertGroups.Count(alerts)} on this host with this value at `{field}`.", field);
        return draft with
        {
            HostName = AlertGroups.LastName(alerts),
            ParameterName = ParameterName(action.Selector!),
            ParameterValue = Value(alerts[^1], field),
            KillDescendants = honoursKillDescendants && action is KillProcessAction { Selector.KillDescendants: true },
        };
    }

    private static PlannedAction Missing(ProcessResponseAction action, ActionPass pass, IReadOnlyList<Alert> alerts, string field)
    {
        var draft = pass.Draft(action, alerts, $"{AlertGroups.Count(alerts)} on this host without a value at `{field}`.", field);
        return draft with { HostName = AlertGroups.LastName(alerts) ?? "", Error = KibanaTexts.NoSuchField(field) };
    }

    // Decided by the field's name, never by its value: `process.name` is sent as a pid.
    private static string ParameterName(ProcessSelector selector) =>
        !selector.Overwrite && selector.Field.Contains("entity_id", StringComparison.Ordinal) ? "entity_id" : "pid";

    private static JsonElement? Value(Alert alert, string field) =>
        alert.Fields.TryGet(field, out var value) && AlertValue.IsTruthy(value) ? value : null;
}
