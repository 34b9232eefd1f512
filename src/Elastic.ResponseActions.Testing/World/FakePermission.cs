namespace Elastic.ResponseActions.Testing;

/// <summary>One permission that Kibana's routes ask for. The set is closed; compare by reference.</summary>
public sealed class FakePermission
{
    private FakePermission(string name, string subFeature, string apiAction, LicenseLevel leastLicense) =>
        (Name, SubFeature, ApiAction, LeastLicense) = (name, subFeature, apiAction, leastLicense);

    /// <summary>Read access to the Security app: the base of every endpoint route.</summary>
    public static FakePermission CanReadSecuritySolution { get; } = new("canReadSecuritySolution", "read", "api:securitySolution", LicenseLevel.None);

    /// <summary>Isolate a host.</summary>
    public static FakePermission CanIsolateHost { get; } = OfSecurity("canIsolateHost", "host_isolation_all", "writeHostIsolation", LicenseLevel.Platinum);

    /// <summary>Release a host.</summary>
    public static FakePermission CanUnIsolateHost { get; } = OfSecurity("canUnIsolateHost", "host_isolation_all", "writeHostIsolationRelease", LicenseLevel.None);

    /// <summary>Kill a process.</summary>
    public static FakePermission CanKillProcess { get; } = OfSecurity("canKillProcess", "process_operations_all", "writeProcessOperations", LicenseLevel.Enterprise);

    /// <summary>Suspend a process.</summary>
    public static FakePermission CanSuspendProcess { get; } = OfSecurity("canSuspendProcess", "process_operations_all", "writeProcessOperations", LicenseLevel.Enterprise);

    /// <summary>List the processes of a host.</summary>
    public static FakePermission CanGetRunningProcesses { get; } = OfSecurity("canGetRunningProcesses", "process_operations_all", "writeProcessOperations", LicenseLevel.Enterprise);

    /// <summary>Fetch a file from a host and upload one to it.</summary>
    public static FakePermission CanWriteFileOperations { get; } = OfSecurity("canWriteFileOperations", "file_operations_all", "writeFileOperations", LicenseLevel.Enterprise);

    /// <summary>Run commands and scripts on a host.</summary>
    public static FakePermission CanWriteExecuteOperations { get; } = OfSecurity("canWriteExecuteOperations", "execute_operations_all", "writeExecuteOperations", LicenseLevel.Enterprise);

    /// <summary>Scan files of a host.</summary>
    public static FakePermission CanWriteScanOperations { get; } = OfSecurity("canWriteScanOperations", "scan_operations_all", "writeScanOperations", LicenseLevel.Enterprise);

    /// <summary>List actions.</summary>
    public static FakePermission CanReadActionsLogManagement { get; } = OfSecurity("canReadActionsLogManagement", "actions_log_management_read", "readActionsLogManagement", LicenseLevel.Enterprise);

    /// <summary>List actions and read the details of one.</summary>
    public static FakePermission CanAccessEndpointActionsLogManagement { get; } =
        OfSecurity("canAccessEndpointActionsLogManagement", "actions_log_management_read", "readActionsLogManagement", LicenseLevel.Platinum);

    /// <summary>Open the Endpoints page.</summary>
    public static FakePermission CanReadEndpointList { get; } = OfSecurity("canReadEndpointList", "endpoint_list_read", "readEndpointList", LicenseLevel.None);

    /// <summary>Read the script library (9.4).</summary>
    public static FakePermission CanReadScriptsLibrary { get; } = OfSecurity("canReadScriptsLibrary", "scripts_management_read", "readScriptsManagement", LicenseLevel.Enterprise);

    /// <summary>Read rules. From 9.3 on the base of every route that reads rules; before, <see cref="CanReadSecuritySolution"/> is.</summary>
    public static FakePermission CanReadRules { get; } = new("canReadRules", "securitySolutionRulesV1.read", "api:rules-read", LicenseLevel.None);

    /// <summary>Write rules. From 9.3 on the base of every route that writes rules; before, <see cref="CanReadSecuritySolution"/> is.</summary>
    public static FakePermission CanWriteRules { get; } = new("canWriteRules", "securitySolutionRulesV1.all", "api:rules-all", LicenseLevel.None);

    /// <summary>Every permission, in the order of Kibana's own table.</summary>
    public static IReadOnlyList<FakePermission> All { get; } =
    [
        CanReadSecuritySolution, CanIsolateHost, CanUnIsolateHost, CanKillProcess, CanSuspendProcess, CanGetRunningProcesses,
        CanWriteFileOperations, CanWriteExecuteOperations, CanWriteScanOperations, CanReadActionsLogManagement,
        CanAccessEndpointActionsLogManagement, CanReadEndpointList, CanReadScriptsLibrary, CanReadRules, CanWriteRules,
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

    /// <summary>What Elasticsearch is asked for, such as <c>api:securitySolution-writeHostIsolation</c>. Some permissions share one.</summary>
    public string ApiAction { get; }

    /// <summary>The least licence without which nobody has it; <see cref="LicenseLevel.None"/> where any will do.</summary>
    public LicenseLevel LeastLicense { get; }

    /// <summary>Finds a permission by Kibana's name of it, exactly as written.</summary>
    /// <param name="name">Such as <c>canIsolateHost</c>.</param>
    /// <returns>Null where there is none of that name.</returns>
    public static FakePermission? Find(string name) => All.FirstOrDefault(p => p.Name == name);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    internal bool IsLicensed(LicenseLevel license) => license.Includes(LeastLicense);

    private static FakePermission OfSecurity(string name, string subFeature, string action, LicenseLevel leastLicense) =>
        new(name, subFeature, $"api:securitySolution-{action}", leastLicense);
}
