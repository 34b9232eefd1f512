namespace Elastic.ResponseActions.Testing.World;

/// <summary>The first release of something in the 8 and in the 9 line; a table of what depends on the release, oldest first.</summary>
/// <param name="In8">The minor of the 8 line; null where that line never has it.</param>
/// <param name="In9">The minor of the 9 line.</param>
internal readonly record struct KibanaFeature(int? In8, int In9)
{
    public static KibanaFeature AutomatedProcessActions { get; } = new(13, 0);

    /// <summary>Automated actions look at <c>agent.type</c>; before, any alert with an agent id was taken for one of Elastic Defend.</summary>
    public static KibanaFeature AgentTypeFilter { get; } = new(15, 0);

    public static KibanaFeature Scan { get; } = new(15, 0);

    public static KibanaFeature ResponseActionsOfAllRuleTypes { get; } = new(16, 0);

    /// <summary>Agents of other vendors; before, their flags are off.</summary>
    public static KibanaFeature ThirdPartyAgents { get; } = new(18, 0);

    public static KibanaFeature CrowdStrikeRunScript { get; } = new(18, 0);

    public static KibanaFeature DefenderRunScript { get; } = new(19, 1);

    /// <summary>An import leaves Elastic's own rules immutable.</summary>
    public static KibanaFeature PrebuiltRuleImport { get; } = new(18, 0);

    /// <summary>The endpoint routes from before 8.0, <c>/api/endpoint/isolate</c>, are gone.</summary>
    public static KibanaFeature OldRoutesGone { get; } = new(null, 0);

    /// <summary>Hosts and actions are seen only in the spaces of their policy.</summary>
    public static KibanaFeature SpaceAwareness { get; } = new(null, 1);

    public static KibanaFeature SentinelOneRunScript { get; } = new(null, 2);

    public static KibanaFeature Cancel { get; } = new(null, 2);

    public static KibanaFeature MemoryDump { get; } = new(null, 3);

    /// <summary>Rules are a feature of their own, with privileges of their own.</summary>
    public static KibanaFeature RulePrivileges { get; } = new(null, 3);

    /// <summary>Elastic Defend runs scripts, by request and automated, from the script library.</summary>
    public static KibanaFeature EndpointRunScript { get; } = new(null, 4);

    /// <summary>Response actions are checked on patch and import too, and by what changed.</summary>
    public static KibanaFeature ResponseActionChecks { get; } = new(null, 4);

    /// <summary>The newest line: cancelled actions, upper bounds on request members.</summary>
    public static KibanaFeature Newest { get; } = new(null, 5);

    /// <summary>What the newest line has behind flags that are off.</summary>
    public static KibanaFeature KillDescendants { get; } = new(null, 6);
}
