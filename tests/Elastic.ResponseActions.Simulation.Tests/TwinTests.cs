namespace Elastic.ResponseActions.Simulation.Tests;

/// <summary>Each planted bug is caught, and as what it is. One that is not means that the simulation has become too weak.</summary>
public sealed class TwinTests
{
    // The seed that caught it first, and what it broke there.
    private static readonly Dictionary<Twin, (int Seed, ViolationKind Kind)> Catches = new()
    {
        [Twin.BlindRetry] = (0, ViolationKind.SentTwice),
        [Twin.NoQuietTime] = (1, ViolationKind.SentTwice),
        [Twin.LedgerAfterSend] = (0, ViolationKind.NotDurable),
        [Twin.MemoryOnly] = (0, ViolationKind.Lost),
        [Twin.ThrottleIsFinal] = (0, ViolationKind.Lost),
        [Twin.NoDedupKey] = (0, ViolationKind.SentTwice),
        [Twin.AnswerTrusted] = (24, ViolationKind.FalseSuccess),
        [Twin.AgentIdTrusted] = (0, ViolationKind.Misdirected),
        [Twin.ReleaseIgnored] = (3, ViolationKind.PastRelease),
        [Twin.CapInMemory] = (1060, ViolationKind.OverCap),
        [Twin.KillSwitchReadOnce] = (7, ViolationKind.PastKillSwitch),
        [Twin.FsyncSkipped] = (0, ViolationKind.Lost),
        [Twin.ResendAfter500] = (0, ViolationKind.SentTwice),
        [Twin.NoDeadline] = (2, ViolationKind.PastDeadline),
        [Twin.BreakerForgotten] = (158, ViolationKind.PastBreaker),
        [Twin.LeaseTooShort] = (0, ViolationKind.WrongRelease),
        [Twin.PeopleIgnored] = (0, ViolationKind.WrongRelease),
        [Twin.ApprovalUnbound] = (5, ViolationKind.PastApproval),
        [Twin.ApprovalSkipped] = (1, ViolationKind.PastApproval),
    };

    public static TheoryData<string> Twins { get; } = [.. Enum.GetNames<Twin>().Where(static t => t != nameof(Twin.None))];

    [Theory]
    [MemberData(nameof(Twins))]
    public void Twin_AroundItsRecordedSeed_IsCaught(string name)
    {
        var twin = Enum.Parse<Twin>(name);
        var (seed, kind) = Catches[twin];
        var options = SimulationOptions.Default with { Twin = twin };

        var around = Enumerable.Range(0, 200).Select(i => seed + ((i % 2 == 0 ? 1 : -1) * ((i + 1) / 2))).Where(static s => s >= 0);
        var caught = around.Select(s => SimulationRun.Run(s, options)).FirstOrDefault(r => r.Violations.Any(v => v.Kind == kind));

        Assert.True(caught is not null, $"{twin} got away in 200 seeds around {seed}.");
    }

    [Fact]
    public void Twin_SkipsSyncsUnderSqlite_IsCaught()
    {
        var options = SimulationOptions.Default with { Twin = Twin.FsyncSkipped, OnSqlite = true };

        var caught = Enumerable.Range(0, 200).Select(seed => SimulationRun.Run(seed, options)).FirstOrDefault(static r => r.Violations.Any(static v => v.Kind is ViolationKind.Lost or ViolationKind.NotDurable));

        Assert.NotNull(caught);
    }
}
