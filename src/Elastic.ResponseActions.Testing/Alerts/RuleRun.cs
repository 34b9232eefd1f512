using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Testing.Faults;
using Elastic.ResponseActions.Testing.Rules;
using Elastic.ResponseActions.Testing.World;

namespace Elastic.ResponseActions.Testing.Alerts;

/// <summary>One pass of the detection engine for one rule: events are matched, alerts written, and the rule's response actions run over them.</summary>
internal sealed class RuleRun(FakeWorld world, StoredRule rule, DateTimeOffset now)
{
    private const int UsualMostAlerts = 100;

    private readonly string _executionId = world.Ids.NextUuid();

    /// <summary>A preview's alerts lie apart, and the newest releases send nothing.</summary>
    public bool IsPreview { get; init; }

    public List<StoredAlert> Alerts { get; } = [];

    public List<FakeAction> Actions { get; } = [];

    /// <summary>What led to nothing, and why.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Why the rule could not run.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>Runs the rule over events; those that match become alerts.</summary>
    public void OverEvents(IReadOnlyList<JsonElement> events)
    {
        if (ReadRule() is not { } detectionRule || Compile(detectionRule) is not { } search)
            return;
        Respond(detectionRule, search(events));
        if (!IsPreview)
            world.Memory.Add(events);
    }

    /// <summary>Takes documents as the rule's new alerts, as they are: whatever the rule's own query says.</summary>
    public void OverAlerts(IReadOnlyList<JsonElement> documents)
    {
        if (ReadRule() is { } detectionRule)
            Respond(detectionRule, [.. documents.Select(document => (IReadOnlyList<AlertSource>)[new(document)])]);
    }

    private void Respond(DetectionRule detectionRule, IReadOnlyList<IReadOnlyList<AlertSource>> findings)
    {
        var most = (int)Math.Min(detectionRule.MaxSignals ?? UsualMostAlerts, int.MaxValue);
        if (findings.Count > most)
            Notes.Add($"The rule makes at most {most} alerts a run (`max_signals`), a sequence counting as one; {findings.Count - most} are left out.");
        foreach (var finding in findings.Take(most))
            Write(finding);
        var sendsActions = !IsPreview || (world.Options.PreviewSendsActions ?? !world.Version.Has(KibanaFeature.Newest));
        if (!sendsActions || detectionRule.ResponseActions.Count == 0)
            return;
        var plan = ResponsePlanner.Plan(detectionRule, ReadAlerts(), RuleEngine.FactsOf(world));
        Notes.AddRange(plan.Notes.Select(note => note.Message));
        var misbehaviours = FaultsOfTheRun();
        foreach (var planned in plan.Actions)
        {
            if (RuleEngine.Store(world, planned, misbehaviours, now) is { } action)
                Actions.Add(action);
            else
                Notes.Add($"Host '{planned.Target}' is not seen in space '{planned.SpaceId}'; Kibana stores no action.");
        }
    }

    // A run is no request; faults find it by a method and a path of its own.
    private Misbehaviours FaultsOfTheRun()
    {
        var path = $"/rule/{rule.RuleId}";
        var request = new FakeRequest { Method = "RULE", Path = path, SpaceId = rule.SpaceId, Status = 0, Body = "", At = now };
        return new Misbehaviours(world.Faults.Where(fault => fault.Hits_NeedsLock(request, path)).Select(fault => fault.Fault.Effect));
    }

    private void Write(IReadOnlyList<AlertSource> finding)
    {
        var group = finding.Count > 1 ? world.Ids.NextUuid() : null;
        StoredAlert[] written = [.. finding.Select(source => NewAlert(source, group))];
        if (group is not null)
            written[0].Set("kibana.alert.ancestors", AlertAncestors.OfAlerts(written[1..]));
        world.Alerts.AddRange(written);
        Alerts.AddRange(written);
    }

    private StoredAlert NewAlert(AlertSource source, string? group)
    {
        var id = world.Ids.NextUuid();
        var document = AlertDocument.Of(source, rule, id, _executionId, now);
        if (group is not null)
            document["kibana.alert.group.id"] = group;
        return new StoredAlert(id, rule.SpaceId, IsPreview, document);
    }

    private List<Alert> ReadAlerts()
    {
        List<Alert> alerts = [];
        foreach (var stored in Alerts)
        {
            if (Alert.TryReadKibana(ForPlanning(stored), stored.Id, out var alert, out var error))
                alerts.Add(alert);
            else
                Notes.Add(error);
        }
        return alerts;
    }

    // Before 8.15 Kibana took every agent id for one of Elastic Defend, and so ended processes on the wrong host.
    private byte[] ForPlanning(StoredAlert stored)
    {
        if (world.Version.Has(KibanaFeature.AgentTypeFilter))
            return stored.ToUtf8();
        var document = JsonNode.Parse(stored.ToUtf8())!.AsObject();
        document.Remove("agent.type");
        if (document["agent"] is JsonObject agent)
            agent["type"] = JsonValue.Create(AgentType.Endpoint.Name);
        else
            document["agent.type"] = JsonValue.Create(AgentType.Endpoint.Name);
        return JsonSerializer.SerializeToUtf8Bytes(document, Wire.TreeJson.Relaxed.JsonObject);
    }

    private DetectionRule? ReadRule()
    {
        try
        {
            return DetectionRule.Parse(rule.ToUtf8());
        }
        catch (JsonException broken)
        {
            Errors.Add(broken.Message);
            return null;
        }
    }

    private Search? Compile(DetectionRule detectionRule)
    {
        var options = RuleSetOptions.Default with { TimeProvider = world.Options.TimeProvider };
        if (ReadExceptions() is not { } exceptions)
            return null;
        if (detectionRule is NewTermsRule or ThreatMatchRule)
            return CompileDetector(detectionRule, options, exceptions);
        if (DetectionRuleSet.TryCompile([detectionRule], options, out var set, out var errors, exceptions: exceptions))
            return set.Detectors.Rules.Count > 0 ? SearchOf(set.Detectors, detectionRule) : events => [.. new EventSearch(set.Compiled, Notes).Find(events)];
        Errors.AddRange(errors.Select(error => error.ToString()));
        return null;
    }

    // They look at what lies beside the run, so that a set for one pass does not take them.
    private Search? CompileDetector(DetectionRule detectionRule, RuleSetOptions options, ExceptionLists exceptions)
    {
        if (!RuleMatchability.TryCreateDetectorRule(detectionRule, out var detectorRule, out var error, exceptions))
            Errors.Add(error.ToString());
        else if (DetectorSet.TryCompile([detectorRule.AsOneRun()], options, out var set, out var errors))
            return SearchOf(set, detectionRule);
        else
            Errors.AddRange(errors.Select(each => each.ToString()));
        return null;
    }

    private ExceptionLists? ReadExceptions()
    {
        try
        {
            return ExceptionLists.Parse(ExportLines.WriteLines(world.SavedLines.ExceptionsOf(rule.SpaceId, [rule]).Select(line => line.Members)));
        }
        catch (JsonException broken)
        {
            Errors.Add(broken.Message);
            return null;
        }
    }

    private Search SearchOf(DetectorSet set, DetectionRule detectionRule) => events => new StreamSearch(set, detectionRule, world.Memory, Notes).Find(events, now);

    private delegate IReadOnlyList<IReadOnlyList<AlertSource>> Search(IReadOnlyList<JsonElement> events);
}
