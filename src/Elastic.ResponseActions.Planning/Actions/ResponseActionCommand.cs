namespace Elastic.ResponseActions;

/// <summary>A response action's command; mirrors the API's <c>command</c>. Open: any name is kept.</summary>
/// <param name="Name">The name on the wire, for example <c>kill-process</c>.</param>
public readonly record struct ResponseActionCommand(string Name)
{
    /// <summary>Cut a host off the network (<c>isolate</c>).</summary>
    public static ResponseActionCommand Isolate { get; } = new("isolate");

    /// <summary>Release an isolated host (<c>unisolate</c>).</summary>
    public static ResponseActionCommand Unisolate { get; } = new("unisolate");

    /// <summary>End a process (<c>kill-process</c>).</summary>
    public static ResponseActionCommand KillProcess { get; } = new("kill-process");

    /// <summary>Suspend a process (<c>suspend-process</c>).</summary>
    public static ResponseActionCommand SuspendProcess { get; } = new("suspend-process");

    /// <summary>Run a script of the script library (<c>runscript</c>).</summary>
    public static ResponseActionCommand RunScript { get; } = new("runscript");

    /// <summary>List processes (<c>running-processes</c>).</summary>
    public static ResponseActionCommand RunningProcesses { get; } = new("running-processes");

    /// <summary>Fetch a file (<c>get-file</c>).</summary>
    public static ResponseActionCommand GetFile { get; } = new("get-file");

    /// <summary>Run a shell command (<c>execute</c>).</summary>
    public static ResponseActionCommand Execute { get; } = new("execute");

    /// <summary>Send a file to a host (<c>upload</c>).</summary>
    public static ResponseActionCommand Upload { get; } = new("upload");

    /// <summary>Scan a path for malware (<c>scan</c>).</summary>
    public static ResponseActionCommand Scan { get; } = new("scan");

    /// <summary>Take another action back (<c>cancel</c>).</summary>
    public static ResponseActionCommand Cancel { get; } = new("cancel");

    /// <summary>Write memory to a file on the host (<c>memory-dump</c>).</summary>
    public static ResponseActionCommand MemoryDump { get; } = new("memory-dump");

    /// <summary>True for <c>kill-process</c> and <c>suspend-process</c>, the commands that name a process.</summary>
    public bool TargetsProcess => this == KillProcess || this == SuspendProcess;

    /// <inheritdoc />
    public override string ToString() => Name ?? "";
}
