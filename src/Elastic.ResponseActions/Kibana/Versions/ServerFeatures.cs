namespace Elastic.ResponseActions;

/// <summary>
/// The table of what depends on the server's release: commands, what rules may automate, rule types, and quirks that change what is sent.
/// Where the first release is not certain, the earlier one stands here, so that nothing is refused wrongly. Immutable.
/// </summary>
public static class ServerFeatures
{
    /// <summary>Rules have response actions: <c>isolate</c>, in rules of type <c>query</c> and <c>saved_query</c>.</summary>
    public static ServerFeature AutomatedIsolate { get; } = Since("isolate by a rule", new(8, 9), new(9, 0));

    /// <summary>Rules end and suspend processes.</summary>
    public static ServerFeature AutomatedProcessActions { get; } = Since("kill-process, suspend-process by a rule", new(8, 13), new(9, 0));

    /// <summary>Rules run scripts of the script library.</summary>
    public static ServerFeature AutomatedRunScript { get; } = Since("runscript by a rule", null, new(9, 4), serverless: null);

    /// <summary>Rules of every type have response actions, not only <c>query</c> and <c>saved_query</c>.</summary>
    public static ServerFeature ResponseActionsOfAllRuleTypes { get; } = Since("response actions in rules of every type", new(8, 16), new(9, 0));

    /// <summary>Automated actions look at <c>agent.type</c>; before, any alert with an agent id was taken for one of Elastic Defend.</summary>
    public static ServerFeature AgentTypeFilter { get; } = Since("automated actions only for `agent.type: endpoint`", new(8, 14), new(9, 0));

    /// <summary><c>kill_descendants</c> in a rule or by request; newest line, flag off.</summary>
    public static ServerFeature KillDescendants { get; } = Since("kill_descendants", null, new(9, 6), serverless: null) with { IsFlagged = true };

    /// <summary>Hosts, actions and privileges are per space; before, they are granted and seen in all.</summary>
    public static ServerFeature SpaceAwareness { get; } = Since("hosts, actions and privileges per space", null, new(9, 1));

    /// <summary>Rules are a Kibana feature of their own, with privileges of their own.</summary>
    public static ServerFeature RulePrivileges { get; } = Since("rules as a feature with privileges of its own", null, new(9, 3));

    /// <summary>
    /// A patch that does not mention <c>response_actions</c> counts as removing them, so that it needs the privileges for each; the SDK therefore
    /// sends the stored ones along. Later releases compare the rule before and after.
    /// </summary>
    public static ServerFeature PatchCountsUnsentActions { get; } = Since("a patch counts unsent response actions as removed", null, new(9, 4), serverless: null) with { Until = new(9, 5) };

    /// <summary>Every row of the table, in the order of <c>docs/versions.md</c>.</summary>
    public static IReadOnlyList<ServerFeature> All { get; } =
    [
        Command("isolate", null, new(7, 15), new(9, 0)),
        Command("unisolate", null, new(7, 15), new(9, 0)),
        Command("kill-process", null, new(8, 4), new(9, 0)),
        Command("suspend-process", null, new(8, 4), new(9, 0)),
        Command("running-processes", null, new(8, 4), new(9, 0)),
        Command("get-file", null, new(8, 6), new(9, 0)),
        Command("execute", null, new(8, 8), new(9, 0)),
        Command("upload", null, new(8, 9), new(9, 0)),
        Command("scan", null, new(8, 15), new(9, 0)),
        Command("runscript", "crowdstrike", new(8, 18), new(9, 0)),
        Command("runscript", "microsoft_defender_endpoint", new(8, 19), new(9, 1)),
        Command("runscript", "sentinel_one", null, new(9, 2)),
        Command("runscript", "endpoint", null, new(9, 4)) with { InServerless = null },
        Command("cancel", "microsoft_defender_endpoint", null, new(9, 2)),
        Command("cancel", "endpoint", null, new(9, 5)) with { IsFlagged = true, InServerless = null },
        Command("memory-dump", null, null, new(9, 3)),
        AutomatedIsolate,
        AutomatedProcessActions,
        AutomatedRunScript,
        ResponseActionsOfAllRuleTypes,
        AgentTypeFilter,
        KillDescendants,
        SpaceAwareness,
        RulePrivileges,
        PatchCountsUnsentActions,
    ];

    /// <summary>A command by request to agents of a type; null where this library does not know the pair.</summary>
    /// <param name="command">The command.</param>
    /// <param name="agentType">Whose agents.</param>
    public static ServerFeature? ByRequest(ResponseActionCommand command, AgentType agentType) =>
        All.FirstOrDefault(row => row.Name == NameOf(command.Name, agentType.Name) || row.Name == NameOf(command.Name, null));

    /// <summary>A command by a rule's response action; null where this library does not know it.</summary>
    /// <param name="command">The command.</param>
    public static ServerFeature? Automated(ResponseActionCommand command) => command.Name switch
    {
        "isolate" => AutomatedIsolate,
        "kill-process" or "suspend-process" => AutomatedProcessActions,
        "runscript" => AutomatedRunScript,
        _ => null,
    };

    private static ServerFeature Command(string command, string? agentType, KibanaRelease? in8, KibanaRelease in9) => Since(NameOf(command, agentType), in8, in9);

    private static string NameOf(string command, string? agentType) => agentType is null ? $"{command} by request" : $"{command} by request, {agentType}";

    private static ServerFeature Since(string name, KibanaRelease? in8, KibanaRelease in9, bool? serverless = true) =>
        new() { Name = name, InLine8 = in8, InLine9 = in9, InServerless = serverless };
}
