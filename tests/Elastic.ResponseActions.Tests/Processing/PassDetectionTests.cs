using System.Text;
using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Processing;

/// <summary>Rules that need several events of a pass: what is found, and what is done about it.</summary>
public abstract class PassDetectionTests(Face face)
{
    private const string Kill = """{"action_type_id":".endpoint","params":{"command":"kill-process","config":{"overwrite":false,"field":"process.entity_id"}}}""";
    private const string Isolate = """{"action_type_id":".endpoint","params":{"command":"isolate"}}""";

    private static readonly DetectionRule Sequence = Rule("eql", $$"""
        "language":"eql","query":"sequence by host.id with maxspan=1m [any where process.name == \"dropper\"] [any where process.name == \"evil\"]","response_actions":[{{Isolate}},{{Kill}}]
        """);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static DetectionRule Rule(string type, string members, string id = "r") => DetectionRule.Parse(Encoding.UTF8.GetBytes(
        $$"""{"id":"11111111-0000-4000-8000-000000000001","rule_id":"{{id}}","name":"R","type":"{{type}}",{{members}}}"""));

    private static InputEvent Event(string id, string agent, string process, int second, string extra = "") => new(
        Encoding.UTF8.GetBytes($$$"""{"@timestamp":"2026-01-15T09:59:{{{second:00}}}.000Z","event":{"category":"process"},"agent":{"id":"{{{agent}}}","type":"endpoint"},"host":{"id":"host-{{{agent}}}","name":"{{{agent}}}","os":{"type":"linux"}},"process":{"name":"{{{process}}}","pid":8,"entity_id":"e-{{{id}}}"}{{{extra}}}}"""),
        Id: id);

    [Fact]
    public async Task ProcessAsync_Sequence_EachOfItsEventsIsActedOn()
    {
        await using var rig = await Rig.StartAsync(face);
        var host = rig.Kibana.AddEndpoint("a1").AddProcess(7, "dropper", "e-1").AddProcess(8, "evil", "e-2");
        rig.Kibana.AddEndpoint("b2");
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([Sequence]), rig.Dispatcher);

        var report = await pipeline.ProcessAsync(new[] { Event("2", "a1", "evil", 9), Event("1", "a1", "dropper", 5), Event("3", "b2", "evil", 9) }, Stop);

        Assert.Equal(["1", "2"], Assert.IsType<SequenceDetection>(Assert.Single(report.Detections)).EventIds);
        Assert.Empty(report.Matches);
        Assert.Equal(
            [("isolate", ActionOutcomeKind.Confirmed), ("kill-process", ActionOutcomeKind.Confirmed), ("kill-process", ActionOutcomeKind.Confirmed), ("kill-process", ActionOutcomeKind.Refused)],
            report.Actions.Select(static a => (a.Action.Command.Name, a.Outcome.Kind)).OrderBy(static a => a.Name, StringComparer.Ordinal).ThenBy(static a => a.Kind));
        Assert.True(host.IsIsolated);
        Assert.Empty(host.Processes);

        // The alert that ties the sequence together shares no process: Kibana would store a failed action, which is never sent.
        Assert.Contains("process.entity_id", Assert.Single(report.Actions, static a => a.Outcome.Kind == ActionOutcomeKind.Refused).Outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProcessAsync_SequenceOverTwoPasses_IsNotFound()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([Sequence]), rig.Dispatcher);

