using System.Runtime.CompilerServices;
using Elastic.ResponseActions.Dispatching;
using Elastic.ResponseActions.Processing;
using Elastic.ResponseActions.Telemetry;

namespace Elastic.ResponseActions;

/// <summary>
/// The whole path: event bytes, match, alerts, plan, guard, dispatch, tracked outcome. Thread-safe.
/// Without a dispatcher it is a rehearsal and has nothing to send with.
/// </summary>
public sealed class ResponsePipeline
{
    private readonly DetectionRuleSet _rules;
    private readonly ActionDispatcher? _dispatcher;
    private readonly string _spaceId;
    private readonly PassMatcher _matcher;
    private readonly FactsStep? _facts;
    private readonly ReviewStep _review;
    private readonly DispatchStep _dispatch;

    /// <summary>Makes a pipeline that acts.</summary>
    /// <param name="rules">The compiled rules.</param>
    /// <param name="dispatcher">Sends what the guards approve; its policy, clock and Kibana are the pipeline's.</param>
    /// <param name="options">Settings. Null: the defaults.</param>
    public ResponsePipeline(DetectionRuleSet rules, ActionDispatcher dispatcher, PipelineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(dispatcher);
        options ??= PipelineOptions.Default;
        _rules = rules;
        _dispatcher = dispatcher;
        _spaceId = dispatcher.Client.Options.SpaceId;
        _matcher = new PassMatcher(rules, options.Progress);
        _facts = new FactsStep(dispatcher.Hosts, dispatcher.Infrastructure, dispatcher.Rights, dispatcher.FactsMaxAge, options);
        _review = new ReviewStep(dispatcher.Guard, dispatcher.RuleSightings, dispatcher.Clock, dispatcher.Client.Destination, dispatcher.KillSwitch, dispatcher.Rights, isSendTime: true);
        _dispatch = new DispatchStep(dispatcher, options);
    }

    /// <summary>Makes a pipeline that rehearses: it plans and judges, and cannot send.</summary>
    /// <param name="rules">The compiled rules.</param>
    /// <param name="policy">The guards' configuration.</param>
    /// <param name="options">Settings. Null: the defaults.</param>
    /// <param name="timeProvider">The guards' clock, e.g. that of recorded events. Null: the system's.</param>
    public ResponsePipeline(DetectionRuleSet rules, ResponsePolicy policy, PipelineOptions? options = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(policy);
        options ??= PipelineOptions.Default;
        _rules = rules;
        _spaceId = "default";
        _matcher = new PassMatcher(rules, options.Progress);
        var clock = new SteadyClock(timeProvider ?? TimeProvider.System);
        _review = new ReviewStep(new ResponseGuard(policy), new RuleSightings(policy, clock), clock, "", new KillSwitch(policy.KillSwitchFile), CallerRights.Unknown, isSendTime: false);
        _dispatch = new DispatchStep(dispatcher: null, options);
    }

    /// <summary>
    /// Processes one executor pass: what one run of the rules would see. Matching is done when the method returns its task; a pass
    /// without any finding allocates nothing and is complete at once, where no rule needs several events. Those that do see this pass as one run and nothing else:
    /// a sequence is found if all of its events are in it.
    /// </summary>
    /// <param name="pass">The events. Their bytes are not looked at any more once the method has returned.</param>
    /// <param name="cancellationToken">Gives the pass up. Sent actions go on in Kibana.</param>
    public ValueTask<ResponseReport> ProcessAsync(ReadOnlyMemory<InputEvent> pass, CancellationToken cancellationToken = default)
    {
        if (_matcher.Match(pass.Span, cancellationToken) is not { } hits)
            return ValueTask.FromResult(ResponseReport.Empty);

        var alerts = AlertStep.Read(hits, pass.Span, _rules, _spaceId);
        return RespondAsync(alerts, hits, cancellationToken);
    }

    /// <summary>Processes alerts that exist already, such as those of Kibana's own detection engine, from the plan on.</summary>
    /// <param name="alerts">The alerts of one pass, rule by rule.</param>
    /// <param name="cancellationToken">Gives the pass up. Sent actions go on in Kibana.</param>
    public ValueTask<ResponseReport> ProcessAlertsAsync(IReadOnlyList<RuleAlerts> alerts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(alerts);
        return RespondAsync([.. alerts], new PassHits(), cancellationToken);
    }

    /// <summary>
    /// Processes the alerts of a feed, batch by batch and without end. A batch is acknowledged once its report is there; after a crash before that it comes
    /// again, and the ledger and the cool-downs keep what was sent from being sent twice. Documents that are no safe alert are the report's broken events.
    /// </summary>
    /// <param name="feed">The feed.</param>
    /// <param name="cancellationToken">Ends the processing. Sent actions go on in Kibana.</param>
    public async IAsyncEnumerable<ResponseReport> ProcessFeedAsync(AlertFeed feed, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(feed);
        await foreach (var batch in feed.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var report = await ProcessAlertsAsync(batch.Rules, cancellationToken).ConfigureAwait(false);
            await batch.AcknowledgeAsync(cancellationToken).ConfigureAwait(false);
            yield return report with { BrokenEvents = [.. batch.Unreadable.Select(static (alert, index) => new BrokenEvent(alert.Id, index, alert.Reason))] };
        }
    }

    private async ValueTask<ResponseReport> RespondAsync(List<RuleAlerts> alerts, PassHits hits, CancellationToken cancellationToken)
    {
        using var span = Traces.Respond(alerts.Sum(static a => a.Alerts.Count));

        // Facts come before the plan: what Kibana would do hangs on whether it knows the host.
        var facts = _facts is null ? PassFacts.None : await _facts.GatherAsync(alerts, cancellationToken).ConfigureAwait(false);
        List<RulePlan> plans = [.. alerts.Select(a => new RulePlan(a.Rule, ResponsePlanner.Plan(a.Rule, a.Alerts, facts.Planning)))];
        List<PlannedAction> actions = [.. plans.SelectMany(static p => p.Plan.Actions)];
        var reviews = await ReviewAsync(actions, facts, cancellationToken).ConfigureAwait(false);
        var results = await _dispatch.RunAsync(actions, reviews, cancellationToken).ConfigureAwait(false);
        await TripAsync(actions, reviews, cancellationToken).ConfigureAwait(false);
        return new ResponseReport
        {
            Matches = hits.Matches,
            Detections = [.. hits.Detections.Select(static d => d.Detection)],
            DetectorStatistics = hits.Statistics,
            Plans = plans,
            Actions = results,
            Unknown = hits.Unknown,
            BrokenEvents = hits.Broken,
        };
    }

    private async ValueTask<List<GuardReview>> ReviewAsync(List<PlannedAction> actions, PassFacts facts, CancellationToken cancellationToken)
    {
        if (_dispatcher is null)
            return _review.Review(actions, facts, ActionHistory.Empty, []);

        var history = await _dispatcher.Ledger.ReadHistoryAsync(cancellationToken).ConfigureAwait(false);
        var trips = await _dispatcher.Breaker.ReadAsync(cancellationToken).ConfigureAwait(false);
        return _review.Review(actions, facts, history, trips);
    }

    // Only now: what a rule asked for before it went over a cap may be sent.
    private async ValueTask TripAsync(List<PlannedAction> actions, List<GuardReview> reviews, CancellationToken cancellationToken)
    {
        for (var i = 0; _dispatcher is not null && i < actions.Count; i++)
            await _dispatcher.Breaker.ObserveAsync(actions[i], reviews[i], cancellationToken).ConfigureAwait(false);
    }
}
