namespace Elastic.ResponseActions.Planning;

/// <summary>One response action over the alerts it acts on: what the planners of the single commands work with.</summary>
internal sealed class ActionPass
{
    private readonly List<PlanNote> _notes;

    public ActionPass(DetectionRule rule, int actionIndex, IReadOnlyList<Alert> alerts, List<PlanNote> notes)
    {
        Rule = rule;
        ActionIndex = actionIndex;
        Alerts = alerts;
        _notes = notes;
    }

    public DetectionRule Rule { get; }

    public int ActionIndex { get; }

    /// <summary>Alerts of Elastic Defend agents, each with an agent id; at least one.</summary>
    public IReadOnlyList<Alert> Alerts { get; }

    // Kibana takes rule and space from the first alert that is left.
    private Alert First => Alerts[0];

    public void Note(IEnumerable<Alert> alerts, string message) => _notes.Add(new PlanNote
    {
        RuleId = Rule.RuleId,
        ActionIndex = ActionIndex,
        AlertIds = [.. alerts.Select(alert => alert.Id)],
        Message = message,
    });

    /// <summary>An action on the agent that the given alerts share.</summary>
    public PlannedAction Draft(EndpointResponseAction action, IReadOnlyList<Alert> alerts, string reason, string? processField = null)
    {
        var target = alerts[0].AgentId!.Value;
        return new PlannedAction
        {
            Command = action.Command!.Value,
            Target = target,
            AgentIds = [target],
            ParameterField = processField,
            AlertIds = [.. alerts.Select(alert => alert.Id)],
            AlertOrigin = alerts.All(alert => alert.Origin == AlertOrigin.Kibana) ? AlertOrigin.Kibana : AlertOrigin.LocalMatch,
            Evidence = [.. alerts.Select(alert => EvidenceReader.Read(alert, processField))],
            RuleId = Rule.RuleId,
            RuleUuid = First.RuleUuid,
            RuleName = First.RuleName,
            RuleTags = Rule.Tags,
            RuleVersion = RuleContent.Version(Rule),
            RuleAuthors = RuleContent.Authors(Rule),
            ActionIndex = ActionIndex,
            SpaceId = First.SpaceIds[0],
            Comment = action.Comment,
            EventTime = alerts.Max(alert => alert.EventTime),
            Reason = $"Rule '{Rule.Name}' asks for {action.Command} (response action {ActionIndex}); {reason}",
        };
    }
}
