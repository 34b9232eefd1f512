using System.Text;
using System.Text.Json;
using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Processing;

public abstract class ResponsePipelineTests(Face face)
{
    private static readonly DetectionRule Contain = DetectionRule.Parse("""
        {"id":"11111111-0000-4000-8000-000000000001","rule_id":"contain","name":"Contain","type":"query","language":"kuery","query":"process.name: evil","risk_score":90,"severity":"high",
        "response_actions":[{"action_type_id":".endpoint","params":{"command":"isolate","comment":"cut off"}},
        {"action_type_id":".endpoint","params":{"command":"kill-process","config":{"overwrite":false,"field":"process.entity_id"}}}]}
        """u8);

    private static readonly DetectionRule Watch = DetectionRule.Parse("""
        {"id":"11111111-0000-4000-8000-000000000002","rule_id":"watch","name":"Watch","type":"query","language":"kuery","query":"host.os.type: linux","risk_score":1,"severity":"low"}
        """u8);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static InputEvent Event(string id, string agent, string process = "evil", string time = "2026-01-15T09:59:00.000Z", string extra = "") => new(
        Encoding.UTF8.GetBytes($$$"""{"@timestamp":"{{{time}}}","agent":{"id":"{{{agent}}}","type":"endpoint"},"host":{"id":"host-{{{agent}}}","name":"{{{agent}}}","os":{"type":"linux"}},"process":{"name":"{{{process}}}","pid":8,"entity_id":"e-{{{id}}}"}{{{extra}}}}"""),
        Id: id);

    [Fact]
    public async Task ProcessAsync_Attack_IsMatchedPlannedJudgedSentAndConfirmed()
    {
        await using var rig = await Rig.StartAsync(face);
        var host = rig.Kibana.AddEndpoint("a1").AddProcess(8, "evil", "e-1");
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([Contain, Watch]), rig.Dispatcher);

        var report = await pipeline.ProcessAsync(new[] { Event("1", "a1"), Event("2", "a1", process: "good"), Event("3", "b2") }, Stop);

