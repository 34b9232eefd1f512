namespace Elastic.ResponseActions;

/// <summary>What one alert says of its host and of the process that an action is about. Immutable; pure data.</summary>
public sealed record AlertEvidence
{
    /// <summary>The alert's id.</summary>
    public required string AlertId { get; init; }

    /// <summary>The agent's product (<c>agent.type</c>).</summary>
    public AgentType? AgentType { get; init; }

    /// <summary>The host's id (<c>host.id</c>).</summary>
    public string? HostId { get; init; }

    /// <summary>The host's name (<c>host.name</c>).</summary>
    public string? HostName { get; init; }

    /// <summary>The operating system (<c>host.os.type</c>).</summary>
    public string? HostOsType { get; init; }

    /// <summary>The name of the process the action is about: <c>process.name</c>, or the name beside the selector's field (<c>process.parent.name</c>).</summary>
    public string? ProcessName { get; init; }

    /// <summary>The path of that process's program, for example <c>process.executable</c>.</summary>
    public string? ProcessExecutable { get; init; }

    /// <summary>The SHA-256 of that program, for example <c>process.hash.sha256</c>.</summary>
    public string? ProcessSha256 { get; init; }
}
