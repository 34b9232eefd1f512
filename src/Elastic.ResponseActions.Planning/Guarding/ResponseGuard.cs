namespace Elastic.ResponseActions;

/// <summary>Says what happens to a planned action: every guard in its order, over facts that the caller gathered. Only here an <see cref="ApprovedAction"/> is made. Holds no state; share it between threads.</summary>
public sealed class ResponseGuard
{
    private readonly ResponsePolicy _policy;

    /// <summary>Creates a guard.</summary>
    /// <param name="policy">The policy in force.</param>
    public ResponseGuard(ResponsePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        _policy = policy;
    }

    /// <summary>Reviews one action.</summary>
    /// <param name="action">The planned action.</param>
    /// <param name="facts">What is known now. A missing fact never lets an action pass.</param>
    public GuardReview Review(PlannedAction action, GuardFacts facts)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(facts);
        throw new NotImplementedException(_policy.ToString());
    }
}
