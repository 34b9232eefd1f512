namespace Elastic.ResponseActions.Tests.Ledger;

/// <summary>What every ledger does, whatever it is kept in: one table of behaviours, run on each.</summary>
public abstract class ActionLedgerContract
{
    protected internal static readonly DateTimeOffset Now = new(2026, 1, 15, 10, 0, 0, TimeSpan.Zero);

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected abstract IActionLedger CreateLedger();

    protected internal static LedgerEntry Intent(string request, string agent = "a1")
    {
        var action = new PlannedAction { Command = ResponseActionCommand.Isolate, Target = new EndpointId(agent), AgentIds = [new EndpointId(agent)], RequestId = request };
        return new LedgerEntry { Key = ActionKey.Of(action, ""), Action = action, IntendedAt = Now, NotAfter = Now.AddHours(1) };
    }

    protected internal static LedgerTransition To(ActionState state, int seconds = 0, ActionOutcomeKind? outcome = null, string? id = null) => new()
    {
        State = state,
        At = Now.AddSeconds(seconds),
        ActionId = id,
        Outcome = outcome is { } kind ? new ActionOutcome { Kind = kind, Reason = "x" } : null,
    };

    [Fact]
    public async Task AddIntentAsync_NewKey_GivesItANumberAndKeepsIt()
    {
        var ledger = CreateLedger();

        var first = await ledger.AddIntentAsync(Intent("r1"), Stop);
        var second = await ledger.AddIntentAsync(Intent("r2"), Stop);

        Assert.True(0 < first.Sequence && first.Sequence < second.Sequence);
        Assert.Equal(first, await ledger.FindAsync(first.Key, Stop));
        Assert.Equal(Intent("r1") with { Sequence = first.Sequence }, first);
        Assert.Null(await ledger.FindAsync(Intent("r3").Key, Stop));
    }

