using Elastic.ResponseActions.Dispatching;

namespace Elastic.ResponseActions.Processing;

/// <summary>
/// Lets the guards judge every planned action in order, each by what was approved before it. A rehearsed action (dry run) counts
/// against later rehearsals only: it must not use up what is enforced. So does one that needs Kibana: it may yet be sent. Thread-safe.
/// </summary>
internal sealed class ReviewStep(ResponseGuard guard, RuleSightings sightings, SteadyClock clock, string destination, KillSwitch killSwitch, CallerRights rights, bool isSendTime)
{
    private readonly Lock _lock = new();
    private readonly List<PastAction> _rehearsals = [];
    private ActionHistory _approved = ActionHistory.Empty;
    private ActionHistory _withRehearsals = ActionHistory.Empty;

    public List<GuardReview> Review(IReadOnlyList<PlannedAction> actions, PassFacts facts, ActionHistory history, IReadOnlyList<BreakerTrip> trips)
    {
        // The whole pass first: a rule that matches everywhere is to send nothing, not one action less than everything.
        sightings.Record(actions);
        lock (_lock)
        {
            if (!ReferenceEquals(history, _approved))
            {
                _withRehearsals = _rehearsals.Aggregate(history, static (all, past) => all.Add(past));
                _approved = history;
            }

            var approved = history;
            List<GuardReview> reviews = [];
            foreach (var action in actions)
            {
                var now = Facts(action, facts) with { Trips = trips };
                var review = guard.Review(action, now with { History = approved });
                if (review.Verdict is GuardVerdict.WouldSend or GuardVerdict.NeedsKibana)
                    review = guard.Review(action, now with { History = _withRehearsals });

                reviews.Add(review);
                if (review.Request is null && review.Verdict is GuardVerdict.Held or GuardVerdict.Refused)
                    continue;

                var past = PastAction.Of(action, destination, clock.Steady);
                _withRehearsals = _withRehearsals.Add(past);
                if (review.Verdict == GuardVerdict.Approved || review.Request is not null)
                    approved = approved.Add(past);
                else
                    _rehearsals.Add(past);
            }

            return reviews;
        }
    }

    private GuardFacts Facts(PlannedAction action, PassFacts facts) => new()
    {
        Now = clock.Latest,
        SteadyNow = clock.Steady,
        IsSendTime = isSendTime,
        Destination = destination,
        KillSwitch = killSwitch.Read(),
        Endpoint = facts.Hosts.GetValueOrDefault(action.Target),
        PrivilegeGranted = rights.MaySend(action.Command),
        KnownHosts = facts.KnownHosts,
        Infrastructure = facts.Infrastructure,
        RuleHosts = sightings.Hosts(action),
    };
}