        Assert.Same(ResponseReport.Empty, await pipeline.ProcessAsync(new[] { Event("1", "a1", "dropper", 5) }, Stop));
        Assert.Same(ResponseReport.Empty, await pipeline.ProcessAsync(new[] { Event("2", "a1", "evil", 9) }, Stop));
    }

    [Fact]
    public async Task ProcessAsync_SamePassAgain_ActsOnce()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1").AddProcess(7, "dropper", "e-1").AddProcess(8, "evil", "e-2");
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([Sequence]), rig.Dispatcher);
        var pass = new[] { Event("1", "a1", "dropper", 5), Event("2", "a1", "evil", 9) };

        await pipeline.ProcessAsync(pass, Stop);
        var again = await pipeline.ProcessAsync(pass, Stop);

        Assert.Equal(3, rig.Kibana.Actions.Count);
        Assert.All(again.Actions, static a => Assert.Equal(ActionOutcomeKind.Refused, a.Outcome.Kind));
    }

    [Theory]
    [InlineData("\"agent.id\",\"agent.type\",\"host.id\",\"host.name\"", ActionOutcomeKind.Confirmed)]
    [InlineData("\"host.id\"", null)]
    public async Task ProcessAsync_Threshold_ActsOnlyByTheFieldsOfItsGroup(string fields, ActionOutcomeKind? expected)
    {
        await using var rig = await Rig.StartAsync(face);
        var host = rig.Kibana.AddEndpoint("a1", "a1");
        rig.Kibana.AddEndpoint("b2", "b2");
        var rule = Rule("threshold", $$"""
            "query":"process.name: evil","threshold":{"field":[{{fields}}],"value":2},"response_actions":[{{Isolate}}]
            """);
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([rule]), rig.Dispatcher);

        var report = await pipeline.ProcessAsync(Threshold(host.HostId), Stop);

        var found = Assert.IsType<ThresholdDetection>(Assert.Single(report.Detections));
        Assert.Equal((3L, "1 2 4"), (found.Count, string.Join(' ', found.EventIds)));
        Assert.Equal(expected, report.Actions.SingleOrDefault()?.Outcome.Kind);
        Assert.Equal(expected is null, report.Plans.Single().Plan.Notes.Count > 0);
        Assert.Equal(expected is not null, host.IsIsolated);
    }

    [Fact]
    public async Task ProcessAsync_MissingEventMayStillCome_IsUndecidedAndNothingIsDone()
    {
        await using var rig = await Rig.StartAsync(face);
        var host = rig.Kibana.AddEndpoint("a1");
        var rule = Rule("eql", $$"""
            "language":"eql","query":"sequence by host.id with maxspan=30s [any where process.name == \"dropper\"] ![any where process.name == \"good\"]","response_actions":[{{Isolate}}]
            """);
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([rule]), rig.Dispatcher);

        var open = await pipeline.ProcessAsync(new[] { Event("1", "a1", "dropper", 5), Event("2", "a1", "other", 9) }, Stop);
        Assert.Equal(("r", "1"), (Assert.Single(open.Unknown).RuleId, open.Unknown[0].EventId));
        Assert.Empty(open.Actions);
        Assert.False(host.IsIsolated);

        var over = await pipeline.ProcessAsync(new[] { Event("1", "a1", "dropper", 5), Event("2", "a1", "other", 50) }, Stop);
        Assert.Empty(over.Unknown);
        Assert.Equal(ActionOutcomeKind.Confirmed, Assert.Single(over.Actions).Outcome.Kind);
    }

    [Fact]
    public async Task ProcessAsync_EventOfASequenceCannotBeTrusted_NothingIsDone()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([Sequence]), rig.Dispatcher);

        var report = await pipeline.ProcessAsync(new[] { Event("1", "a1", "dropper", 5, extra: ",\"agent.id\":\"b2\""), Event("2", "a1", "evil", 9) }, Stop);

        Assert.Single(report.Detections);
        Assert.Contains("`agent.id` is written twice", Assert.Single(report.BrokenEvents).Reason, StringComparison.Ordinal);
        Assert.Empty(report.Actions);
    }

    [Fact]
    public async Task ProcessAsync_ExceptedEvent_CompletesNoSequence()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        var rule = Sequence with { ExceptionsList = [System.Text.Json.JsonElement.Parse("""{"list_id":"trusted"}""")] };
        var exceptions = ExceptionLists.Parse("""
            {"list_id":"trusted","name":"Trusted"}
            {"list_id":"trusted","item_id":"i","entries":[{"field":"process.entity_id","type":"match","operator":"included","value":"e-2"}]}
            """u8);
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([rule], exceptions: exceptions), rig.Dispatcher);

        Assert.Same(ResponseReport.Empty, await pipeline.ProcessAsync(new[] { Event("1", "a1", "dropper", 5), Event("2", "a1", "evil", 9) }, Stop));
    }

    [Fact]
    public async Task ProcessAsync_EventWithoutTime_IsCountedThoughNothingIsFound()
    {
        await using var rig = await Rig.StartAsync(face);
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([Sequence]), rig.Dispatcher);

        var report = await pipeline.ProcessAsync(new[] { new InputEvent("""{"event":{"category":"process"},"host":{"id":"h"},"process":{"name":"dropper"}}"""u8.ToArray()) }, Stop);

        Assert.Equal((0, 1L), (report.Detections.Count, report.DetectorStatistics.EventsWithoutTime));
    }

    [Fact]
    public void TryCompile_RulesOfAllKinds_AreSortedByWhatTheyNeed()
    {
        var query = Rule("query", "\"query\":\"a: 1\"", "query");
        var threshold = Rule("threshold", "\"query\":\"a: 1\",\"threshold\":{\"field\":[],\"value\":1}", "threshold");
        var terms = Rule("new_terms", "\"query\":\"a: 1\",\"new_terms_fields\":[\"a\"],\"history_window_start\":\"now-7d\"", "terms");
        var threat = Rule("threat_match", "\"query\":\"a: 1\",\"threat_query\":\"*\",\"threat_mapping\":[{\"entries\":[{\"field\":\"a\",\"value\":\"b\"}]}]", "threat");
        var single = Rule("eql", "\"query\":\"any where true\"", "single");

        Assert.False(DetectionRuleSet.TryCompile([Sequence, query, threshold, terms, threat, single, Sequence], null, out var usable, out var errors));

        Assert.Equal(["query", "single", "r", "threshold"], usable.Rules.Select(static rule => rule.RuleId));
        Assert.Equal((2, 2), (usable.Compiled.Rules.Count, usable.Detectors.Rules.Count));
        Assert.Equal(["terms", "threat", "r"], errors.Select(static error => error.RuleId));
        Assert.All(errors.Take(2), static error => Assert.Contains("Give it to a RuleDetector", error.Message, StringComparison.Ordinal));
        Assert.StartsWith("rule id 'r' is used by an earlier rule", errors[2].Message, StringComparison.Ordinal);

        DetectionRuleSet.TryCompile([threshold, terms, threat], null, out var bases, out _, baseQuery: true);
        Assert.Equal((3, 0), (bases.Compiled.Rules.Count, bases.Detectors.Rules.Count));
    }

    private static InputEvent[] Threshold(string hostId) =>
    [
        .. new[] { Event("1", "a1", "evil", 1), Event("2", "a1", "evil", 2), Event("3", "b2", "evil", 3), Event("4", "a1", "evil", 4), Event("5", "a1", "good", 5) }
            .Select(it => it with { Utf8Event = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(it.Utf8Event.Span).Replace("host-a1", hostId, StringComparison.Ordinal)) }),
    ];
}

public sealed class PassDetectionTestsInMemory() : PassDetectionTests(Face.InMemory);

public sealed class PassDetectionTestsOnLoopback() : PassDetectionTests(Face.Loopback);
