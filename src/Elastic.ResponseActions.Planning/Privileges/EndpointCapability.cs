namespace Elastic.ResponseActions;

/// <summary>What an endpoint's agent can do; mirrors <c>Endpoint.capabilities</c>. Open: any name is kept.</summary>
/// <param name="Name">The name on the wire, for example <c>kill_process</c>.</param>
public readonly record struct EndpointCapability(string Name)
{
    /// <summary>Isolation and release (<c>isolation</c>).</summary>
    public static EndpointCapability Isolation { get; } = new("isolation");

    /// <summary>Ending a process (<c>kill_process</c>).</summary>
    public static EndpointCapability KillProcess { get; } = new("kill_process");

    /// <summary>Suspending a process (<c>suspend_process</c>).</summary>
    public static EndpointCapability SuspendProcess { get; } = new("suspend_process");

    /// <summary>Running a script of the script library (<c>runscript</c>).</summary>
    public static EndpointCapability RunScript { get; } = new("runscript");

    /// <summary>Listing processes (<c>running_processes</c>).</summary>
    public static EndpointCapability RunningProcesses { get; } = new("running_processes");

    /// <summary>Fetching a file (<c>get_file</c>).</summary>
    public static EndpointCapability GetFile { get; } = new("get_file");

    /// <summary>Running a shell command (<c>execute</c>).</summary>
    public static EndpointCapability Execute { get; } = new("execute");

    /// <summary>Taking a file (<c>upload_file</c>).</summary>
    public static EndpointCapability UploadFile { get; } = new("upload_file");

    /// <summary>Scanning for malware (<c>scan</c>).</summary>
    public static EndpointCapability Scan { get; } = new("scan");

    /// <summary>Taking another action back (<c>cancel</c>).</summary>
    public static EndpointCapability Cancel { get; } = new("cancel");

    /// <summary>Dumping a process's memory (<c>memdump_process</c>).</summary>
    public static EndpointCapability MemoryDumpProcess { get; } = new("memdump_process");

    /// <summary>Dumping the kernel's memory (<c>memdump_kernel</c>).</summary>
    public static EndpointCapability MemoryDumpKernel { get; } = new("memdump_kernel");

    /// <summary>The capability a command needs; null where this library does not know, and for <c>memory-dump</c>, where it hangs on the parameters.</summary>
    /// <param name="command">The command.</param>
    public static EndpointCapability? For(ResponseActionCommand command) => command.Name switch
    {
        "isolate" or "unisolate" => Isolation,
        "kill-process" => KillProcess,
        "suspend-process" => SuspendProcess,
        "runscript" => RunScript,
        "running-processes" => RunningProcesses,
        "get-file" => GetFile,
        "execute" => Execute,
        "upload" => UploadFile,
        "scan" => Scan,
        "cancel" => Cancel,
        _ => null,
    };

    /// <inheritdoc />
    public override string ToString() => Name ?? "";
}
