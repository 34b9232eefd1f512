namespace Elastic.ResponseActions;

/// <summary>What a caller may do with endpoints: a sub-feature privilege of Kibana's security feature. Granted one by one; <c>all</c> does not include them.</summary>
/// <param name="Id">The sub-feature privilege id, for example <c>host_isolation_all</c>.</param>
/// <param name="Title">The name in Kibana's role editor, for example <c>Host Isolation: All</c>.</param>
/// <param name="ApiAction">The action to ask for with <c>_has_privileges</c>.</param>
public sealed record EndpointPrivilege(string Id, string Title, string ApiAction)
{
    /// <summary>Isolating a host.</summary>
    public static EndpointPrivilege Isolate { get; } =
        new("host_isolation_all", "Host Isolation: All", "api:securitySolution-writeHostIsolation");

    /// <summary>Releasing a host; the same privilege as isolating, another action.</summary>
    public static EndpointPrivilege Release { get; } =
        new("host_isolation_all", "Host Isolation: All", "api:securitySolution-writeHostIsolationRelease");

    /// <summary>Ending, suspending and listing processes.</summary>
    public static EndpointPrivilege ProcessOperations { get; } =
        new("process_operations_all", "Process Operations: All", "api:securitySolution-writeProcessOperations");

    /// <summary>Running commands and scripts.</summary>
    public static EndpointPrivilege ExecuteOperations { get; } =
        new("execute_operations_all", "Execute Operations: All", "api:securitySolution-writeExecuteOperations");

    /// <summary>Fetching and uploading files.</summary>
    public static EndpointPrivilege FileOperations { get; } =
        new("file_operations_all", "File Operations: All", "api:securitySolution-writeFileOperations");

    /// <summary>Scanning for malware.</summary>
    public static EndpointPrivilege ScanOperations { get; } =
        new("scan_operations_all", "Scan Operations: All", "api:securitySolution-writeScanOperations");

    /// <summary>
    /// The privilege a command needs; null where this library knows none: for a command it does not send, and for <c>cancel</c>, which needs
    /// that of the command it takes back.
    /// </summary>
    /// <param name="command">The command.</param>
    public static EndpointPrivilege? For(ResponseActionCommand command) => command.Name switch
    {
        "isolate" => Isolate,
        "unisolate" => Release,
        "kill-process" or "suspend-process" or "running-processes" => ProcessOperations,
        "runscript" or "execute" or "memory-dump" => ExecuteOperations,
        "get-file" or "upload" => FileOperations,
        "scan" => ScanOperations,
        _ => null,
    };

    /// <inheritdoc />
    public override string ToString() => $"`{Id}` ({Title})";
}
