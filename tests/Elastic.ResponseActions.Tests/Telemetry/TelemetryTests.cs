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
