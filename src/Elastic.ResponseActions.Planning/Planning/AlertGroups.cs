namespace Elastic.ResponseActions.Planning;

/// <summary>Groups alerts as Kibana does: groups in order of their first alert, alerts in their order.</summary>
internal static class AlertGroups
{
    public static IEnumerable<IReadOnlyList<Alert>> ByAgent(IEnumerable<Alert> alerts) =>
        alerts.GroupBy(alert => alert.AgentId!.Value).Select(group => group.ToList());

    /// <summary><c>agent.name</c>, else <c>host.name</c>, of the group's last alert: it overwrites what the earlier ones said.</summary>
    public static string? LastName(IReadOnlyList<Alert> alerts)
    {
        var last = alerts[^1];
        return string.IsNullOrEmpty(last.AgentName) ? last.HostName : last.AgentName;
    }

    public static string Count(IReadOnlyCollection<Alert> alerts) => alerts.Count == 1 ? "1 alert" : $"{alerts.Count} alerts";
}