        Assert.Equal([("contain", "1"), ("watch", "1"), ("watch", "2"), ("contain", "3"), ("watch", "3")], report.Matches.Select(static m => (m.RuleId, m.EventId)));
        Assert.Equal(
            [("isolate", "a1", ActionOutcomeKind.Confirmed), ("isolate", "b2", ActionOutcomeKind.Refused), ("kill-process", "a1", ActionOutcomeKind.Confirmed), ("kill-process", "b2", ActionOutcomeKind.Refused)],
            report.Actions.Select(static a => (a.Action.Command.Name, a.Action.Target.Value, a.Outcome.Kind)));
        Assert.Equal("The host does not have Elastic Defend integration installed", report.Actions[1].Outcome.Reason);
        Assert.True(host.IsIsolated);
        Assert.Empty(host.Processes);
        Assert.All(rig.Way.Bodies, static b => Assert.DoesNotContain("alert_ids", b, StringComparison.Ordinal));
        Assert.Equal(rig.Kibana.Actions.Select(static a => a.Id).Order(), report.Actions.Select(static a => a.ActionId).OfType<string>().Order());
    }

    [Fact]
    public async Task ProcessAsync_SameEventsAgain_ActsOnce()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1").AddProcess(8, "evil", "e-1");
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([Contain]), rig.Dispatcher);

        await pipeline.ProcessAsync(new[] { Event("1", "a1") }, Stop);
        var again = await pipeline.ProcessAsync(new[] { Event("1", "a1") }, Stop);

        Assert.Equal(2, rig.Kibana.Actions.Count);
        Assert.All(again.Actions, static a => Assert.Equal(ActionOutcomeKind.Refused, a.Outcome.Kind));
        Assert.All(again.Actions, static a => Assert.StartsWith("duplicate", a.Outcome.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ProcessAsync_BrokenEvents_AreNamedAndNeverActedOn()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        rig.Kibana.AddEndpoint("b2");
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([Contain, Watch]), rig.Dispatcher);

        var report = await pipeline.ProcessAsync(
            new[] { Event("1", "a1", extra: ",\"agent\":{\"id\":\"b2\"}"), new InputEvent("{\"process\":"u8.ToArray(), Id: "2"), new InputEvent("[]"u8.ToArray(), Id: "3") }, Stop);

        Assert.Equal(["1", "2", "3"], report.BrokenEvents.Select(static b => b.EventId).Order());
        Assert.All(report.BrokenEvents, static b => Assert.NotEmpty(b.Reason));
        Assert.Empty(report.Actions);
        Assert.Empty(rig.Way.Posts);
    }

    [Fact]
    public async Task ProcessAsync_WithoutDispatcher_PlansAndJudgesAndCannotSend()
    {
        var time = new VirtualTimeProvider(new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero));
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([Contain]), Rig.Enforcing, timeProvider: time);

        var report = await pipeline.ProcessAsync(new[] { Event("1", "a1") }, Stop);

        Assert.Equal(["isolate", "kill-process"], report.Actions.Select(static a => a.Action.Command.Name));
        Assert.All(report.Actions, static a => Assert.Equal(GuardVerdict.NeedsKibana, a.Review.Verdict));
        Assert.All(report.Actions, static a => Assert.Null(a.ActionId));
    }

    [Fact]
    public async Task ProcessAsync_WithoutDispatcherOverTheCap_ShowsWhereTheCapWouldStop()
    {
        var time = new VirtualTimeProvider(new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero));
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([Contain]), Rig.Enforcing, timeProvider: time);

        var report = await pipeline.ProcessAsync(Enumerable.Range(0, 5).Select(i => Event($"{i}", $"h{i}")).ToArray(), Stop);

        var isolations = report.Actions.Where(static a => a.Action.Command == ResponseActionCommand.Isolate).Select(static a => a.Review.Verdict);
        Assert.Equal([GuardVerdict.NeedsKibana, GuardVerdict.NeedsKibana, GuardVerdict.NeedsKibana, GuardVerdict.Held, GuardVerdict.Held], isolations);
    }

    [Fact]
    public async Task ProcessAsync_DryRunPolicy_AsksKibanaAndSendsNothing()
    {
        await using var rig = await Rig.StartAsync(face, policy: ResponsePolicy.Default);
        rig.Kibana.AddEndpoint("a1");
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([Contain]), rig.Dispatcher);

        var first = await pipeline.ProcessAsync(new[] { Event("1", "a1") }, Stop);
        var second = await pipeline.ProcessAsync(new[] { Event("2", "a1") }, Stop);

        Assert.Equal([ActionOutcomeKind.WouldSend, ActionOutcomeKind.WouldSend], first.Actions.Select(static a => a.Outcome.Kind));
        Assert.Equal(ActionOutcomeKind.Refused, second.Actions[0].Outcome.Kind);
        Assert.Empty(rig.Way.Posts);
    }

    [Fact]
    public async Task ProcessAsync_OverTheCap_HoldsTheRest()
    {
        await using var rig = await Rig.StartAsync(face);
        var events = Enumerable.Range(0, 8).Select(i =>
        {
            rig.Kibana.AddEndpoint($"h{i}");
            return Event($"{i}", $"h{i}");
        }).ToArray();
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([Contain]), rig.Dispatcher);

        var report = await pipeline.ProcessAsync(events, Stop);

        var isolations = report.Actions.Where(static a => a.Action.Command == ResponseActionCommand.Isolate).Select(static a => a.Outcome.Kind).ToList();
        Assert.Equal((3, 5), (isolations.Count(static k => k == ActionOutcomeKind.Confirmed), isolations.Count(static k => k == ActionOutcomeKind.Held)));
        Assert.Equal(3, rig.Kibana.Actions.Count(static a => a.Command == "isolate"));
    }

    [Fact]
    public async Task ProcessAsync_LimitInPerCentOfTheFleet_CountsTheFleetUpToTheSend()
    {
        var caps = CapPolicy.Default with { IsolatedAtOnce = 0, IsolatedAtOncePercent = 50 };
        await using var rig = await Rig.StartAsync(face, policy: Rig.Enforcing with { Caps = caps });
        foreach (var agent in new[] { "h1", "h2", "h3", "h4" })
            rig.Kibana.AddEndpoint(agent);
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([Contain]), rig.Dispatcher);

        var report = await pipeline.ProcessAsync(new[] { Event("1", "h1"), Event("2", "h2"), Event("3", "h3") }, Stop);

        Assert.Equal(
            [ActionOutcomeKind.Confirmed, ActionOutcomeKind.Confirmed, ActionOutcomeKind.Held],
            report.Actions.Where(static a => a.Action.Command == ResponseActionCommand.Isolate).Select(static a => a.Outcome.Kind));
    }

    [Fact]
    public async Task ProcessAsync_KibanaCannotBeAsked_RefusesForWantOfFacts()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        rig.Way.OnGet = static _ => throw new TransportException("down", mayHaveArrived: false);
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([Contain]), rig.Dispatcher);

        var report = await pipeline.ProcessAsync(new[] { Event("1", "a1") }, Stop);

        Assert.Equal(2, report.Actions.Count);
        Assert.All(report.Actions, static a => Assert.Equal(ActionOutcomeKind.Refused, a.Outcome.Kind));
        Assert.Empty(rig.Way.Posts);
    }

    [Fact]
    public async Task ProcessAlertsAsync_AlertOfKibana_SendsItsId()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1").AddProcess(8, "evil", "e-1");
        var document = Encoding.UTF8.GetBytes("""
            {"@timestamp":"2026-01-15T09:59:30.000Z","kibana.alert.original_time":"2026-01-15T09:59:00.000Z","kibana.alert.rule.uuid":"11111111-0000-4000-8000-000000000001","kibana.alert.rule.name":"Contain",
            "kibana.space_ids":["default"],"agent":{"id":"a1","type":"endpoint"},"host":{"id":"host-a1","name":"a1","os":{"type":"linux"}},"process":{"name":"evil","entity_id":"e-1"}}
            """);
        Assert.True(Alert.TryReadKibana(document, "alert-1", out var alert, out var error), error);
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([Contain]), rig.Dispatcher);

        var report = await pipeline.ProcessAlertsAsync([new RuleAlerts(Contain, [alert])], Stop);

        Assert.All(report.Actions, static a => Assert.Equal(ActionOutcomeKind.Confirmed, a.Outcome.Kind));
        Assert.All(rig.Kibana.Actions, static a => Assert.Equal(["alert-1"], a.AlertIds));
    }

    [Fact]
    public async Task ProcessAsync_Progress_CountsEveryStepToItsEnd()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1").AddProcess(8, "evil", "e-1");
        var told = new Progress();
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([Contain]), rig.Dispatcher, new PipelineOptions { Progress = told });

        await pipeline.ProcessAsync(new[] { Event("1", "a1"), Event("2", "a1", process: "good") }, Stop);

        Assert.Contains(new PipelineProgress(PipelineStage.Match, 2, 2), told.Reports);
        Assert.Contains(new PipelineProgress(PipelineStage.GatherFacts, 1, 1), told.Reports);
        Assert.Contains(new PipelineProgress(PipelineStage.Dispatch, 2, 2), told.Reports);
        Assert.Contains(new PipelineProgress(PipelineStage.Track, 2, 2), told.Reports);
    }

    [Fact]
    public async Task ProcessAsync_Miss_IsCompleteAtOnceAndAllocatesNothing()
    {
        await using var rig = await Rig.StartAsync(face);
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([Contain]), rig.Dispatcher);
        ReadOnlyMemory<InputEvent> pass = new[] { Event("1", "a1", process: "good"), Event("2", "a1", process: "better") };
        Assert.Same(ResponseReport.Empty, await pipeline.ProcessAsync(pass, Stop));
        for (var i = 0; i < 200; i++)
            IsComplete(pipeline.ProcessAsync(pass, Stop));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var completed = true;
        for (var i = 0; i < 100; i++)
            completed &= IsComplete(pipeline.ProcessAsync(pass, Stop));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(completed);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void TryCompile_RulesThatCannotBeUsed_AreReportedAndLeftOut()
    {
        var esql = DetectionRule.Parse("""{"rule_id":"esql","name":"E","type":"esql","language":"esql","query":"from x"}"""u8);
        var broken = DetectionRule.Parse("""{"rule_id":"broken","name":"B","type":"query","language":"kuery","query":"process.name: ("}"""u8);

        Assert.False(DetectionRuleSet.TryCompile([esql, Contain, broken, Watch], null, out var usable, out var errors));

        Assert.Equal(["contain", "watch"], usable.Rules.Select(static r => r.RuleId));
        Assert.Equal(["broken", "esql"], errors.Select(static e => e.RuleId).Order());
    }

    [Fact]
    public async Task ProcessAsync_ExceptedEvent_IsNotMatchedAndNotPlanned()
    {
        await using var rig = await Rig.StartAsync(face);
        var excepted = rig.Kibana.AddEndpoint("a1").AddProcess(8, "evil", "e-1");
        rig.Kibana.AddEndpoint("b2").AddProcess(8, "evil", "e-2");
        var rule = Contain with { ExceptionsList = [JsonElement.Parse("""{"id":"7","list_id":"trusted","namespace_type":"single","type":"detection"}""")] };
        var exceptions = ExceptionLists.Parse("""
            {"list_id":"trusted","namespace_type":"single","name":"Trusted"}
            {"list_id":"trusted","namespace_type":"single","item_id":"i","entries":[{"field":"host.name","type":"match","operator":"included","value":"a1"}]}
            """u8);
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([rule], exceptions: exceptions), rig.Dispatcher);

        var report = await pipeline.ProcessAsync(new[] { Event("1", "a1"), Event("2", "b2") }, Stop);

        Assert.Equal(["2"], report.Matches.Select(static m => m.EventId));
        Assert.All(report.Actions, static a => Assert.Equal("b2", a.Action.Target.Value));
        Assert.All(report.Actions, static a => Assert.Equal(ActionOutcomeKind.Confirmed, a.Outcome.Kind));
        Assert.Equal((false, 1), (excepted.IsIsolated, excepted.Processes.Count));
    }

    [Fact]
    public void TryCompile_ListsNotGiven_RuleIsRefused()
    {
        var rule = DetectionRule.Parse("""{"rule_id":"x","name":"X","type":"query","query":"a: 1","exceptions_list":[{"list_id":"trusted"}]}"""u8);

        Assert.False(DetectionRuleSet.TryCompile([rule], null, out var usable, out var errors));

        Assert.Empty(usable.Rules);
        Assert.Contains("were not given", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    private static bool IsComplete(ValueTask<ResponseReport> report) => report.IsCompletedSuccessfully;

    private sealed class Progress : IProgress<PipelineProgress>
    {
        public System.Collections.Concurrent.ConcurrentBag<PipelineProgress> Reports { get; } = [];

        public void Report(PipelineProgress value) => Reports.Add(value);
    }
}

public sealed class ResponsePipelineTestsInMemory() : ResponsePipelineTests(Face.InMemory);

public sealed class ResponsePipelineTestsOnLoopback() : ResponsePipelineTests(Face.Loopback);
