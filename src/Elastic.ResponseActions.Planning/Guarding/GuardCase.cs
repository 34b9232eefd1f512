namespace Elastic.ResponseActions.Guarding;

/// <summary>What one guard looks at: the action, the facts, the policy, and the mode they give.</summary>
internal sealed record GuardCase(PlannedAction Action, GuardFacts Facts, ResponsePolicy Policy, ModeDecision Mode)
{
    public EndpointMetadata? Metadata => Facts.Endpoint?.Metadata;

    /// <summary>Releases undo; what keeps an action from doing harm does not stop them.</summary>
    public bool IsRelease => Action.Command == ResponseActionCommand.Unisolate;

    /// <summary>The time that windows are counted by.</summary>
    public DateTimeOffset SteadyNow => Facts.SteadyNow ?? Facts.Now;

    /// <summary>The host is another vendor's: Kibana keeps no metadata of it, so only a person may name it.</summary>
    public bool IsOtherVendors => Action.AgentType != AgentType.Endpoint;

    public bool IsByPid => Action.ParameterName == "pid";

    /// <summary>What was approved before this action, newest first. What was approved after its own intent came later and is judged by it, not the other way round.</summary>
    public IEnumerable<PastAction> Past => Before(Facts.History.Actions);

    /// <summary>The same on its host only.</summary>
    public IEnumerable<PastAction> PastOnHost => Before(Facts.History.On(Action.Target));

    /// <summary>Everything else on its host, also what came later, newest first.</summary>
    public IEnumerable<PastAction> OthersOnHost => Facts.History.On(Action.Target).Where(past => past.Key != Facts.OwnIntent);

    /// <summary>A fact is missing. Before the send Kibana can still be asked; at send time nothing is guessed.</summary>
    public GuardFinding Missing(string fact) => Facts.IsSendTime
        ? GuardFinding.Refuse($"{fact} is not known at send time. Ask Kibana first.")
        : GuardFinding.NeedsKibana($"needs Kibana: {fact} is not known.");

    private IEnumerable<PastAction> Before(IEnumerable<PastAction> newestFirst) => Facts.OwnIntent is { } own && Facts.History.Contains(own)
        ? newestFirst.SkipWhile(past => past.Key != own).Skip(1)
        : newestFirst;
}
