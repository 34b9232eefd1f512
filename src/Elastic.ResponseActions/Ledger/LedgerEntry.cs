namespace Elastic.ResponseActions;

/// <summary>One intended action and how far it is. Immutable: a transition makes a new one.</summary>
public sealed record LedgerEntry
{
    /// <summary>The key under which it is sent at most once.</summary>
    public required ActionKey Key { get; init; }

    /// <summary>The action.</summary>
    public required PlannedAction Action { get; init; }

    /// <summary>When every guard had let it pass.</summary>
    public required DateTimeOffset IntendedAt { get; init; }

    /// <summary>When it must have been sent; later it has expired. Null: no deadline.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>The W3C <c>traceparent</c> of the trace in which it was intended, so that its send and its end belong to the same one; null where nothing was traced.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The number of the record that holds the intent, from 1: the order of intents. 0 before it is written.</summary>
    public long Sequence { get; init; }

    /// <summary>How far it is.</summary>
    public ActionState State { get; init; }

    /// <summary>How many requests have left.</summary>
    public int Attempts { get; init; }

    /// <summary>When the last request left; null before the first.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>A request may have been executed without Kibana listing it, so "not listed" proves nothing, ever.</summary>
    public bool MayBeUnlisted { get; init; }

    /// <summary>Kibana's id of the action; null until it is known.</summary>
    public string? ActionId { get; init; }

    /// <summary>The outcome, where there is one.</summary>
    public ActionOutcome? Outcome { get; init; }

    /// <summary>What a person decided about it; null where nobody did.</summary>
    public Approval? Approval { get; init; }

    /// <summary>What an approval of this action has to be bound to.</summary>
    public ApprovalDigest Digest => ApprovalDigest.Of(Action, Key);

    /// <summary>It waits for a person's approval.</summary>
    public bool AwaitsApproval => Outcome is { Kind: ActionOutcomeKind.Held, Guard: "approval" };

    /// <summary>A request may have been executed whose answer is not known.</summary>
    public bool MayBeUnderWay => State is ActionState.Sending or ActionState.Ambiguous;

    /// <summary>No request has left that may have been executed.</summary>
    public bool IsUnsent => State is ActionState.Intended or ActionState.NotExecuted or ActionState.Blocked;

    /// <summary>The entry after one more step.</summary>
    /// <param name="transition">The step.</param>
    /// <exception cref="InvalidOperationException">The outcome is final, or the step would send what may have been executed.</exception>
    public LedgerEntry Apply(LedgerTransition transition)
    {
        ArgumentNullException.ThrowIfNull(transition);
        if (Outcome is { IsFinal: true })
            throw new InvalidOperationException($"Action {Key} ended as {Outcome.Kind} and cannot become {transition.State}.");

        var leaves = transition.State == ActionState.Sending;
        if (leaves && Approval is { IsGranted: false })
            throw new InvalidOperationException($"Action {Key} was {Approval} and must not be sent.");
        if (leaves && !IsUnsent)
            throw new InvalidOperationException($"Action {Key} is {State}: it may have been executed and must not be sent.");

        return this with
        {
            State = transition.State,
            Attempts = leaves ? Attempts + 1 : Attempts,
            SentAt = leaves ? transition.At : SentAt,
            MayBeUnlisted = MayBeUnlisted || transition.MayBeUnlisted,
            ActionId = transition.ActionId ?? ActionId,
            Outcome = transition.Outcome,
        };
    }

    /// <summary>The entry after a person's decision.</summary>
    /// <param name="approval">The decision.</param>
    /// <exception cref="InvalidOperationException">Somebody has said no, or a request has left: nothing is to be decided any more.</exception>
    public LedgerEntry Apply(Approval approval)
    {
        ArgumentNullException.ThrowIfNull(approval);
        if (!IsUnsent || Outcome is { IsFinal: true } || Approval is { IsGranted: false })
            throw new InvalidOperationException($"Action {Key} is {Outcome?.Kind.ToString() ?? State.ToString()}; there is nothing to approve or deny.");

        return this with { Approval = approval };
    }

    /// <summary>Action and state.</summary>
    public override string ToString() => $"{Action.Command} on '{Action.Target}': {State}";
}
