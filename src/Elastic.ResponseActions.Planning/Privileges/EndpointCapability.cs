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

    /// <summary>The capability a command needs; null where this library does not know.</summary>
    /// <param name="command">The command.</param>
    public static EndpointCapability? For(ResponseActionCommand command) => command.Name switch
    {
        "isolate" or "unisolate" => Isolation,
        "kill-process" => KillProcess,
        "suspend-process" => SuspendProcess,
        "runscript" => RunScript,
        _ => null,
    };

    /// <inheritdoc />
    public override string ToString() => Name ?? "";
}
