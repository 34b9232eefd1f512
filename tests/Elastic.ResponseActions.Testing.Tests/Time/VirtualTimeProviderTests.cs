namespace Elastic.ResponseActions.Testing.Tests.Time;

/// <summary>Time that passes only for those who wait.</summary>
public sealed class VirtualTimeProviderTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly VirtualTimeProvider _clock = new(Bench.Start);

    private TimeSpan Passed => _clock.GetUtcNow() - Bench.Start;

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Delay_OneAfterAnother_EndsAtTheSum()
    {
        await Task.Delay(TimeSpan.FromDays(1), _clock, Ended);
        await Task.Delay(Second, _clock, Ended);

        Assert.Equal(TimeSpan.FromDays(1) + Second, Passed);
    }

    [Fact]
    public async Task Delay_OfNothing_CompletesWhereTheClockStands()
    {
        await Task.Delay(TimeSpan.Zero, _clock, Ended);

        Assert.Equal(TimeSpan.Zero, Passed);
    }

    [Fact]
    public async Task Delay_SideBySide_AddsUp()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Delay(Second, _clock, Ended)));

        Assert.Equal(8 * Second, Passed);
    }

    [Fact]
    public async Task Delay_FromManyThreads_LosesNoWait()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 250; i++)
                await Task.Delay(Second, _clock, Ended);
        })));

        Assert.Equal(2000 * Second, Passed);
    }

    [Fact]
    public async Task Delay_WithoutEnd_IsEndedOnlyByItsToken()
    {
        using var stop = new CancellationTokenSource();
        var waiting = Task.Delay(Timeout.InfiniteTimeSpan, _clock, stop.Token);
        await Task.Delay(TimeSpan.FromDays(40), _clock, Ended);
        Assert.False(waiting.IsCompleted);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task CancelAfter_NobodyWaits_DoesNotMoveTime()
    {
        using var guard = new CancellationTokenSource(Second, _clock);
        Assert.Equal(TimeSpan.Zero, Passed);

        await Task.Delay(Second / 2, _clock, Ended);
        Assert.False(guard.IsCancellationRequested);
        var cancelled = new TaskCompletionSource();
        using var registration = guard.Token.Register(cancelled.SetResult);
        await Task.Delay(Second / 2, _clock, Ended);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), Ended);

        Assert.Equal(Second, Passed);
    }

    [Fact]
    public async Task CancelAfter_WaitThatPassesIt_FiresThoughTheWaitWasLonger()
    {
        using var guard = new CancellationTokenSource(Second, _clock);
        var cancelled = new TaskCompletionSource();
        using var registration = guard.Token.Register(cancelled.SetResult);

        await Task.Delay(TimeSpan.FromHours(1), _clock, Ended);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), Ended);

        Assert.Equal(TimeSpan.FromHours(1), Passed);
    }

    [Fact]
    public async Task CreateTimer_Callback_NeverRunsInsideTheCallThatSetIt()
    {
        var rung = new TaskCompletionSource<bool>();
        var isInside = true;
        // Whoever sets a timer under a lock must not meet its callback there: that one would come in again on the same thread.
        var caller = Environment.CurrentManagedThreadId;
        await using var timer = _clock.CreateTimer(_ => rung.SetResult(isInside && Environment.CurrentManagedThreadId == caller), null, Second, Timeout.InfiniteTimeSpan);
        isInside = false;

        Assert.False(await rung.Task.WaitAsync(TimeSpan.FromSeconds(30), Ended));
        Assert.Equal(Second, Passed);
    }

    [Fact]
    public async Task Change_OfAnInfiniteTimer_MakesItAWait()
    {
        var rung = new TaskCompletionSource<object?>();
        using var timer = _clock.CreateTimer(rung.SetResult, "state", Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Assert.Equal(TimeSpan.Zero, Passed);

        Assert.True(timer.Change(3 * Second, Timeout.InfiniteTimeSpan));

        Assert.Equal("state", await rung.Task.WaitAsync(TimeSpan.FromSeconds(30), Ended));
        Assert.Equal(3 * Second, Passed);
    }

    [Fact]
    public void Change_AfterDispose_IsRefusedAndMovesNothing()
    {
        var timer = _clock.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Dispose();
        timer.Dispose();

        Assert.False(timer.Change(Second, Timeout.InfiniteTimeSpan));
        Assert.Equal(TimeSpan.Zero, Passed);
    }

    [Fact]
    public void Advance_DisposedGuard_DoesNotFire()
    {
        var guard = new CancellationTokenSource(Second, _clock);
        var token = guard.Token;
        guard.Dispose();

        _clock.Advance(TimeSpan.FromHours(1));

        Assert.False(token.IsCancellationRequested);
    }

    [Fact]
    public async Task PeriodicTimer_NobodyWaits_TicksOnceWhenTimePasses()
    {
        using var timer = new PeriodicTimer(Second, _clock);
        var tick = timer.WaitForNextTickAsync(Ended).AsTask();
        Assert.Equal(TimeSpan.Zero, Passed);
        Assert.False(tick.IsCompleted);

        await Task.Delay(TimeSpan.FromDays(40), _clock, Ended);

        Assert.True(await tick.WaitAsync(TimeSpan.FromSeconds(30), Ended));
        Assert.Equal(TimeSpan.FromDays(40), Passed);
    }

    [Fact]
    public void Advance_Back_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(-Second));

    [Fact]
    public async Task GetTimestamp_AfterAWait_MeasuresIt()
    {
        var start = _clock.GetTimestamp();

        await Task.Delay(1500 * TimeSpan.FromMilliseconds(1), _clock, Ended);

        Assert.Equal(TimeSpan.FromMilliseconds(1500), _clock.GetElapsedTime(start));
        Assert.Equal(TimeZoneInfo.Utc, _clock.LocalTimeZone);
    }

    [Fact]
    public async Task Delay_BeyondTheEndOfTime_StopsThere()
    {
        var late = new VirtualTimeProvider(DateTimeOffset.MaxValue - Second);

        await Task.Delay(TimeSpan.FromDays(40), late, Ended);

        Assert.Equal(DateTimeOffset.MaxValue, late.GetUtcNow());
    }

    [Fact]
    public async Task Poll_FakeOnThisClock_SeesTheAnswerWithoutSleeping()
    {
        await using var kibana = new FakeKibana(new FakeKibanaOptions { TimeProvider = _clock });
        kibana.AddEndpoint("a1");
        using var client = kibana.CreateClient();
        using var sent = await client.PostAsync(Bench.Isolate, new StringContent("""{"endpoint_ids":["a1"]}""", null, "application/json"), Ended);
        var polls = 0;
        while (!kibana.Actions[0].IsCompleted)
        {
            polls++;
            await Task.Delay(2 * Second, _clock, Ended);
        }

        Assert.Equal((3, 6 * Second), (polls, Passed));
    }
}
