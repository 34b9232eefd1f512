namespace Elastic.ResponseActions.Guarding;

/// <summary>Refuses what can only fail: actions that Kibana fails at once, more or less than one host, no target, a host whose agent lacks the capability.</summary>
internal static class ApplicabilityGuard
{
    public static GuardFinding Check(GuardCase guarded)
    {
        var action = guarded.Action;
        if (action.Error is { } error)
        {
            return GuardFinding.Refuse(error);
        }

        if (EndpointPrivilege.For(action.Command) is null && action.Command != ResponseActionCommand.Cancel)
        {
            return GuardFinding.Refuse($"this library does not send `{action.Command}`.");
        }

        if (guarded.IsOtherVendors && !action.IsByHand)
        {
            return GuardFinding.Refuse($"only a person reaches agents of type `{action.AgentType}`; rules reach `endpoint`.");
        }

        if (guarded.IsRelease && !action.IsByHand && !action.IsAutoRelease)
        {
            return GuardFinding.Refuse("a rule cannot release a host; only a person or the policy's `auto_release` can.");
        }

        if (action.IsAutoRelease && !guarded.IsRelease)
        {
            return GuardFinding.Refuse($"`{action.Command}` is no release, so it cannot take an isolation back.");
        }

        if (action.AgentIds.Count != 1 || action.AgentIds[0] != action.Target || string.IsNullOrWhiteSpace(action.Target.Value))
        {
            return GuardFinding.Refuse($"the action names {action.AgentIds.Count} agents ({string.Join(", ", action.AgentIds)}) for the target '{action.Target}'; expected exactly that one.");
        }

        return MissingTarget(action) ?? MissingCapability(guarded) ?? GuardFinding.Pass("one host, one target.");
    }

    private static GuardFinding? MissingTarget(PlannedAction action)
    {
        var isNamed = action.ParameterName is "pid" or "entity_id" || (action.ParameterName == "process_name" && action.AgentType == AgentType.SentinelOne);
        if (action.Command.TargetsProcess && (!isNamed || action.ParameterValue is null))
        {
            return GuardFinding.Refuse($"`{action.Command}` names no process.");
        }

        return action.Command == ResponseActionCommand.RunScript && string.IsNullOrEmpty(action.Script?.ScriptId) && action.Parameters is null
            ? GuardFinding.Refuse("`runscript` names no script.")
            : null;
    }

    // An empty list is unknown, not none: old agents do not say.
    private static GuardFinding? MissingCapability(GuardCase guarded) =>
        guarded.Metadata is { Capabilities.Count: > 0 } metadata
        && Needed(guarded.Action) is { } needed
        && !metadata.Capabilities.Contains(needed)
            ? GuardFinding.Refuse($"the agent on '{guarded.Action.Target}' lacks the capability `{needed}`. Upgrade Elastic Defend there.")
            : null;

    private static EndpointCapability? Needed(PlannedAction action) =>
        action.Command != ResponseActionCommand.MemoryDump ? EndpointCapability.For(action.Command)
        : action.Parameters is { } parameters && parameters.TryGetProperty("type", out var type) && type.ValueEquals("kernel") ? EndpointCapability.MemoryDumpKernel
        : EndpointCapability.MemoryDumpProcess;
}
