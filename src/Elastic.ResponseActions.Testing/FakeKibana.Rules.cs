using System.Text.Json;
using Elastic.ResponseActions.Testing.Alerts;
using Elastic.ResponseActions.Testing.Texts;

namespace Elastic.ResponseActions.Testing;

/// <content>The detection engine: running rules over events and alerts.</content>
public sealed partial class FakeKibana
{
    /// <summary>
    /// Runs a stored rule over events, as the detection engine does: what this product's matcher and detector find becomes alerts, and the rule's response
    /// actions run over them. The events are one run of the rule, enabled or not, whenever its interval is and however far back it looks: sequences and thresholds
    /// begin and end in it, and nothing is suppressed. New terms are those that neither <see cref="AddEvents"/> nor an earlier run has shown within the rule's history
    /// window; indicators are those of <see cref="AddIndicators"/>.
    /// </summary>
    /// <param name="rule">The rule's <c>rule_id</c> or <c>id</c>.</param>
    /// <param name="events">The documents, JSON objects. Their index is their <c>data_stream</c>.</param>
    /// <param name="spaceId">The rule's space.</param>
    /// <exception cref="InvalidOperationException">There is no such rule, or it runs only in Elasticsearch (<c>esql</c>, <c>machine_learning</c>). Give its alerts to <see cref="RunRuleOnAlerts"/>.</exception>
    /// <exception cref="JsonException">A document is no JSON object.</exception>
    public FakeRuleRun RunRule(string rule, IEnumerable<string> events, string spaceId = "default") =>
        Run(rule, events, spaceId, (run, documents) => run.OverEvents(documents), $" Give its alerts to {nameof(RunRuleOnAlerts)}.");

    /// <summary>Runs a stored rule as if it had just made these alerts: they are written, and the rule's response actions run over them. For rules that cannot be matched here too.</summary>
    /// <param name="rule">The rule's <c>rule_id</c> or <c>id</c>.</param>
    /// <param name="alerts">The alerts' source fields, JSON objects; what the engine itself writes (<c>kibana.*</c>, <c>@timestamp</c>) is added.</param>
    /// <param name="spaceId">The rule's space.</param>
    /// <exception cref="InvalidOperationException">There is no such rule.</exception>
    /// <exception cref="JsonException">A document is no JSON object.</exception>
    public FakeRuleRun RunRuleOnAlerts(string rule, IEnumerable<string> alerts, string spaceId = "default") =>
        Run(rule, alerts, spaceId, (run, documents) => run.OverAlerts(documents));

    /// <summary>Puts events into the indices without running a rule: what a <c>new_terms</c> rule takes for known when it runs later. The latest 10,000 are kept.</summary>
    /// <param name="events">The documents, JSON objects. One without an <c>@timestamp</c> counts whatever the rule's history window is.</param>
    /// <exception cref="JsonException">A document is no JSON object.</exception>
    public void AddEvents(IEnumerable<string> events)
    {
        var documents = Parse(events);
        _world.Write(_ => _world.Memory.Add(documents));
    }

    /// <summary>Puts indicators into the indices, with which <c>threat_match</c> rules compare the events of their runs. They stay for the fake's life.</summary>
    /// <param name="indicators">The documents, JSON objects. Their index is their <c>data_stream</c>; without one every rule sees them.</param>
    /// <exception cref="JsonException">A document is no JSON object.</exception>
    public void AddIndicators(IEnumerable<string> indicators)
    {
        var documents = Parse(indicators);
        _world.Write(_ => _world.Memory.Indicators.AddRange(documents));
    }

    /// <summary>Sets the events that rule previews run over; none at the start.</summary>
    /// <param name="events">The documents, JSON objects.</param>
    /// <exception cref="JsonException">A document is no JSON object.</exception>
    public void SetPreviewEvents(IEnumerable<string> events)
    {
        var documents = Parse(events);
        _world.Write(_ => _world.PreviewEvents = documents);
    }

    private FakeRuleRun Run(string rule, IEnumerable<string> documents, string spaceId, Action<RuleRun, IReadOnlyList<JsonElement>> over, string otherwise = "")
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(spaceId);
        var parsed = Parse(documents);
        return _world.Read(now =>
        {
            var stored = _world.Rules.Find(spaceId, null, rule) ?? _world.Rules.Find(spaceId, rule, null)
                ?? throw new InvalidOperationException($"No rule '{rule}'. {Explanations.NoRule(_world, spaceId)}");
            var run = new RuleRun(_world, stored, now);
            over(run, parsed);
            return run.Errors.Count == 0
                ? new FakeRuleRun { Alerts = [.. run.Alerts.Select(Show)], Actions = run.Actions, Notes = run.Notes }
                : throw new InvalidOperationException($"Rule '{stored.Name}' cannot run here: {string.Join(' ', run.Errors)}{otherwise}");
        });
    }

    private static JsonElement[] Parse(IEnumerable<string> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return [.. documents.Select((text, i) =>
            Schemas.JsonBody.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out var document) && document.ValueKind == JsonValueKind.Object
                ? document
                : throw new JsonException($"Document {i} is no JSON object."))];
    }

    private static FakeAlert Show(StoredAlert alert) => new()
    {
        Id = alert.Id,
        SpaceId = alert.SpaceId,
        IsPreview = alert.IsPreview,
        Document = JsonElement.Parse(alert.ToUtf8()),
    };
}
