using Elastic.ResponseActions.Simulation.Judging;
using Elastic.ResponseActions.Simulation.World;

namespace Elastic.ResponseActions.Simulation.Tests;

/// <summary>A thousand actions against a limiter that lets ten a second through: none lost, none early, and hardly a request in vain.</summary>
public sealed class ThrottlingTests(ITestOutputHelper output)
{
    private const int Actions = 1_000;
    private const int PerSecond = 10;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1")]
    [InlineData("date")]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData("1000000000")]
    public void Process_LimiterOfTenASecond_SendsAllWithFewRequestsInVain(string header)
    {
        var (way, entries) = Run(header);

        output.WriteLine($"retry-after {header}: {way.Posts} requests, {way.TurnedDown} turned down, {way.Early} early");
        Assert.All(entries, static e => Assert.Equal(ActionState.Sent, e.State));
        Assert.True(way.TurnedDown > 10, $"{way.TurnedDown} turned down");
        Assert.Equal(0, way.Early);
        Assert.InRange(way.Posts, Actions, 1.2 * Actions);
    }

    [Fact]
    public void Process_LimiterSaysNotHowLong_ParksWhatItTurnedDownAndSendsNothingAgain()
    {
        var (way, entries) = Run(header: null);

        output.WriteLine($"no retry-after: {way.Posts} requests, {way.TurnedDown} turned down");
        var (parked, sent) = (Count(ActionOutcomeKind.Parked), entries.Count(static e => e.State == ActionState.Sent));
        Assert.Equal((way.TurnedDown, way.Posts - way.TurnedDown), (parked, sent));

        // Each unclear send takes its quiet time: the last ones wait past their deadline, and are told.
        Assert.Equal(Actions, parked + sent + Count(ActionOutcomeKind.Expired));

        int Count(ActionOutcomeKind kind) => entries.Count(e => e.Outcome?.Kind == kind);
    }

    private static (LimitedWay Way, List<LedgerEntry> Entries) Run(string? header)
    {
        var clock = new VirtualClock();
        var history = new History(keepText: false);
        var kibana = new SimulatedKibana(clock, new Random(1), history, TimeSpan.Zero);
        var way = new LimitedWay(clock, kibana, history, PerSecond, header);
        var options = new KibanaOptions { Address = new Uri("https://kibana.example"), MaxReadRetries = 0, JitterSeed = 1 };
        var client = new ResponseActionsClient(way, options, new ProcessClock(clock, static () => TimeSpan.Zero, static () => false));
        var policy = ResponsePolicy.Default with { DefaultMode = ActionMode.Enforce };
        var ledger = new InMemoryActionLedger();
        var rights = new CallerRights { License = LicenseLevel.Enterprise, Commands = new HashSet<ResponseActionCommand> { ResponseActionCommand.Unisolate } };
        using var dispatcher = new ActionDispatcher(client, policy, ledger, new DispatchOptions { Rights = rights });
        var isDone = false;

        var work = WorkAsync();
        clock.RunUntil(TimeSpan.FromDays(1), () => isDone || work.IsFaulted);
        work.GetAwaiter().GetResult();
        return (way, [.. history.Asked.Keys.Select(key => SqliteBench.Done(ledger.FindAsync(key, Stop))!)]);

        async Task WorkAsync()
        {
            for (var i = 0; i < Actions; i++)
            {
                // Releases: no cap holds them.
                var host = new SimulatedHost(i);
                host.Isolate(true, clock.Now);
                kibana.Hosts.Add(host);
                var action = Scenario.ByHand(host, i, ResponseActionCommand.Unisolate);
                var review = new ResponseGuard(policy).Review(action, new GuardFacts
                {
                    Now = clock.Now,
                    Destination = client.Destination,
                    KillSwitch = KillSwitchState.Released,
                    PrivilegeGranted = true,
                    Endpoint = new EndpointFacts
                    {
                        FetchedAt = clock.Now,
                        Metadata = new EndpointMetadata { AgentId = action.Target, HostId = host.HostId, HostName = host.Name, OsType = "linux", HostStatus = HostStatus.Healthy },
                    },
                });
                var key = (await dispatcher.EnqueueAsync(review.Approved!, Stop)).Entry!.Key;
                history.Ask(key, new Meant { Key = key, Action = action, Cause = i, HostNumber = i, AskedAt = clock.Now });
            }

            await dispatcher.ProcessPendingAsync(Stop);
            isDone = true;
        }
    }
}
