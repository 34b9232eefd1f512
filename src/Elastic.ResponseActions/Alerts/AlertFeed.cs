using System.Runtime.CompilerServices;
using Elastic.ResponseActions.Alerts;

namespace Elastic.ResponseActions;

/// <summary>
/// The new alerts of chosen rules, as Kibana's detection engine makes them: the second doorway of the pipeline, for rules that run in Kibana. Each alert
/// once and in order, over restarts too, where batches are acknowledged. Thread-safe, but one reader at a time: two on one checkpoint both get each alert.
/// </summary>
public sealed class AlertFeed
{
    private readonly ResponseActionsClient _client;
    private readonly IAlertCheckpoint _checkpoint;
    private readonly AlertFeedOptions _options;
    private readonly Dictionary<string, DetectionRule> _rules;
    private readonly FeedSearch _search;

    /// <summary>Makes a feed. Nothing is read yet.</summary>
    /// <param name="client">Reads the alerts; its clock times the pauses.</param>
    /// <param name="rules">The rules whose alerts are read, found by <c>rule_id</c>. Their response actions are what a pipeline plans; those stored in Kibana are not looked at, and Kibana runs them itself.</param>
    /// <param name="checkpoint">Keeps how far the feed is.</param>
    /// <param name="options">Settings. Null: the defaults.</param>
    /// <exception cref="ArgumentException">The options are not valid, no rule is given, or a <c>rule_id</c> twice.</exception>
    public AlertFeed(ResponseActionsClient client, IReadOnlyList<DetectionRule> rules, IAlertCheckpoint checkpoint, AlertFeedOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(checkpoint);
        _options = options ?? AlertFeedOptions.Default;
        _options.ThrowIfInvalid();
        if (rules.Count == 0)
            throw new ArgumentException("A feed needs at least one rule.", nameof(rules));

        _rules = new Dictionary<string, DetectionRule>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            if (!_rules.TryAdd(rule.RuleId, rule))
                throw new ArgumentException($"The rule '{rule.RuleId}' is given twice; which one counts cannot be told.", nameof(rules));
        }

        _client = client;
        _checkpoint = checkpoint;
        _search = new FeedSearch(client.Alerts, [.. _rules.Keys], _options.BatchSize);
        Source = $"{client.Destination} {client.Options.SpaceId}";
    }

    /// <summary>The Kibana and space that the alerts come from.</summary>
    public string Source { get; }

    /// <summary>
    /// Reads from the checkpoint on, without end: where nothing is new it pauses, ever longer, and looks again. A failed read ends it; read again to go on.
    /// A batch that is not acknowledged is not given out again by the same reading, but by the next.
    /// </summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidOperationException">The checkpoint is that of another Kibana or space.</exception>
    /// <exception cref="IOException">The checkpoint cannot be read or written.</exception>
    /// <exception cref="ResponseActionsException">Kibana refused the read.</exception>
    /// <exception cref="TransportException">No whole answer came, not even on the last try.</exception>
    public async IAsyncEnumerable<AlertBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var progress = new FeedProgress(await StartAsync(cancellationToken).ConfigureAwait(false), _checkpoint, _options.LateArrival);
        var pause = _options.FirstPause;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var found = await _search.ReadAsync(progress.Position, cancellationToken).ConfigureAwait(false);
            if (found.Count > 0)
            {
                pause = _options.FirstPause;
                var acknowledge = progress.Advance(found, _client.TimeProvider.GetUtcNow());
                yield return Batch(found, acknowledge);
                continue;
            }

            await Task.Delay(pause, _client.TimeProvider, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < _options.MaxPause ? pause * 2 : _options.MaxPause;
        }
    }

    private async ValueTask<AlertFeedPosition> StartAsync(CancellationToken cancellationToken)
    {
        if (await _checkpoint.ReadAsync(cancellationToken).ConfigureAwait(false) is { } known)
        {
            return known.Source == Source
                ? known
                : throw new InvalidOperationException($"The checkpoint is that of {Kibana.VisibleText.Of(known.Source)}, and this feed reads {Source}. Give each Kibana and space a checkpoint of its own.");
        }

        // Written at once: what is made between now and the first batch must not be missed by the next process.
        var first = new AlertFeedPosition { Source = Source, From = _options.StartAt ?? _client.TimeProvider.GetUtcNow() };
        await _checkpoint.WriteAsync(first, cancellationToken).ConfigureAwait(false);
        return first;
    }

    private AlertBatch Batch(IReadOnlyList<FeedItem> found, Func<CancellationToken, ValueTask> acknowledge)
    {
        List<Alert> alerts = [];
        List<UnreadableAlert> unreadable = [.. found.Select(static item => item.Unreadable).OfType<UnreadableAlert>()];
        Dictionary<string, List<Alert>> byRule = [];
        foreach (var alert in found.Select(static item => item.Alert).OfType<Alert>())
        {
            if (alert.Fields.Text("kibana.alert.rule.rule_id") is not { } ruleId || !_rules.ContainsKey(ruleId))
            {
                unreadable.Add(new UnreadableAlert(alert.Id, alert.Timestamp, "It is of none of the rules that were asked for."));
                continue;
            }

            alerts.Add(alert);
            if (!byRule.TryGetValue(ruleId, out var own))
                byRule.Add(ruleId, own = []);
            own.Add(alert);
        }

        return new AlertBatch([.. byRule.Select(rule => new RuleAlerts(_rules[rule.Key], rule.Value))], alerts, unreadable, acknowledge);
    }
}
