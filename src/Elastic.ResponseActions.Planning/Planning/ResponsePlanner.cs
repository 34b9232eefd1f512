using Elastic.ResponseActions.Planning;

namespace Elastic.ResponseActions;

/// <summary>Plans what Kibana would do for the alerts of one rule pass, exactly, the actions that fail at once included. Sends nothing and holds no state.</summary>
public static class ResponsePlanner
{
    /// <summary>Plans one pass: the alerts that one run of the rule has made.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="alerts">The alerts of this pass, in the order they were made.</param>
    /// <param name="facts">What is known of the server; unknown facts fail nothing.</param>
    public static ResponsePlan Plan(DetectionRule rule, IReadOnlyList<Alert> alerts, PlanningFacts facts)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(alerts);
        ArgumentNullException.ThrowIfNull(facts);

        var actions = new List<PlannedAction>();
        var notes = new List<PlanNote>();
        var withAgent = rule.ResponseActions.Count == 0 ? [] : KeepAlertsWithAgent(rule, alerts, notes);
        if (withAgent.Count > 0)
        {
            for (var index = 0; index < rule.ResponseActions.Count; index++)
            {
                actions.AddRange(PlanAction(rule, index, withAgent, facts, notes));
            }
        }

        return new ResponsePlan { Actions = actions, Notes = notes };
    }

    private static List<Alert> KeepAlertsWithAgent(DetectionRule rule, IReadOnlyList<Alert> alerts, List<PlanNote> notes)
    {
        var dropped = alerts.Where(alert => alert.AgentId is null).ToList();
        if (dropped.Count > 0)
        {
            notes.Add(new PlanNote
            {
                RuleId = rule.RuleId,
                AlertIds = [.. dropped.Select(alert => alert.Id)],
                Message = $"{AlertGroups.Count(dropped)} without text at `agent.id`: no host to act on. Send the field.",
            });
        }

        return [.. alerts.Where(alert => alert.AgentId is not null)];
    }

    private static List<PlannedAction> PlanAction(DetectionRule rule, int index, List<Alert> alerts, PlanningFacts facts, List<PlanNote> notes)
    {
        var isEndpointAction = rule.ResponseActions[index] is EndpointResponseAction;
        var (kept, dropped) = (new List<Alert>(), new List<Alert>());
        foreach (var alert in alerts)
        {
            (!isEndpointAction || alert.AgentType == AgentType.Endpoint ? kept : dropped).Add(alert);
        }

        var pass = new ActionPass(rule, index, kept, notes);
        NoteOtherAgents(pass, dropped);
        if (kept.Count == 0)
        {
            return [];
        }

        if (isEndpointAction && kept[0].SpaceIds.Count == 0)
        {
            pass.Note(kept, $"{KibanaTexts.NoSpace(kept[0].RuleName, kept[0].RuleUuid)}. Kibana logs this and does nothing.");
            return [];
        }

        return [.. Drafts(rule.ResponseActions[index], pass, facts)
            .Select(draft => Submission.Submit(draft, facts, message => pass.Note(kept.Where(alert => draft.AlertIds.Contains(alert.Id)), message)))
            .OfType<PlannedAction>()];
    }

    private static IEnumerable<PlannedAction> Drafts(RuleResponseAction action, ActionPass pass, PlanningFacts facts)
    {
        switch (action)
        {
            case IsolateAction isolate:
                return IsolatePlanner.Plan(isolate, pass);
            case ProcessResponseAction process:
                return ProcessPlanner.Plan(process, pass, facts.HonoursKillDescendants == true);
            case RunScriptAction script:
                return RunScriptPlanner.Plan(script, pass);
            case EndpointResponseAction { Command: { } command }:
                pass.Note(pass.Alerts, $"rules cannot automate `{command}`; Kibana only logs it.");
                return [];
            case EndpointResponseAction:
                pass.Note(pass.Alerts, "the response action names no command; Kibana does nothing.");
                return [];
            default:
                pass.Note(pass.Alerts, $"actions of kind `{action.ActionTypeId}` are not planned by this library.");
                return [];
        }
    }

    private static void NoteOtherAgents(ActionPass pass, List<Alert> dropped)
    {
        foreach (var group in dropped.GroupBy(alert => alert.AgentType))
        {
            var type = group.Key is { } known ? $"`{known}`" : "missing";
            pass.Note(group, $"{AlertGroups.Count([.. group])} whose `agent.type` is {type}: automated actions reach `endpoint` (Elastic Defend) only.");
        }
    }
}
