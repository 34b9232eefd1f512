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

        if (EndpointPrivilege.For(action.Command) is null)
        {
            return GuardFinding.Refuse($"this library does not send `{action.Command}`.");
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
        if (action.Command.TargetsProcess && (action.ParameterName is not ("pid" or "entity_id") || action.ParameterValue is null))
        {
            return GuardFinding.Refuse($"`{action.Command}` names no process.");
        }

        return action.Command == ResponseActionCommand.RunScript && string.IsNullOrEmpty(action.Script?.ScriptId)
            ? GuardFinding.Refuse("`runscript` names no script.")
            : null;
    }

    // An empty list is unknown, not none: old agents do not say.
    private static GuardFinding? MissingCapability(GuardCase guarded) =>
        guarded.Metadata is { Capabilities.Count: > 0 } metadata
        && EndpointCapability.For(guarded.Action.Command) is { } needed
        && !metadata.Capabilities.Contains(needed)
            ? GuardFinding.Refuse($"the agent on '{guarded.Action.Target}' lacks the capability `{needed}`. Upgrade Elastic Defend there.")
            : null;
}
