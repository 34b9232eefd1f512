namespace Elastic.ResponseActions.Planning;

/// <summary>What Kibana does with a request once it is built: look the host up, find the first error that applies, store the action.</summary>
internal static class Submission
{
    /// <returns>The action as Kibana would store it; null where it would store none, which is noted.</returns>
    public static PlannedAction? Submit(PlannedAction draft, PlanningFacts facts, Action<string> note)
    {
        if (draft.Script?.ScriptId is { } scriptId && facts.Scripts is { } scripts && !scripts.ContainsKey(scriptId))
        {
            note($"{KibanaTexts.ScriptNotFound(scriptId)}. Kibana stores no action for agent '{draft.Target}'.");
            return null;
        }

        var action = facts.Endpoints is { } endpoints && !endpoints.ContainsKey(draft.Target)
            ? draft with { AgentIds = [], Comment = KibanaTexts.WithDroppedAgent(draft.Comment, draft.Target) }
            : draft;

        if (facts.PolicyLookUpFailure is { Repeats: true } failure && action.AgentIds.Count > 0)
        {
            note($"the policy look-up fails twice ({failure.Message}). Kibana stores no action for agent '{draft.Target}'.");
            return null;
        }

        return action with { Error = FirstError(action, facts) };
    }

    // The order is Kibana's: a validation error hides the missing field that the request came with.
    private static string? FirstError(PlannedAction action, PlanningFacts facts)
    {
        if (MissingInput(action, facts) is { } error)
        {
            return error;
        }

        if (facts.License is { } license && !license.Includes(LicenseLevel.Enterprise))
        {
            return KibanaTexts.NoEnterprise;
        }

        if (action.AgentIds.Count == 0)
        {
            return KibanaTexts.NoElasticDefend;
        }

        if (action.Command == ResponseActionCommand.RunScript && facts.AutomatesRunScript == false)
        {
            return KibanaTexts.NotSupported(action.Command);
        }

        return facts.PolicyLookUpFailure?.Message ?? action.Error;
    }

    private static string? MissingInput(PlannedAction action, PlanningFacts facts) =>
        action.Script is { ScriptId: { } id } script
        && facts.Scripts?.GetValueOrDefault(id) is { RequiresInput: true } known
        && string.IsNullOrEmpty(script.ScriptInput)
            ? KibanaTexts.ScriptNeedsInput(known.Name)
            : null;
}
