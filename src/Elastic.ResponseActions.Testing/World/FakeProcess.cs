namespace Elastic.ResponseActions.Testing;

/// <summary>A process on a host of the fake, as it is at one moment.</summary>
public sealed record FakeProcess
{
    /// <summary>The process id.</summary>
    public required long Pid { get; init; }

    /// <summary>The unique id of this one run of the program; empty where no entity id may find it.</summary>
    public string EntityId { get; init; } = "";

    /// <summary>The name of the program, such as <c>evil.exe</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>The command line, which <c>running-processes</c> shows; the name where empty.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>The id of the process that started it, where known.</summary>
    public long? ParentPid { get; init; }

    /// <summary>The user it runs as.</summary>
    public string User { get; init; } = "";

    /// <summary>Whether the agent refuses to kill or suspend it, as it does for its own.</summary>
    public bool IsProtected { get; init; }

    /// <summary>Whether it has been suspended.</summary>
    public bool IsSuspended { get; init; }
}
