namespace Elastic.ResponseActions.Testing;

/// <summary>One permission that Kibana's endpoint routes ask for. The set is closed; compare by reference.</summary>
public sealed class FakePermission
{
    private FakePermission(string name, string subFeature, LicenseLevel leastLicense) =>
        (Name, SubFeature, LeastLicense) = (name, subFeature, leastLicense);

    /// <summary>Read access to the Security app: the base of every endpoint route.</summary>
    public static FakePermission CanReadSecuritySolution { get; } = new("canReadSecuritySolution", "read", LicenseLevel.None);

    /// <summary>Isolate a host.</summary>
    public static FakePermission CanIsolateHost { get; } = new("canIsolateHost", "host_isolation_all", LicenseLevel.Platinum);

    /// <summary>Release a host.</summary>
    public static FakePermission CanUnIsolateHost { get; } = new("canUnIsolateHost", "host_isolation_all", LicenseLevel.None);

    /// <summary>Kill a process.</summary>
    public static FakePermission CanKillProcess { get; } = new("canKillProcess", "process_operations_all", LicenseLevel.Enterprise);

    /// <summary>Suspend a process.</summary>
    public static FakePermission CanSuspendProcess { get; } = new("canSuspendProcess", "process_operations_all", LicenseLevel.Enterprise);

    /// <summary>List the processes of a host.</summary>
    public static FakePermission CanGetRunningProcesses { get; } = new("canGetRunningProcesses", "process_operations_all", LicenseLevel.Enterprise);

    /// <summary>Fetch a file from a host and upload one to it.</summary>
    public static FakePermission CanWriteFileOperations { get; } = new("canWriteFileOperations", "file_operations_all", LicenseLevel.Enterprise);

    /// <summary>Run commands and scripts on a host.</summary>
    public static FakePermission CanWriteExecuteOperations { get; } = new("canWriteExecuteOperations", "execute_operations_all", LicenseLevel.Enterprise);

    /// <summary>Scan files of a host.</summary>
    public static FakePermission CanWriteScanOperations { get; } = new("canWriteScanOperations", "scan_operations_all", LicenseLevel.Enterprise);

    /// <summary>List actions.</summary>
    public static FakePermission CanReadActionsLogManagement { get; } = new("canReadActionsLogManagement", "actions_log_management_read", LicenseLevel.Enterprise);

    /// <summary>List actions and read the details of one.</summary>
    public static FakePermission CanAccessEndpointActionsLogManagement { get; } =
        new("canAccessEndpointActionsLogManagement", "actions_log_management_read", LicenseLevel.Platinum);

    /// <summary>Open the Endpoints page.</summary>
    public static FakePermission CanReadEndpointList { get; } = new("canReadEndpointList", "endpoint_list_read", LicenseLevel.None);

    /// <summary>Every permission, in the order of Kibana's own table.</summary>
    public static IReadOnlyList<FakePermission> All { get; } =
    [
        CanReadSecuritySolution, CanIsolateHost, CanUnIsolateHost, CanKillProcess, CanSuspendProcess, CanGetRunningProcesses,
        CanWriteFileOperations, CanWriteExecuteOperations, CanWriteScanOperations, CanReadActionsLogManagement,
        CanAccessEndpointActionsLogManagement, CanReadEndpointList,
    ];

    /// <summary>The permissions that let a user send a response action; one of them opens <c>action/state</c>.</summary>
    internal static IReadOnlyList<FakePermission> AnyResponseAction { get; } =
    [
        CanIsolateHost, CanUnIsolateHost, CanKillProcess, CanSuspendProcess, CanGetRunningProcesses,
        CanWriteFileOperations, CanWriteExecuteOperations, CanWriteScanOperations,
    ];

    /// <summary>Kibana's name of the permission, such as <c>canIsolateHost</c>.</summary>
    public string Name { get; }

    /// <summary>The privilege that grants it in a Kibana role, such as <c>host_isolation_all</c>.</summary>
    public string SubFeature { get; }

    /// <summary>The least licence without which nobody has it; <see cref="LicenseLevel.None"/> where any will do.</summary>
    public LicenseLevel LeastLicense { get; }

    /// <summary>Finds a permission by Kibana's name of it, exactly as written.</summary>
    /// <param name="name">Such as <c>canIsolateHost</c>.</param>
    /// <returns>Null where there is none of that name.</returns>
    public static FakePermission? Find(string name) => All.FirstOrDefault(p => p.Name == name);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    internal bool IsLicensed(LicenseLevel license) => license.Includes(LeastLicense);
}
