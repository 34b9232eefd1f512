namespace Elastic.ResponseActions.Guarding;

/// <summary>Holds what a tripped breaker stops: a rule that went over a cap stays stopped, also when the cap's time is over, until a person resets it.</summary>
internal static class BreakerGuard
{
    public static GuardFinding Check(GuardCase guarded)
    {
        if (guarded.IsRelease)
        {
            return GuardFinding.Pass("releases pass every breaker.");
        }

        var trip = guarded.Facts.Trips.FirstOrDefault(trip => trip.RuleId is null || trip.RuleId == guarded.Action.RuleId);
        return trip is null
            ? GuardFinding.Pass("no breaker has tripped.")
            : GuardFinding.Hold($"the breaker of {(trip.RuleId is null ? "all rules" : $"rule '{trip.RuleId}'")} tripped at {trip.At:O}: {trip.Reason} Reset it to go on.");
    }
}