    [Fact]
    public async Task AddIntentAsync_SameKeyFromManyThreads_KeepsOne()
    {
        var ledger = CreateLedger();
        var intent = Intent("r1");

        var entries = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () => await ledger.AddIntentAsync(intent with { IntendedAt = Now.AddSeconds(i) }, Stop))));

        Assert.Single(entries.Distinct());
        Assert.Single((await ledger.ReadHistoryAsync(Stop)).Actions);
    }

    [Fact]
    public async Task AddTransitionAsync_Sending_CountsAttemptsAndKeepsTheTime()
    {
        var ledger = CreateLedger();
        var intent = await ledger.AddIntentAsync(Intent("r1"), Stop);

        await ledger.AddTransitionAsync(intent.Key, To(ActionState.Sending, 1), Stop);
        await ledger.AddTransitionAsync(intent.Key, To(ActionState.NotExecuted, 2), Stop);
        await ledger.AddTransitionAsync(intent.Key, To(ActionState.Sending, 3), Stop);
        var entry = await ledger.AddTransitionAsync(intent.Key, To(ActionState.Sent, 4, id: "id"), Stop);

        Assert.Equal((ActionState.Sent, 2, Now.AddSeconds(3), "id"), (entry.State, entry.Attempts, entry.SentAt, entry.ActionId));
        Assert.Equal(entry, await ledger.FindAsync(intent.Key, Stop));
    }

    [Theory]
    [InlineData(ActionState.Sending)]
    [InlineData(ActionState.Ambiguous)]
    [InlineData(ActionState.Sent)]
    public async Task AddTransitionAsync_SendingWhatMayHaveBeenExecuted_ThrowsAndChangesNothing(ActionState state)
    {
        var ledger = CreateLedger();
        var intent = await ledger.AddIntentAsync(Intent("r1"), Stop);
        await ledger.AddTransitionAsync(intent.Key, To(ActionState.Sending), Stop);
        if (state != ActionState.Sending)
            await ledger.AddTransitionAsync(intent.Key, To(state), Stop);
        var before = await ledger.FindAsync(intent.Key, Stop);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await ledger.AddTransitionAsync(intent.Key, To(ActionState.Sending), Stop));

        Assert.Equal(before, await ledger.FindAsync(intent.Key, Stop));
    }

    [Fact]
    public async Task AddTransitionAsync_AfterAFinalOutcome_Throws()
    {
        var ledger = CreateLedger();
        var intent = await ledger.AddIntentAsync(Intent("r1"), Stop);
        await ledger.AddTransitionAsync(intent.Key, To(ActionState.Settled, outcome: ActionOutcomeKind.Failed), Stop);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await ledger.AddTransitionAsync(intent.Key, To(ActionState.Settled, outcome: ActionOutcomeKind.Confirmed), Stop));

        Assert.Equal(ActionOutcomeKind.Failed, (await ledger.FindAsync(intent.Key, Stop))!.Outcome!.Kind);
    }

    [Fact]
    public async Task AddTransitionAsync_WithoutIntent_Throws() =>
        await Assert.ThrowsAsync<KeyNotFoundException>(async () => await CreateLedger().AddTransitionAsync(new ActionKey("x"), To(ActionState.Sent), Stop));

    [Fact]
    public async Task ReadUnsettledAsync_Parked_StaysListedAndFinalDoesNot()
    {
        var ledger = CreateLedger();
        var waiting = await ledger.AddIntentAsync(Intent("r0"), Stop);
        var parked = await ledger.AddIntentAsync(Intent("r1"), Stop);
        var ended = await ledger.AddIntentAsync(Intent("r2"), Stop);
        await ledger.AddTransitionAsync(parked.Key, To(ActionState.Settled, outcome: ActionOutcomeKind.Parked), Stop);
        await ledger.AddTransitionAsync(ended.Key, To(ActionState.Settled, outcome: ActionOutcomeKind.Confirmed), Stop);

        Assert.Equal([waiting.Key, parked.Key], (await ledger.ReadUnsettledAsync(Stop)).Select(static e => e.Key));
    }

    [Fact]
    public async Task ReadHistoryAsync_AfterIntents_HoldsThemNewestFirst()
    {
        var ledger = CreateLedger();
        var first = await ledger.AddIntentAsync(Intent("r1"), Stop);
        var second = await ledger.AddIntentAsync(Intent("r2", "a2") with { IntendedAt = Now.AddMinutes(1) }, Stop);

        var history = await ledger.ReadHistoryAsync(Stop);

        Assert.Equal([second.Key, first.Key], history.Actions.Select(static a => a.Key));
        Assert.Equal([first.Key], history.On(new EndpointId("a1")).Select(static a => a.Key));
        Assert.Same(history, await ledger.ReadHistoryAsync(Stop));
    }

    [Fact]
    public async Task TripAsync_UntilReset_IsReadOnce()
    {
        var ledger = CreateLedger();
        var rule = new BreakerTrip { RuleId = "rule", Reason = "too many", At = Now };
        var all = new BreakerTrip { Reason = "two rules", At = Now.AddSeconds(1) };

        await ledger.TripAsync(rule, Stop);
        await ledger.TripAsync(rule with { Reason = "again" }, Stop);
        await ledger.TripAsync(all, Stop);
        var tripped = await ledger.ReadTripsAsync(Stop);
        await ledger.ResetAsync(new BreakerReset { RuleId = "rule", By = "duty", Reason = "tuned", At = Now.AddSeconds(2) }, Stop);
        await ledger.ResetAsync(new BreakerReset { RuleId = "other", By = "duty", Reason = "nothing there", At = Now.AddSeconds(2) }, Stop);

        Assert.Equal([rule, all], tripped);
        Assert.Equal([all], await ledger.ReadTripsAsync(Stop));
    }

    [Fact]
    public async Task ReadLatestTimeAsync_AfterALateAndAnEarlyRecord_IsTheLate()
    {
        var ledger = CreateLedger();
        await ledger.AddIntentAsync(Intent("r1") with { IntendedAt = Now.AddDays(1) }, Stop);
        await ledger.AddIntentAsync(Intent("r2"), Stop);

        Assert.Equal(Now.AddDays(1), await ledger.ReadLatestTimeAsync(Stop));
    }

    [Fact]
    public async Task AddLeaseAsync_OnePerHostAndReason_GrowsOnlyLonger()
    {
        var ledger = CreateLedger();
        var lease = new HostLease { Host = new EndpointId("a1"), RuleId = "rule", Isolation = new ActionKey("k1"), At = Now, Until = Now.AddHours(24) };
        var other = lease with { RuleId = "other" };
        var longer = lease with { At = Now.AddHours(1), Until = Now.AddHours(25) };
        var elsewhere = lease with { Host = new EndpointId("a2") };

        foreach (var one in new[] { lease, other, longer, lease, elsewhere })
            await ledger.AddLeaseAsync(one, Stop);
        var open = await ledger.ReadLeasesAsync(Stop);
        await ledger.EndLeasesAsync(new LeaseEnd { Host = lease.Host, Reason = "released", At = Now.AddHours(25) }, Stop);

        Assert.Equal([other, longer, elsewhere], open);
        Assert.Equal([elsewhere], await ledger.ReadLeasesAsync(Stop));
    }
}
