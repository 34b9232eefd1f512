using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Telemetry;

public sealed class TelemetryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task IsolateAsync_Waited_IsOneTraceWithoutForeignText()
    {
        await using var rig = await Rig.StartAsync(Face.InMemory);
        rig.Kibana.AddEndpoint("a1", "web-01");
        ConcurrentQueue<Activity> spans = [];
        using var caller = new Activity("caller").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == ResponseActionsTelemetry.ActivitySourceName,
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (span.TraceId == caller.TraceId)
                    spans.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(listener);

        await rig.Dispatcher.ByHand.IsolateAsync(new EndpointId("a1"), "canary", WaitUntil.Completed, Stop);

        Assert.Equal(["response_actions.dispatch", "response_actions.wait"], spans.Select(s => s.OperationName));
        Assert.Equal(["isolate,endpoint,Sent", "isolate,endpoint,Confirmed"], spans.Select(s => string.Join(',', s.TagObjects.Select(t => t.Value))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EnqueueAsync_SentLaterOrByAnotherProcess_IsOfTheSameTrace(bool restarted)
    {
        var ledger = new ListLedger();
        await using var rig = await Rig.StartAsync(Face.InMemory, ledger: ledger);
        rig.Kibana.AddEndpoint("a1", "web-01");
        ConcurrentQueue<Activity> spans = [];
        string alert;
        using (var caller = new Activity("alert").Start())
        {
            alert = caller.Id!;
            await rig.Dispatcher.EnqueueAsync(await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1")), Stop);
        }

        using var listener = Listen(spans, ActivityContext.Parse(alert, null).TraceId);
        Assert.Null(Activity.Current);
        var later = restarted ? new ListLedger(ledger.Records) : ledger;
        using var dispatcher = new ActionDispatcher(rig.Client, rig.Policy, later, new DispatchOptions { Rights = rig.Rights });
        while ((await later.ReadUnsettledAsync(Stop)).Count > 0)
        {
            await dispatcher.ProcessPendingAsync(Stop);
            await Task.Delay(TimeSpan.FromSeconds(5), rig.Time, Stop);
        }

        Assert.Equal(["response_actions.dispatch", "response_actions.wait"], spans.Select(s => s.OperationName));
        Assert.All(spans, span => Assert.Equal(alert, span.ParentId));
        Assert.Equal(["Sent", "Confirmed"], spans.Select(s => s.GetTagItem("response_actions.outcome")));
        Assert.InRange(spans.Last().Duration.TotalSeconds, 1, 600);
    }

    [Fact]
    public async Task ProcessPendingAsync_TraceParentThatIsNone_IsSentAllTheSame()
    {
        await using var rig = await Rig.StartAsync(Face.InMemory);
        rig.Kibana.AddEndpoint("a1", "web-01");
        var approved = await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1"));
        await rig.Ledger.AddIntentAsync(new LedgerEntry { Key = approved.Key, Action = approved.Action, IntendedAt = rig.Time.GetUtcNow(), TraceParent = "00-nonsense\r\n" }, Stop);

        await rig.Dispatcher.ProcessPendingAsync(Stop);

        Assert.Equal(ActionState.Sent, (await rig.Ledger.FindAsync(approved.Key, Stop))!.State);
    }

    [Fact]
    public async Task ProcessPendingAsync_HostStaysOffline_FillsNoTrace()
    {
        await using var rig = await Rig.StartAsync(Face.InMemory);
        var host = rig.Kibana.AddEndpoint("a1", "web-01");
        ConcurrentQueue<Activity> spans = [];
        string alert;
        using (var caller = new Activity("alert").Start())
        {
            alert = caller.Id!;
            await rig.Dispatcher.EnqueueAsync(await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1")), Stop);
        }

        host.GoOffline();
        using var listener = Listen(spans, ActivityContext.Parse(alert, null).TraceId);
        for (var i = 0; i < 5; i++)
        {
            rig.Time.Advance(TimeSpan.FromMinutes(2));
            await rig.Dispatcher.ProcessPendingAsync(Stop);
        }

        Assert.Equal(5, spans.Count);
        Assert.Single(spans, static span => span.Recorded);
    }

    [Fact]
    public async Task ProcessAlertsAsync_FromAlertToOutcome_IsOneTrace()
    {
        await using var rig = await Rig.StartAsync(Face.InMemory);
        rig.Kibana.AddEndpoint("a1", "web-01").HostId = "h1";
        ConcurrentQueue<Activity> spans = [];
        using var caller = new Activity("caller").Start();
        using var listener = Listen(spans, caller.TraceId);
        var rule = DetectionRule.Parse("""{"rule_id":"r","name":"canary","type":"query","language":"kuery","query":"*:*","severity":"high","risk_score":1,"response_actions":[{"action_type_id":".endpoint","params":{"command":"isolate"}}]}"""u8);
        var pipeline = new ResponsePipeline(DetectionRuleSet.Compile([rule]), rig.Dispatcher);

        var report = await pipeline.ProcessAsync(new[] { new InputEvent(System.Text.Encoding.UTF8.GetBytes($$$"""{"@timestamp":"{{{rig.Time.GetUtcNow():O}}}","agent":{"id":"a1","type":"endpoint"},"host":{"id":"h1","name":"web-01","os":{"type":"linux"} } }""")) }, Stop);

        Assert.Equal(ActionOutcomeKind.Confirmed, Assert.Single(report.Actions).Outcome.Kind);
        Assert.Equal(["response_actions.dispatch", "response_actions.wait", "response_actions.respond"], spans.Select(s => s.OperationName));
        var respond = spans.Last();
        Assert.Equal(caller.Id, respond.ParentId);
        Assert.All(spans.SkipLast(1), span => Assert.Equal(respond.Id, span.ParentId));
        Assert.Equal(1, respond.GetTagItem("response_actions.alerts"));
        Assert.DoesNotContain(spans.SelectMany(s => s.TagObjects), static tag => $"{tag.Value}".Contains("canary", StringComparison.Ordinal) || $"{tag.Value}".Contains("web-01", StringComparison.Ordinal));
    }

    private static ActivityListener Listen(ConcurrentQueue<Activity> spans, ActivityTraceId trace)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == ResponseActionsTelemetry.ActivitySourceName,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == trace)
                    spans.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    [Fact]
    public async Task Meters_SendsAndOutcomes_AreCountedByCommand()
    {
        await using var rig = await Rig.StartAsync(Face.InMemory);
        rig.Kibana.AddEndpoint("a1", "web-01");
        ConcurrentQueue<string> counted = [];
        using var listener = new MeterListener { InstrumentPublished = static (instrument, l) => { if (instrument.Meter.Name == ResponseActionsTelemetry.MeterName) l.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => counted.Enqueue($"{instrument.Name} {value} {string.Join(',', tags.ToArray().Select(t => t.Value))}"));
        listener.Start();

        await rig.Dispatcher.ByHand.SendAsync(new EndpointId("a1"), new MemoryDumpRequest(), WaitUntil.Completed, Stop);
        await rig.Dispatcher.ByHand.SendAsync(new EndpointId("nobody"), new MemoryDumpRequest(), cancellationToken: Stop);

        // Other tests may be at work beside this one; nobody else dumps memory and is told that there is no such host.
        Assert.Contains("response_actions.sends 1 memory-dump,executed", counted);
        Assert.Contains("response_actions.outcomes 1 memory-dump,Confirmed,", counted);
        Assert.Contains("response_actions.outcomes 1 memory-dump,Refused,target agreement", counted);
        Assert.DoesNotContain(counted, static c => c.Contains("nobody", StringComparison.Ordinal));
    }
}
