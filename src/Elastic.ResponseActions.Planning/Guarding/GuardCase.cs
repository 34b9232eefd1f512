namespace Elastic.ResponseActions.Guarding;

/// <summary>What one guard looks at: the action, the facts, the policy, and the mode they give.</summary>
internal sealed record GuardCase(PlannedAction Action, GuardFacts Facts, ResponsePolicy Policy, ModeDecision Mode)
{
    public EndpointMetadata? Metadata => Facts.Endpoint?.Metadata;

    /// <summary>Releases undo; what keeps an action from doing harm does not stop them.</summary>
    public bool IsRelease => Action.Command == ResponseActionCommand.Unisolate;

    public bool IsByPid => Action.ParameterName == "pid";

    /// <summary>What was approved before, newest first, without this action's own intent.</summary>
    public IEnumerable<PastAction> Past => Facts.History.Actions.Where(IsOther);

    /// <summary>What was approved before on the same host, newest first, without this action's own intent.</summary>
    public IEnumerable<PastAction> PastOnHost => Facts.History.On(Action.Target).Where(IsOther);

    /// <summary>A fact is missing. Before the send Kibana can still be asked; at send time nothing is guessed.</summary>
    public GuardFinding Missing(string fact) => Facts.IsSendTime
        ? GuardFinding.Refuse($"{fact} is not known at send time. Ask Kibana first.")
        : GuardFinding.NeedsKibana($"needs Kibana: {fact} is not known.");

    private bool IsOther(PastAction past) => past.Key != Facts.OwnIntent;
}
