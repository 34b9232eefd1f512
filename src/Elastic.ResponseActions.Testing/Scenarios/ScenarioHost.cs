namespace Elastic.ResponseActions.Testing.Scenarios;

/// <summary>What a scenario says of one host; null where it says nothing.</summary>
internal sealed record ScenarioHost
{
    public required string AgentId { get; init; }
    public bool Remove { get; init; }
    public string? Name { get; init; }
    public string? HostId { get; init; }
    public string? Os { get; init; }
    public string? AgentVersion { get; init; }
    public string? Status { get; init; }
    public bool? HasDefend { get; init; }
    public bool? IsOnline { get; init; }
    public bool? IsIsolated { get; init; }
    public TimeSpan? AnswerAfter { get; init; }
    public IReadOnlyList<string>? Capabilities { get; init; }
    public IReadOnlyList<FakeProcess>? Processes { get; init; }
    public string? AgentType { get; init; }
    public IReadOnlyList<string>? Spaces { get; init; }
    public IReadOnlyList<FakeFile> Files { get; init; } = [];
    public IReadOnlyList<KeyValuePair<string, FakeCommandResult>> Commands { get; init; } = [];

    /// <summary>Changes the host of that agent id, or adds it.</summary>
    public void ApplyTo(FakeKibana kibana)
    {
        var host = kibana.Hosts.Find(AgentId) ?? kibana.AddEndpoint(AgentId);
        host.Name = Name ?? host.Name;
        host.HostId = HostId ?? host.HostId;
        host.OsType = Os ?? host.OsType;
        host.AgentVersion = AgentVersion ?? host.AgentVersion;
        host.StatusOverride = Status ?? host.StatusOverride;
        host.HasDefend = HasDefend ?? host.HasDefend;
        host.AnswerAfter = AnswerAfter ?? host.AnswerAfter;
        host.Capabilities = Capabilities ?? host.Capabilities;
        host.IsIsolated = IsIsolated ?? host.IsIsolated;
        host.AgentType = AgentType is null ? host.AgentType : new AgentType(AgentType);
        host.Spaces = Spaces ?? host.Spaces;
        foreach (var file in Files)
            host.AddFile(file);
        foreach (var (command, result) in Commands)
            host.CommandResults[command] = result;
        if (Processes is not null)
            host.ReplaceProcesses(Processes);
        if (IsOnline == true)
            host.ComeOnline();
        else if (IsOnline == false)
            host.GoOffline();
    }
}
