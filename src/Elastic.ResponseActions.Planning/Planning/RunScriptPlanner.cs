using System.Text.Json;

namespace Elastic.ResponseActions.Planning;

/// <summary><c>runscript</c>: one action an agent, from its first alert, with the script for that alert's operating system.</summary>
internal static class RunScriptPlanner
{
    private static readonly string[] OsFields = ["host.os.type", "host.os.name", "host.os.platform"];

    public static IEnumerable<PlannedAction> Plan(RunScriptAction action, ActionPass pass)
    {
        var actions = new List<PlannedAction>();
        var agents = new HashSet<EndpointId>();
        var later = new List<Alert>();
        for (var index = 0; index < pass.Alerts.Count; index++)
        {
            var alert = pass.Alerts[index];
            if (!agents.Add(alert.AgentId!.Value))
            {
                later.Add(alert);
            }
            else if (FindOs(alert, out var os) is { } brokenField)
            {
                pass.Note(pass.Alerts.Skip(index), $"runscript ends here: `{brokenField}` of alert '{alert.Id}' is no text, which makes Kibana drop this alert and all later ones.");
                break;
            }
            else if (os is null)
            {
                pass.Note([alert], $"{KibanaTexts.UnknownOs(alert.Id)}. Kibana stores no action for this agent. Send `host.os.type`.");
            }
            else if (action.Config?.For(os) is { } script)
            {
                actions.Add(Draft(action, pass, alert, os, script));
            }
            else
            {
                pass.Note([alert], $"runscript names no script for {os}, so Kibana skips this agent.");
            }
        }

        if (later.Count > 0)
        {
            pass.Note(later, "runscript looks only at the first alert of each agent; these came later.");
        }

        return actions;
    }

    private static PlannedAction Draft(RunScriptAction action, ActionPass pass, Alert alert, string os, RunScript script) =>
        pass.Draft(action, [alert], $"the first alert on this host, which runs {os}.") with { HostName = alert.HostName ?? "", Script = script };

    /// <summary>Finds the operating system; gives the field at which Kibana's look-up would throw, or null.</summary>
    private static string? FindOs(Alert alert, out string? os)
    {
        os = null;
        foreach (var field in OsFields)
        {
            if (!alert.Fields.TryGet(field, out var value) || value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            if (value.ValueKind != JsonValueKind.String)
            {
                return field;
            }

            if (value.GetString()!.ToLowerInvariant() is "linux" or "macos" or "windows")
            {
                os = value.GetString()!.ToLowerInvariant();
                return null;
            }
        }

        return null;
    }
}
