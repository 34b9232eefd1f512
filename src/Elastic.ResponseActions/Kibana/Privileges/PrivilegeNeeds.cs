namespace Elastic.ResponseActions;

/// <summary>The table of what each call needs, and the licence gates: isolate by request from Platinum, other commands from Enterprise, release from none. Immutable.</summary>
public static class PrivilegeNeeds
{
    /// <summary>Read access to Security: the base of every endpoint route.</summary>
    public static PrivilegeNeed ReadSecurity { get; } = new() { Name = "read Security", Privilege = new("read", "Security: Read", "api:securitySolution") };

    /// <summary>Action details and list, by which a sent action is followed to its end. Without it an action is sent and cannot be tracked.</summary>
    public static PrivilegeNeed ReadHistory { get; } = new()
    {
        Name = "read action history",
        Privilege = new("actions_log_management_read", "Response Actions History: Read", "api:securitySolution-readActionsLogManagement"),
        LeastLicense = LicenseLevel.Platinum,
    };

    /// <summary>The hosts' metadata, by which the guards know them.</summary>
    public static PrivilegeNeed ReadEndpoints { get; } = new()
    {
        Name = "read endpoints",
        Privilege = new("endpoint_list_read", "Endpoint List: Read", "api:securitySolution-readEndpointList"),
    };

    /// <summary>Reading, finding and exporting rules.</summary>
    public static PrivilegeNeed ReadRules { get; } = new() { Name = "read rules", Privilege = new("read", "Rules: Read", "api:rules-read"), IsOfRules = true };

    /// <summary>Writing rules. Their response actions need the privilege of each command beside it.</summary>
    public static PrivilegeNeed WriteRules { get; } = new() { Name = "write rules", Privilege = new("all", "Rules: All", "api:rules-all"), IsOfRules = true };

    /// <summary>Searching alerts, and so the alert feed: read access to the space's alerts index.</summary>
    public static PrivilegeNeed ReadAlerts { get; } = new() { Name = "read alerts", Privilege = new("read", "Index .alerts-security.alerts-<space>: read", "read"), IsOfAlertsIndex = true };

    /// <summary>Setting the status and tags of alerts: write access to the same index.</summary>
    public static PrivilegeNeed WriteAlerts { get; } = new() { Name = "write alerts", Privilege = new("write", "Index .alerts-security.alerts-<space>: write", "write"), IsOfAlertsIndex = true };

    /// <summary>Every command of this library, each with its need; <c>cancel</c> needs that of the command it takes back.</summary>
    public static IReadOnlyList<PrivilegeNeed> Commands { get; } =
    [
        Of(ResponseActionCommand.Isolate, LicenseLevel.Platinum),
        Of(ResponseActionCommand.Unisolate, null),
        Of(ResponseActionCommand.KillProcess, LicenseLevel.Enterprise),
        Of(ResponseActionCommand.SuspendProcess, LicenseLevel.Enterprise),
        Of(ResponseActionCommand.RunningProcesses, LicenseLevel.Enterprise),
        Of(ResponseActionCommand.GetFile, LicenseLevel.Enterprise),
        Of(ResponseActionCommand.Upload, LicenseLevel.Enterprise),
        Of(ResponseActionCommand.Execute, LicenseLevel.Enterprise),
        Of(ResponseActionCommand.RunScript, LicenseLevel.Enterprise),
        Of(ResponseActionCommand.MemoryDump, LicenseLevel.Enterprise),
        Of(ResponseActionCommand.Scan, LicenseLevel.Enterprise),
    ];

    /// <summary>The least licence with which Kibana runs an automated action; below it every one is stored as failed.</summary>
    public static LicenseLevel AutomatedLicense => LicenseLevel.Enterprise;

    /// <summary>What a command needs; null where this library does not know it.</summary>
    /// <param name="command">The command.</param>
    public static PrivilegeNeed? For(ResponseActionCommand command) => Commands.FirstOrDefault(need => need.Command == command);

    private static PrivilegeNeed Of(ResponseActionCommand command, LicenseLevel? leastLicense) => new()
    {
        Name = command.Name,
        Privilege = EndpointPrivilege.For(command) ?? throw new InvalidOperationException($"`{command}` has no privilege."),
        LeastLicense = leastLicense,
        Command = command,
    };
}
