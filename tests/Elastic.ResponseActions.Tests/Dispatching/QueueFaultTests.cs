using System.Collections.Concurrent;
using Elastic.ResponseActions.DependencyInjection;
using Elastic.ResponseActions.Tests.Support;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Elastic.ResponseActions.Tests.Dispatching;

/// <summary>Faults that meet the queue as a whole: nothing in it is lost, and what stands in its way is told.</summary>
public sealed class QueueFaultTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, BothFaces]
    public async Task Process_ActionRouteGone_BlocksAndKeepsTheQueue(Face face)
    {
        await using var rig = await Rig.StartAsync(face);
        var keys = await EnqueueAsync(rig, 3);
        rig.Way.OnPost = static (_, _) => ValueTask.FromResult(FaultTransport.Answer(404, """{"statusCode":404,"message":"Not Found"}"""));
        await rig.Dispatcher.ProcessPendingAsync(Stop);
        var (blocked, postsWhileGone) = (await rig.Dispatcher.ReadStatusAsync(Stop), rig.Way.Posts.Count);

        rig.Way.OnPost = null;
        rig.Dispatcher.Resume();
        await rig.Dispatcher.ProcessPendingAsync(Stop);

        Assert.Equal(keys.Count, blocked.Queued);
        Assert.NotNull(blocked.StoppedBy);
        Assert.InRange(postsWhileGone, 1, keys.Count);
        foreach (var key in keys)
            Assert.Equal(ActionState.Sent, (await rig.Ledger.FindAsync(key, Stop))!.State);
        Assert.Equal(keys.Count, rig.Way.Posts.Count - postsWhileGone);
    }

    [Theory, BothFaces]
    public async Task Process_KibanaIsSlow_WorksOnFourHostsAtATimeAndLosesNothing(Face face)
    {
        await using var rig = await Rig.StartAsync(face, Wide);
        var keys = await EnqueueAsync(rig, 20);
        var (now, most) = (0, 0);
        rig.Way.OnPost = async (request, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Yield();
            var answer = await rig.Way.PassAsync(request);
            Interlocked.Decrement(ref now);
            return answer;
        };

        await rig.Dispatcher.ProcessPendingAsync(Stop);

        Assert.InRange(most, 1, DispatchOptions.Default.MaxConcurrentHosts);
        Assert.Equal(keys.Count, rig.Way.Posts.Count);
        Assert.Equal(keys.Count, (await rig.Dispatcher.ReadStatusAsync(Stop)).Sent);
    }

    [Theory, BothFaces]
    public async Task Process_KibanasClockIsTenMinutesOff_FindsWhatWasSent(Face face)
    {
        await using var rig = await Rig.StartAsync(face);
        var key = (await EnqueueAsync(rig, 1))[0];
        rig.Way.OnPost = async (request, _) =>
        {
            await rig.Way.PassAsync(request);

            // The server's clock is behind ours: by ours the action was made before its own intent.
            throw new TransportException("cut off");
        };
        await rig.Dispatcher.ProcessPendingAsync(Stop);
        var query = rig.Way.Gets.Last(static r => r.Path == "/api/endpoint/action").Query.Single(static q => q.Key == "startDate").Value;

        Assert.Equal(ActionState.Sent, (await rig.Ledger.FindAsync(key, Stop))!.State);
        Assert.Single(rig.Way.Posts);
        Assert.True(DateTimeOffset.Parse(query, System.Globalization.CultureInfo.InvariantCulture) < rig.Time.GetUtcNow() - TimeSpan.FromHours(23));
    }

    [Theory, BothFaces]
    public async Task Enqueue_TenThousandAtOnce_PassesNoCap(Face face)
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        var guard = new ResponseGuard(rig.Policy);
        var facts = new GuardFacts
        {
            Now = rig.Time.GetUtcNow(),
            Destination = rig.Client.Destination,
            Endpoint = new EndpointFacts { Metadata = await rig.Client.Endpoints.GetAsync(new EndpointId("a1"), Stop), FetchedAt = rig.Time.GetUtcNow() },
            PrivilegeGranted = true,
        };
        var (entries, held) = (0, 0);
        for (var i = 0; i < 10_000; i++)
        {
            var action = rig.ByHand(ResponseActionCommand.KillProcess, "a1", "entity_id", $"e-{i}");
            var result = await rig.Dispatcher.EnqueueAsync(guard.Review(action, facts).Approved!, Stop);
            entries += result.Entry is null ? 0 : 1;
            held += result.Stopped is { Kind: ActionOutcomeKind.Held, Guard: "caps" } ? 1 : 0;
        }

        Assert.Equal((100, 9_900), (entries, held));
    }

    [Fact]
    public void Dispatch_CallerBlocksItsThread_EndsAllTheSame()
    {
        // A caller that waits on its own thread, and nobody else to run what comes after.
        using var alone = new LoneContext();
        var sent = alone.Run(async () =>
        {
            await using var rig = await Rig.StartAsync(Face.Loopback);
            rig.Kibana.AddEndpoint("a1");
            var approved = await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1"));
            var operation = rig.Dispatcher.DispatchAsync(approved, Stop).AsTask();
            return operation.Wait(TimeSpan.FromMinutes(1), Stop) ? operation.Result.Outcome.Kind : ActionOutcomeKind.Expired;
        });

        Assert.Equal(ActionOutcomeKind.Sent, sent);
    }

    [Theory, BothFaces]
    public async Task HealthCheck_TellsWhatWaitsAndWhatStopsAll(Face face)
    {
        await using var rig = await Rig.StartAsync(face);
        var check = new ResponseActionsHealthCheck(rig.Dispatcher);
        var empty = await check.CheckHealthAsync(new HealthCheckContext(), Stop);

        rig.Way.OnPost = static (_, _) => ValueTask.FromResult(FaultTransport.Answer(502, "{}"));
        await EnqueueAsync(rig, 1);
        await rig.Dispatcher.ProcessPendingAsync(Stop);
        var parked = await check.CheckHealthAsync(new HealthCheckContext(), Stop);
        rig.Dispatcher.KillSwitch.Engage("drill");
        var stopped = await check.CheckHealthAsync(new HealthCheckContext(), Stop);

        Assert.Equal((HealthStatus.Healthy, HealthStatus.Degraded, HealthStatus.Unhealthy), (empty.Status, parked.Status, stopped.Status));
        Assert.Equal(1, parked.Data["parked"]);
        Assert.Contains("drill", stopped.Description, StringComparison.Ordinal);
    }

    [Theory, BothFaces]
    public async Task Metrics_TellTheQueue(Face face)
    {
        await using var rig = await Rig.StartAsync(face);
        await EnqueueAsync(rig, 2);
        using var metrics = new DispatcherMetrics();
        metrics.Tell(await rig.Dispatcher.ReadStatusAsync(Stop));
        ConcurrentDictionary<string, int> seen = [];
        using var listener = new System.Diagnostics.Metrics.MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == "Elastic.ResponseActions")
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => seen.AddOrUpdate(instrument.Name, value, (_, before) => Math.Max(before, value)));
        listener.Start();
        listener.RecordObservableInstruments();

        Assert.True(seen["elastic.response_actions.dispatcher.queued"] >= 2);
        Assert.All(["parked", "held", "awaiting_approval", "breakers", "sent", "stopped"], name => Assert.Contains($"elastic.response_actions.dispatcher.{name}", seen.Keys));
    }

    private static ResponsePolicy Wide { get; } = Rig.Enforcing with { Caps = CapPolicy.Default with { Overall = CapPolicy.Default.Overall.ToDictionary(static c => c.Key, static IReadOnlyList<Cap> (_) => []), IsolatedAtOnce = 1000 } };

    private static async Task<List<ActionKey>> EnqueueAsync(Rig rig, int hosts)
    {
        List<ActionKey> keys = [];
        for (var i = 1; i <= hosts; i++)
        {
            rig.Kibana.AddEndpoint($"a{i}");
            var approved = await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Isolate, $"a{i}"));
            await rig.Dispatcher.EnqueueAsync(approved, Stop);
            keys.Add(approved.Key);
        }

        return keys;
    }

    /// <summary>A thread that is the only one its continuations may come back to.</summary>
    private sealed class LoneContext : SynchronizationContext, IDisposable
    {
        private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _queue = [];

        public override void Post(SendOrPostCallback d, object? state) => _queue.Add((d, state));

        public T Run<T>(Func<Task<T>> work)
        {
            var before = Current;
            SetSynchronizationContext(this);
            try
            {
                var task = work();
                while (!task.IsCompleted)
                {
                    if (_queue.TryTake(out var next, TimeSpan.FromMilliseconds(20)))
                        next.Callback(next.State);
                }

                return task.GetAwaiter().GetResult();
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }

        public void Dispose() => _queue.Dispose();
    }
}
