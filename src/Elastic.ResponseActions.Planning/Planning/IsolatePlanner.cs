namespace Elastic.ResponseActions.Planning;

/// <summary><c>isolate</c>: one action an agent, with all of its alerts.</summary>
internal static class IsolatePlanner
{
    public static IEnumerable<PlannedAction> Plan(IsolateAction action, ActionPass pass) =>
        AlertGroups.ByAgent(pass.Alerts).Select(alerts =>
            pass.Draft(action, alerts, $"{AlertGroups.Count(alerts)} on this host.") with { HostName = AlertGroups.LastName(alerts) ?? "" });
}
