namespace Elastic.ResponseActions.Tests.Ledger;

public sealed class InMemoryActionLedgerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 10, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static (LedgerEntry Intent, PastAction Past) Intent(string request)
    {
        var action = new PlannedAction { Command = ResponseActionCommand.Isolate, Target = new EndpointId("a1"), RequestId = request };
        return (new LedgerEntry { Key = ActionKey.Of(action, ""), Action = action, IntendedAt = Now }, PastAction.Of(action, "", Now));
    }

    [Fact]
    public async Task AddIntentAsync_SameKeyFromManyThreads_KeepsOne()
    {
        var ledger = new InMemoryActionLedger();
        var (intent, past) = Intent("r1");

        var entries = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () => await ledger.AddIntentAsync(intent with { IntendedAt = Now.AddSeconds(i) }, past, Stop))));

        Assert.Single(entries.Distinct());
        Assert.Single((await ledger.ReadHistoryAsync(Stop)).Actions);
    }

    [Fact]
    public async Task AddTransitionAsync_Sending_CountsAttemptsAndKeepsTheTime()
    {
        var ledger = new InMemoryActionLedger();
        var (intent, past) = Intent("r1");
        await ledger.AddIntentAsync(intent, past, Stop);

        await ledger.AddTransitionAsync(intent.Key, new LedgerTransition { State = ActionState.Sending, At = Now.AddSeconds(1) }, Stop);
        await ledger.AddTransitionAsync(intent.Key, new LedgerTransition { State = ActionState.NotExecuted, At = Now.AddSeconds(2) }, Stop);
        await ledger.AddTransitionAsync(intent.Key, new LedgerTransition { State = ActionState.Sending, At = Now.AddSeconds(3) }, Stop);
        var entry = await ledger.AddTransitionAsync(intent.Key, new LedgerTransition { State = ActionState.Sent, At = Now.AddSeconds(4), ActionId = "id" }, Stop);

        Assert.Equal((ActionState.Sent, 2, Now.AddSeconds(3), "id"), (entry.State, entry.Attempts, entry.SentAt, entry.ActionId));
    }

    [Fact]
    public async Task AddTransitionAsync_AfterAFinalOutcome_Throws()
    {
        var ledger = new InMemoryActionLedger();
        var (intent, past) = Intent("r1");
        await ledger.AddIntentAsync(intent, past, Stop);
        var end = new LedgerTransition { State = ActionState.Settled, At = Now, Outcome = new ActionOutcome { Kind = ActionOutcomeKind.Failed, Reason = "x" } };
        await ledger.AddTransitionAsync(intent.Key, end, Stop);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await ledger.AddTransitionAsync(intent.Key, end, Stop));
    }

    [Fact]
    public async Task AddTransitionAsync_WithoutIntent_Throws() =>
        await Assert.ThrowsAsync<KeyNotFoundException>(async () => await new InMemoryActionLedger().AddTransitionAsync(new ActionKey("x"), new LedgerTransition { State = ActionState.Sent, At = Now }, Stop));

    [Fact]
    public async Task ReadUnsettledAsync_Parked_StaysListedAndFinalDoesNot()
    {
        var ledger = new InMemoryActionLedger();
        var (parked, parkedPast) = Intent("r1");
        var (ended, endedPast) = Intent("r2");
        await ledger.AddIntentAsync(parked, parkedPast, Stop);
        await ledger.AddIntentAsync(ended, endedPast, Stop);
        await ledger.AddTransitionAsync(parked.Key, new LedgerTransition { State = ActionState.Settled, At = Now, Outcome = new ActionOutcome { Kind = ActionOutcomeKind.Parked, Reason = "x" } }, Stop);
        await ledger.AddTransitionAsync(ended.Key, new LedgerTransition { State = ActionState.Settled, At = Now, Outcome = new ActionOutcome { Kind = ActionOutcomeKind.Confirmed, Reason = "x" } }, Stop);

        Assert.Equal(parked.Key, Assert.Single(await ledger.ReadUnsettledAsync(Stop)).Key);
    }
}
