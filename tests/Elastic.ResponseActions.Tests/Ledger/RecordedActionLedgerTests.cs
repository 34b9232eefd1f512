using System.Text;
using CsCheck;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Ledger;

/// <summary>A ledger that is its records: what is read back, what is refused, and what a failed write does.</summary>
public sealed class RecordedActionLedgerTests : ActionLedgerContract
{
    protected override IActionLedger CreateLedger() => new ListLedger();

    private static async Task<ListLedger> FilledAsync(byte[]? key = null)
    {
        var ledger = new ListLedger(key: key);
        for (var i = 0; i < 5; i++)
        {
            var entry = await ledger.AddIntentAsync(Intent($"r{i}"), Stop);
            await ledger.AddTransitionAsync(entry.Key, To(ActionState.Sending, 1), Stop);
            if (i % 2 == 0)
                await ledger.AddTransitionAsync(entry.Key, To(ActionState.Settled, 2, ActionOutcomeKind.Parked, "id"), Stop);
        }

        await ledger.TripAsync(new BreakerTrip { RuleId = "rule", Reason = "too many", At = Now }, Stop);
        return ledger;
    }

    [Fact]
    public async Task Load_WhatWasWritten_IsWhereThingsStood()
    {
        var written = await FilledAsync();

        var read = new ListLedger(written.Records);

        Assert.Equal(await written.ReadUnsettledAsync(Stop), await read.ReadUnsettledAsync(Stop));
        Assert.Equal((await written.ReadHistoryAsync(Stop)).Actions, (await read.ReadHistoryAsync(Stop)).Actions);
        Assert.Equal(await written.ReadTripsAsync(Stop), await read.ReadTripsAsync(Stop));
        Assert.Equal((written.Count, written.Head), (read.Count, read.Head));
    }

    public static TheoryData<string, Action<List<LedgerRecord>>> Tampering => new()
    {
        { "after record 3 comes record 5", static r => r.RemoveAt(3) },
        { "after record 3 comes record 5", static r => r.Reverse(3, 2) },
        { "after record 4 comes record 4", static r => r.Insert(4, r[3]) },
        { "record 4 is not the one that was written", static r => r[3] = r[3] with { Utf8Body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(r[3].Utf8Body.Span).Replace("a1", "a2", StringComparison.Ordinal)) } },
        { "record 4 is not the one that was written", static r => r[3] = r[3] with { Hash = new byte[32] } },
        { "record 4 is not the one that was written", static r => r[3] = r[3] with { Hash = Array.Empty<byte>() } },
        { "record 4 is not the one that was written", static r => r[3] = r[0] with { Sequence = 4 } },
    };

    [Theory]
    [MemberData(nameof(Tampering))]
    public async Task Load_RecordsThatSomebodyChanged_SaysWhere(string expected, Action<List<LedgerRecord>> tamper)
    {
        var records = (await FilledAsync()).Records;
        tamper(records);

        var refused = Assert.Throws<LedgerException>(() => new ListLedger(records));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_AnyBitFlipped_IsFound()
    {
        var records = (await FilledAsync()).Records;
        var bodies = records.Select(static r => r.Utf8Body.ToArray()).ToArray();

        Gen.Select(Gen.Int[0, records.Count - 1], Gen.Int[0, int.MaxValue]).Sample((index, bit) =>
        {
            var body = bodies[index].ToArray();
            body[bit / 8 % body.Length] ^= (byte)(1 << (bit % 8));
            var changed = records.ToList();
            changed[index] = changed[index] with { Utf8Body = body };

            var refused = Assert.Throws<LedgerException>(() => new ListLedger(changed));
            Assert.Contains($"record {index + 1} ", refused.Message, StringComparison.Ordinal);
        }, iter: 10_000);
    }

    [Fact]
    public async Task Load_ChainBuiltAnewWithoutTheKey_IsFound()
    {
        var forged = await FilledAsync();

        Assert.Throws<LedgerException>(() => new ListLedger(forged.Records, "a secret"u8.ToArray()));
        var keyed = await FilledAsync("a secret"u8.ToArray());
        Assert.Equal(keyed.Head, new ListLedger(keyed.Records, "a secret"u8.ToArray()).Head);
    }

    [Fact]
    public async Task Head_AfterTheEndWasCutOff_IsAnotherOne()
    {
        var ledger = await FilledAsync();

        var cut = new ListLedger(ledger.Records.SkipLast(1));

        Assert.NotEqual(ledger.Head, cut.Head);
    }

    [Theory]
    [InlineData("""{"kind":"later","at":"2026-01-15T10:00:00Z"}""", "Its kind `later` is not known to this version.")]
    [InlineData("""{"kind":"moved","at":"2026-01-15T10:00:00Z","key":"x","state":"Sent"}""", "The ledger has no intent of key x.")]
    [InlineData("""{"kind":"opened","at":"2026-01-15T10:00:00Z"}""", "record 1 cannot be used")]
    [InlineData("""{"kind":"opened","at":"yesterday","writer":1}""", "record 1 cannot be used")]
    [InlineData("[]", "record 1 cannot be used")]
    [InlineData("{", "record 1 cannot be used")]
    public void Load_RecordThatIsNotUnderstood_IsRefusedAndSaysWhich(string body, string expected)
    {
        var record = new LedgerChain().Add(Encoding.UTF8.GetBytes(body));

        var refused = Assert.Throws<LedgerException>(() => new ListLedger([record]));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_Fails_ClosesTheLedgerForGood()
    {
        var ledger = new ListLedger();
        var entry = await ledger.AddIntentAsync(Intent("r1"), Stop);
        ledger.Failure = new IOException("No space left on device");

        var failed = await Assert.ThrowsAsync<LedgerException>(async () => await ledger.AddTransitionAsync(entry.Key, To(ActionState.Sending), Stop));
        ledger.Failure = null;
        var closed = await Assert.ThrowsAsync<LedgerException>(async () => await ledger.FindAsync(entry.Key, Stop));

        Assert.Contains("No space left on device", failed.Message, StringComparison.Ordinal);
        Assert.Contains("record 2 could not be stored", closed.Message, StringComparison.Ordinal);
        Assert.Equal(ActionState.Intended, (await new ListLedger(ledger.Records).FindAsync(entry.Key, Stop))!.State);
    }

    [Fact]
    public async Task AddIntentAsync_WhileAnotherWriteIsUnderWay_IsStoredWithOthersInOne()
    {
        var ledger = new ListLedger();
        using var entered = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        ledger.WhileAppending = () =>
        {
            entered.Set();
            goOn.Wait(Stop);
        };

        var first = Task.Run(async () => await ledger.AddIntentAsync(Intent("r0"), Stop), Stop);
        entered.Wait(Stop);
        var others = Enumerable.Range(1, 20).Select(i => Task.Run(async () => await ledger.AddIntentAsync(Intent($"r{i}"), Stop), Stop)).ToArray();
        while (ledger.Count < 21)
            await Task.Yield();
        Assert.All(others, static o => Assert.False(o.IsCompleted));
        goOn.Set();
        await first;
        await Task.WhenAll(others);

        Assert.Equal(21, ledger.Records.Count);
        Assert.Equal(2, ledger.Appends);
    }
}
