using System.Globalization;
using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Tool.Input;
using Elastic.ResponseActions.Tool.Rules;

namespace Elastic.ResponseActions.Tool.Planning;

/// <summary>Matches, plans and reviews without a server. It uses the floors that decide and cannot act, so there is nothing here that could send.</summary>
internal sealed class DryRun(RuleCompilation rules, ResponsePolicy policy, InputProblems problems, TextWriter error)
{
    private readonly List<Alert>[] _alerts = [.. rules.Usable.Select(_ => new List<Alert>())];
    private readonly int[] _matches = new int[rules.Usable.Count];

    /// <param name="pass">The events: one pass of every rule.</param>
    /// <param name="now">What time it is.</param>
    /// <param name="cancellationToken">Ends the run between two events.</param>
    public DryRunResult Run(EventPass pass, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var matching = new EventMatching(rules.Set, problems, error);
        matching.Run(pass.Events, AddMatch, cancellationToken);
        Detect(pass, cancellationToken);
        var plans = rules.Usable.Select((rule, index) => ResponsePlanner.Plan(rule, _alerts[index], PlanningFacts.Unknown)).ToList();
        return new DryRunResult
        {
            Now = now,
            Events = matching.Events,
            Rules = [.. rules.Usable.Select((rule, index) => new RuleTotal(rule, _matches[index]))],
            Actions = Review(plans.SelectMany(plan => plan.Actions), now),
            Notes = [.. plans.SelectMany(plan => plan.Notes)],
        };
    }

    private void AddMatch(SourceEvent match, RuleMatch rule)
    {
        _matches[rule.RuleIndex]++;
        var detectionRule = rules.Usable[rule.RuleIndex];
        if (detectionRule.ResponseActions.Count == 0)
            return;

        if (Alert.TryRead(match.Document, new AlertContext { Rule = detectionRule, EventIds = [match.Id] }, out var alert, out var reason))
            _alerts[rule.RuleIndex].Add(alert);
        else
            problems.Report(match.Place.File, match.Place.Line, reason);
    }

    private void Detect(EventPass pass, CancellationToken cancellationToken)
    {
        if (rules.Rules.Detectors.Rules.Count == 0)
            return;

        // Events are known by their place: two may have the same id. What cannot be read was named when single events were matched.
        var numbered = pass.Events.Select((sourceEvent, place) => sourceEvent with { Id = place.ToString(CultureInfo.InvariantCulture) });
        var undecided = new UnknownVerdicts();
        new DetectionRun(rules.Rules.Detectors, new InputProblems(TextWriter.Null), error).Run(numbered, [], AddDetection, cancellationToken);
        undecided.Print(error);

        void AddDetection(RuleDetection found)
        {
            var index = rules.Set.Rules.Count + found.RuleIndex;
            _matches[index]++;
            if (rules.Usable[index].ResponseActions.Count == 0)
                return;

            List<SourceEvent> events = [.. found.EventIds.OfType<string>().Select(place => pass.Events[int.Parse(place, CultureInfo.InvariantCulture)])];
            var ids = found.EventIds.Select(place => place is null ? null : pass.Events[int.Parse(place, CultureInfo.InvariantCulture)].Id);
            if (DetectionAlerts.TryCreate(found with { EventIds = [.. ids] }, rules.Usable[index], [.. events.Select(sourceEvent => sourceEvent.Document)], out var alerts, out var reason))
                _alerts[index].AddRange(alerts);
            else if (found is SequenceDetection { IsWindowOpen: true })
                undecided.Add(found.RuleId, reason);
            else
                problems.Report(events[^1].Place.File, events[^1].Place.Line, reason);
        }
    }

    private List<ActionRow> Review(IEnumerable<PlannedAction> actions, DateTimeOffset now)
    {
        var guard = new ResponseGuard(policy);
        var facts = new GuardFacts { Now = now, KillSwitch = new KillSwitch(policy.KillSwitchFile).Read() };
        var rows = new List<ActionRow>();
        foreach (var action in actions)
        {
            var review = guard.Review(action, facts);
            rows.Add(new ActionRow(action, review));

            // What may yet be sent counts towards the caps, whatever Kibana will say: a plan shows where they would stop.
            if (review.Verdict is not (GuardVerdict.Held or GuardVerdict.Refused))
                facts = facts with { History = facts.History.Add(PastAction.Of(action, facts.Destination, now)) };
        }

        return rows;
    }
}
