namespace Elastic.ResponseActions.Dispatching;

/// <summary>
/// Trips the breaker of a rule that went over a cap or matched all over the fleet, and that of all rules when two rules did within ten minutes or an answer named
/// another host. What has tripped is in the ledger and outlives a restart. Thread-safe.
/// </summary>
internal sealed class Breaker(IActionLedger ledger, SteadyClock clock)
{
    private static readonly TimeSpan SecondRuleWithin = TimeSpan.FromMinutes(10);

    public ValueTask<IReadOnlyList<BreakerTrip>> ReadAsync(CancellationToken cancellationToken) => ledger.ReadTripsAsync(cancellationToken);

    public ValueTask TripAllAsync(string reason) =>
        ledger.TripAsync(new BreakerTrip { Reason = reason, At = clock.Steady }, CancellationToken.None);

    /// <summary>Looks at a review of an action that would have been sent but for a cap.</summary>
    public async ValueTask ObserveAsync(PlannedAction action, GuardReview review, CancellationToken cancellationToken)
    {
        if (review is not { Verdict: GuardVerdict.Held, Mode: ActionMode.Enforce, Guard: "caps" or "same process" or "rule hosts" } || action.RuleId is not { } ruleId)
            return;

        var trips = await ledger.ReadTripsAsync(cancellationToken).ConfigureAwait(false);
        if (trips.Any(t => t.RuleId == ruleId))
            return;

        var now = clock.Steady;
        await ledger.TripAsync(new BreakerTrip { RuleId = ruleId, Reason = review.Reason, At = now }, cancellationToken).ConfigureAwait(false);
        if (trips.FirstOrDefault(t => t.RuleId is not null && now - t.At < SecondRuleWithin) is { } other)
            await TripAllAsync($"the rules '{other.RuleId}' and '{ruleId}' both went over a cap within ten minutes.").ConfigureAwait(false);
    }
}
