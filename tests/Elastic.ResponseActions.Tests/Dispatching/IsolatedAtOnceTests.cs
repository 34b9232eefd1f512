using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Dispatching;

/// <summary>At most five hosts, or one in a hundred, are kept isolated by us at one time, counted by what Kibana says of the fleet and by the ledger.</summary>
public sealed class IsolatedAtOnceTests
{
    private static readonly KibanaOptions Options = new() { Address = new Uri("https://kibana.example"), JitterSeed = 1 };
    private static readonly IReadOnlyDictionary<ResponseActionCommand, IReadOnlyList<Cap>> Wide =
        CapPolicy.Default.PerRule.ToDictionary(static c => c.Key, static IReadOnlyList<Cap> (_) => [new Cap(1000, TimeSpan.FromHours(1))]);

    private static readonly ResponsePolicy Policy = Rig.Enforcing with { Caps = CapPolicy.Default with { PerRule = Wide, Overall = Wide } };
    private static readonly CallerRights Rights = new() { Commands = new HashSet<ResponseActionCommand> { ResponseActionCommand.Isolate, ResponseActionCommand.Unisolate } };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 5)]
    [InlineData(500, 5)]
    [InlineData(599, 5)]
    [InlineData(600, 6)]
    [InlineData(1_200, 12)]
    public async Task Dispatch_MoreThanTheShare_IsHeldUntilOneIsReleased(int fleet, int limit)
    {
        var time = new VirtualTimeProvider(new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero));
        var kibana = new PlainKibana(time) { Fleet = fleet };
        var ledger = new ListLedger();
        var client = new ResponseActionsClient(kibana, Options, time);
        using (var first = new ActionDispatcher(client, Policy, ledger, new DispatchOptions { Rights = Rights }))
        {
            for (var host = 0; host < limit; host++)
                Assert.Equal(ActionOutcomeKind.Sent, (await first.ByHand.IsolateAsync(new EndpointId($"a{host}"), cancellationToken: Stop)).Outcome.Kind);
        }

        // A new process counts by the ledger alone.
        using var dispatcher = new ActionDispatcher(client, Policy, new ListLedger(ledger.Records), new DispatchOptions { Rights = Rights });
        var tooMany = await dispatcher.ByHand.IsolateAsync(new EndpointId("b1"), cancellationToken: Stop);

        // What is held keeps its place until its time is over; what is isolated keeps it until it is released.
        time.Advance(TimeSpan.FromMinutes(61));
        await dispatcher.ProcessPendingAsync(Stop);
        var stillFull = await dispatcher.ByHand.IsolateAsync(new EndpointId("b3"), cancellationToken: Stop);
        time.Advance(TimeSpan.FromMinutes(61));
        await dispatcher.ProcessPendingAsync(Stop);
        await dispatcher.ByHand.ReleaseAsync(new EndpointId("a0"), cancellationToken: Stop);
        var fits = await dispatcher.ByHand.IsolateAsync(new EndpointId("b2"), cancellationToken: Stop);

        Assert.Equal((ActionOutcomeKind.Held, "caps"), (tooMany.Outcome.Kind, tooMany.Outcome.Guard));
        Assert.Equal((ActionOutcomeKind.Held, "caps"), (stillFull.Outcome.Kind, stillFull.Outcome.Guard));
        Assert.Contains($"{limit} hosts are isolated by us now, at most {limit}", tooMany.Outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(ActionOutcomeKind.Sent, fits.Outcome.Kind);
        Assert.Equal(limit + 2, kibana.Posts.Count);
    }
}
