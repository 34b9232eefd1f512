namespace Elastic.ResponseActions.Planning;

/// <summary>Takes from an alert what the guards compare with Kibana's view of the host.</summary>
internal static class EvidenceReader
{
    /// <param name="alert">The alert.</param>
    /// <param name="processField">The field that names the process, for example <c>process.parent.pid</c>; its siblings describe that process.</param>
    public static AlertEvidence Read(Alert alert, string? processField) => new()
    {
        AlertId = alert.Id,
        AgentType = alert.AgentType,
        HostId = alert.HostId,
        HostName = alert.HostName,
        HostOsType = alert.HostOsType,
        ProcessName = Sibling(alert, processField, "name"),
        ProcessExecutable = Sibling(alert, processField, "executable"),
        ProcessSha256 = Sibling(alert, processField, "hash.sha256"),
    };

    private static string? Sibling(Alert alert, string? field, string name)
    {
        var dot = field?.LastIndexOf('.') ?? -1;
        return dot < 0 ? null : alert.Fields.Text($"{field![..dot]}.{name}");
    }
}
