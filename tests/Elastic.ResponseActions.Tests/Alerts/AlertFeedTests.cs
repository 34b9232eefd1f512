using CsCheck;
using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Alerts;

public sealed class AlertFeedTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 15, 10, 0, 0, TimeSpan.Zero);
    private static readonly KibanaOptions Options = new() { Address = new Uri("https://kibana.example"), MaxReadRetries = 0 };
    private static readonly DetectionRule Rule = new QueryRule { RuleId = "r-1", Name = "N" };

    // Seconds of the alert's time, how late it is seen (within the window of 60 s), and in which thousandth.
    private static readonly Gen<(int At, int Late)[]> Arrivals = Gen.Select(Gen.Int[0, 600], Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[1, 60]))).Array[0, 60];

    private readonly VirtualTimeProvider _time = new(Start);

    [Fact]
    public void ReadAsync_AnyArrivalsAndRestarts_GivesEachAlertOnceAndInOrder() =>
        Gen.Select(Arrivals, Gen.Int[1, 7], Gen.Double[0, 1].Array[1, 40]).Sample(async (arrivals, batch, restarts) =>
        {
            var time = new VirtualTimeProvider(Start);
            using var stop = new CancellationTokenSource();
            var index = new SlowAlertIndex(time, Start.AddSeconds(900), stop);
            index.Alerts.AddRange(arrivals.Select((one, i) => new SlowAlertIndex.Stored($"a-{i:000}", Start.AddSeconds(one.At), Start.AddSeconds(one.At + one.Late))));
            var checkpoint = new InMemoryAlertCheckpoint();
            var options = new AlertFeedOptions { BatchSize = batch, LateArrival = TimeSpan.FromSeconds(60), FirstPause = TimeSpan.FromSeconds(3), MaxPause = TimeSpan.FromSeconds(20) };

            List<(string Id, DateTimeOffset At)> done = [];
            var dice = 0;
            while (!stop.IsCancellationRequested)
                await ReadUntilCrashAsync();

            Assert.Equal(index.Alerts.Select(alert => alert.Id).Order(), done.Select(one => one.Id).Order());
            AssertOrdered(index, done);

            // Each reading is a process that dies after a random batch, acknowledged or not; only what is acknowledged is done.
            async Task ReadUntilCrashAsync()
            {
                var feed = new AlertFeed(new ResponseActionsClient(index, Options, time), [Rule], checkpoint, options);
                try
                {
                    await foreach (var found in feed.ReadAsync(stop.Token))
                    {
                        var luck = restarts[dice++ % restarts.Length];
                        if (luck < 0.2 && dice % 50 != 0)
                            return;

                        await found.AcknowledgeAsync(stop.Token);
                        done.AddRange(found.Alerts.Select(alert => (alert.Id, time.GetUtcNow())));
                        if (luck < 0.4)
                            return;
                    }
                }
                catch (OperationCanceledException)
                {
                }
            }
        }, iter: 300);

    // An older alert after a newer one is allowed only where it was not to be seen when the newer one was given out.
    private static void AssertOrdered(SlowAlertIndex index, List<(string Id, DateTimeOffset At)> done)
    {
        var stored = index.Alerts.ToDictionary(alert => alert.Id);
        for (var i = 1; i < done.Count; i++)
        {
            var (before, after) = (stored[done[i - 1].Id], stored[done[i].Id]);
            Assert.True((before.Timestamp, before.Id).CompareTo((after.Timestamp, after.Id)) < 0 || after.VisibleAt > done[i - 1].At, $"{before} then {after}");
        }
    }

    [Fact]
    public async Task ReadAsync_Idle_LooksEverMoreSeldom()
    {
        var (index, feed, stop) = Feed(minutes: 10);
        using (stop)
        {
            await DrainAsync(feed, stop.Token);
        }

        var gaps = index.Searches.Zip(index.Searches.Skip(1), (one, next) => (next - one).TotalSeconds).ToList();
        Assert.Equal([5, 10, 20, 40, 60, 60], gaps.Take(6));
    }

    [Fact]
    public async Task ReadAsync_FirstStart_GivesNothingOfBeforeUnlessToldSo()
    {
        var old = new SlowAlertIndex.Stored("old", Start.AddHours(-1), Start.AddHours(-1));
        var (index, feed, stop) = Feed();
        index.Alerts.Add(old);
        using (stop)
        {
            Assert.Empty(await DrainAsync(feed, stop.Token));
        }

        var (earlier, fromEarlier, stopEarlier) = Feed(new AlertFeedOptions { StartAt = Start.AddHours(-2) });
        earlier.Alerts.Add(old);
        using (stopEarlier)
        {
            Assert.Equal(["old"], await DrainAsync(fromEarlier, stopEarlier.Token));
        }
    }

    [Fact]
    public async Task ReadAsync_AlertFromTheFuture_DoesNotEndTheLookAtThePresent()
    {
        var (index, feed, stop) = Feed(minutes: 30);
        index.Alerts.Add(new("future", Start.AddYears(50), Start));
        index.Alerts.Add(new("present", Start.AddMinutes(20), Start.AddMinutes(20)));

        using (stop)
        {
            Assert.Equal(["future", "present"], await DrainAsync(feed, stop.Token));
        }
    }

    [Theory]
    [InlineData(365)]
    [InlineData(-365)]
    public async Task ReadAsync_ClockIsSetMidway_GivesEachAlertOnce(int days)
    {
        var clock = new JumpingClock(_time);
        using var stop = new CancellationTokenSource();
        var index = new SlowAlertIndex(_time, Start.AddMinutes(40), stop);
        index.Alerts.AddRange(Enumerable.Range(0, 20).Select(i => new SlowAlertIndex.Stored($"a-{i:00}", Start.AddMinutes(i), Start.AddMinutes(i + i % 3))));
        var checkpoint = new InMemoryAlertCheckpoint();
        List<string> given = [];

        // Two processes, one after the other, and the clock is set between their batches.
        while (!stop.IsCancellationRequested)
        {
            var feed = new AlertFeed(new ResponseActionsClient(index, Options, clock), [Rule], checkpoint, new AlertFeedOptions { BatchSize = 2 });
            try
            {
                await foreach (var batch in feed.ReadAsync(stop.Token))
                {
                    given.AddRange(batch.Alerts.Select(alert => alert.Id));
                    await batch.AcknowledgeAsync(stop.Token);
                    clock.Offset = TimeSpan.FromDays(given.Count is > 4 and < 12 ? days : 0);
                    if (given.Count is 6 or 7)
                        break;
                }
            }
            catch (OperationCanceledException)
            {
            }
        }

        Assert.Equal(index.Alerts.Select(alert => alert.Id), given.Order());
    }

    [Fact]
    public async Task ReadAsync_PoisonAlerts_AreToldAndDoNotBlockTheOthers()
    {
        var (index, feed, stop) = Feed();
        index.MaxBytes = 2000;
        index.Alerts.Add(new("twice", Start, Start, Extra: ",\"agent\":{\"id\":\"a\"},\"agent.id\":\"b\""));
        index.Alerts.Add(new("huge", Start.AddSeconds(1), Start, Extra: $",\"x\":\"{new string('x', 3000)}\""));
        index.Alerts.Add(new("deep", Start.AddSeconds(2), Start, Extra: $",\"d\":{string.Concat(Enumerable.Repeat("[", 70))}{string.Concat(Enumerable.Repeat("]", 70))}"));
        index.Alerts.Add(new("good", Start.AddSeconds(3), Start));
        List<UnreadableAlert> unreadable = [];

        using (stop)
        {
            Assert.Equal(["good"], await DrainAsync(feed, stop.Token, unreadable));
        }

        Assert.Equal(["twice", "huge", "deep"], unreadable.Select(one => one.Id));
        Assert.Contains("`agent.id` is written twice", unreadable[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_CheckpointOfAnotherSpace_DoesNotStart()
    {
        var checkpoint = new InMemoryAlertCheckpoint();
        await checkpoint.WriteAsync(new AlertFeedPosition { Source = "https://kibana.example/ ops", From = Start }, TestContext.Current.CancellationToken);
        var (_, feed, stop) = Feed(checkpoint: checkpoint);

        using (stop)
        {
            var error = await Assert.ThrowsAsync<InvalidOperationException>(() => DrainAsync(feed, stop.Token));
            Assert.Equal("The checkpoint is that of https://kibana.example/ ops, and this feed reads https://kibana.example/ default. Give each Kibana and space a checkpoint of its own.", error.Message);
        }
    }

    [Fact]
    public async Task AcknowledgeAsync_OlderBatchAfterANewer_DoesNotGoBack()
    {
        var checkpoint = new InMemoryAlertCheckpoint();
        var (index, feed, stop) = Feed(new AlertFeedOptions { BatchSize = 1 }, checkpoint: checkpoint);
        index.Alerts.Add(new("a", Start, Start));
        index.Alerts.Add(new("b", Start.AddSeconds(1), Start));
        List<AlertBatch> batches = [];
        using (stop)
        {
            await foreach (var batch in feed.ReadAsync(stop.Token))
            {
                batches.Add(batch);
                if (batches.Count == 2)
                    break;
            }

            await batches[1].AcknowledgeAsync(stop.Token);
            await batches[0].AcknowledgeAsync(stop.Token);
        }

        Assert.Equal(2, (await checkpoint.ReadAsync(CancellationToken.None))!.Seen.Count);
    }

    [Fact]
    public void AlertFeed_BadInput_IsRefused()
    {
        var client = new ResponseActionsClient(new SlowAlertIndex(_time, Start, new CancellationTokenSource()), Options, _time);
        var checkpoint = new InMemoryAlertCheckpoint();

        Assert.Throws<ArgumentException>(() => new AlertFeed(client, [], checkpoint));
        Assert.Throws<ArgumentException>(() => new AlertFeed(client, [Rule, Rule], checkpoint));
        var error = Assert.Throws<ArgumentException>(() => new AlertFeed(client, [Rule], checkpoint, new AlertFeedOptions { LateArrival = TimeSpan.FromDays(2), FirstPause = TimeSpan.Zero, BatchSize = 0 }));
        Assert.Contains("LateArrival", error.Message, StringComparison.Ordinal);
        Assert.Contains("FirstPause", error.Message, StringComparison.Ordinal);
        Assert.Contains("BatchSize", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileAlertCheckpoint_WrittenAndRead_IsTheSamePosition()
    {
        var stop = TestContext.Current.CancellationToken;
        var path = Path.Combine(Path.GetTempPath(), $"ra-checkpoint-{Environment.ProcessId}-{TestContext.Current.Test?.UniqueID}.json");
        try
        {
            var position = new AlertFeedPosition { Source = "s", From = Start, Newest = Start.AddTicks(1), Seen = new Dictionary<string, DateTimeOffset> { ["a\"\n"] = Start.AddTicks(7) } };
            Assert.Null(await new FileAlertCheckpoint(path).ReadAsync(stop));

            await new FileAlertCheckpoint(path).WriteAsync(position with { Source = "before" }, stop);
            await new FileAlertCheckpoint(path).WriteAsync(position, stop);
            var read = await new FileAlertCheckpoint(path).ReadAsync(stop);

            Assert.Equal((position.Source, position.From, position.Newest), (read!.Source, read.From, read.Newest));
            Assert.Equal(position.Seen, read.Seen);
            await File.WriteAllTextAsync(path, "{}", stop);
            await Assert.ThrowsAsync<IOException>(async () => await new FileAlertCheckpoint(path).ReadAsync(stop));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private (SlowAlertIndex Index, AlertFeed Feed, CancellationTokenSource Stop) Feed(AlertFeedOptions? options = null, int minutes = 2, IAlertCheckpoint? checkpoint = null)
    {
        var stop = new CancellationTokenSource();
        var index = new SlowAlertIndex(_time, _time.GetUtcNow().AddMinutes(minutes), stop);
        return (index, new AlertFeed(new ResponseActionsClient(index, Options, _time), [Rule], checkpoint ?? new InMemoryAlertCheckpoint(), options), stop);
    }

    private static async Task<List<string>> DrainAsync(AlertFeed feed, CancellationToken stop, List<UnreadableAlert>? unreadable = null)
    {
        List<string> ids = [];
        try
        {
            await foreach (var batch in feed.ReadAsync(stop))
            {
                ids.AddRange(batch.Alerts.Select(alert => alert.Id));
                unreadable?.AddRange(batch.Unreadable);
                await batch.AcknowledgeAsync(stop);
            }
        }
        catch (OperationCanceledException)
        {
        }

        return ids;
    }
}
