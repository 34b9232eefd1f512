namespace Elastic.ResponseActions;

/// <summary>One step of an action, written before its side effect. Immutable.</summary>
public sealed record LedgerTransition
{
    /// <summary>Where the action is from now on.</summary>
    public required ActionState State { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Kibana's id of the action, once it is known.</summary>
    public string? ActionId { get; init; }

    /// <summary>Kibana may have executed the request without listing it, for <see cref="ActionState.Ambiguous"/>.</summary>
    public bool MayBeUnlisted { get; init; }

    /// <summary>The outcome, for <see cref="ActionState.Blocked"/> and <see cref="ActionState.Settled"/>.</summary>
    public ActionOutcome? Outcome { get; init; }
}
