using Elastic.ResponseActions.Transport;

namespace Elastic.ResponseActions.Tests.Transport;

public sealed class RequestTimeoutsTests
{
    private readonly RequestTimeouts _timeouts = new(TimeSpan.FromHours(1));

    [Fact]
    public async Task Begin_AfterARequestThatWasInTime_NothingOfItIsLeft()
    {
        using var caller = new CancellationTokenSource();
        using (_timeouts.Begin(caller.Token))
        {
        }

        using var next = _timeouts.Begin(CancellationToken.None);
        await caller.CancelAsync();

        Assert.False(next.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task Begin_CallerGivesUp_EndsHisRequestAlone()
    {
        using var caller = new CancellationTokenSource();
        using var other = _timeouts.Begin(CancellationToken.None);
        using (var his = _timeouts.Begin(caller.Token))
        {
            await caller.CancelAsync();
            Assert.True(his.Token.IsCancellationRequested);
        }

        using var next = _timeouts.Begin(CancellationToken.None);
        Assert.False(other.Token.IsCancellationRequested);
        Assert.False(next.Token.IsCancellationRequested);
    }

    [Fact]
    public void Begin_TimeIsOver_IsNotHandedOn()
    {
        var timeouts = new RequestTimeouts(TimeSpan.FromMilliseconds(1));
        using (var late = timeouts.Begin(CancellationToken.None))
            Assert.True(late.Token.WaitHandle.WaitOne(TimeSpan.FromMinutes(1)));

        using var caller = new CancellationTokenSource();
        using var next = new RequestTimeouts(TimeSpan.FromHours(1)).Begin(caller.Token);
        Assert.False(next.Token.IsCancellationRequested);
    }
}
