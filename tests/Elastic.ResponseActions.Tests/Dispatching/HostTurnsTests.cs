using Elastic.ResponseActions.Dispatching;

namespace Elastic.ResponseActions.Tests.Dispatching;

public sealed class HostTurnsTests
{
    private static readonly EndpointId Host = new("a1");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Join_SameHost_WaitsForThoseBefore()
    {
        var turns = new HostTurns();
        var first = turns.Join(Host);
        using var second = turns.Join(Host);
        using var otherHost = turns.Join(new EndpointId("b2"));

        await first.WaitAsync(Stop);
        await otherHost.WaitAsync(Stop);
        var waiting = second.WaitAsync(Stop);
        Assert.False(waiting.IsCompleted);
        first.Dispose();

        await waiting;
    }

    [Fact]
    public async Task Dispose_WhileWaiting_LetsNobodyOvertake()
    {
        var turns = new HostTurns();
        var first = turns.Join(Host);
        var second = turns.Join(Host);
        using var third = turns.Join(Host);

        second.Dispose();
        var waiting = third.WaitAsync(Stop);
        Assert.False(waiting.IsCompleted);
        first.Dispose();

        await waiting;
    }
}
