using static Elastic.ResponseActions.Planning.Tests.Guarding.GuardCases;

namespace Elastic.ResponseActions.Planning.Tests.Guarding;

/// <summary>One rule all over the fleet, one program on many hosts: both look like a rule gone wrong.</summary>
public sealed class RuleHostsGuardTests
{
    [Theory]
    [InlineData(10, 100, false)]
    [InlineData(11, 100, true)]
    [InlineData(11, null, true)]
    [InlineData(20, 1000, false)]
    [InlineData(21, 1000, true)]
    [InlineData(29, 1499, false)]
    [InlineData(30, 1499, true)]
    public void Review_RuleMatchesOnManyHosts_IsHeld(int matched, int? known, bool held)
    {
        var facts = Facts with { RuleHosts = matched, KnownHosts = known };

        Assert.Equal(held ? GuardOutcome.Hold : GuardOutcome.Pass, Outcome("rule hosts", Isolate, facts));
        Assert.Equal(held ? GuardOutcome.Hold : GuardOutcome.Pass, Outcome("rule hosts", Kill, facts));
        Assert.Equal(GuardOutcome.Pass, Outcome("rule hosts", Release, facts));
        Assert.Equal(GuardOutcome.Pass, Outcome("rule hosts", Isolate with { RequestId = "by hand", RuleId = null }, facts));
    }

    [Fact]
    public void Review_NobodyCounted_CountsWhatWasApprovedWithinTheTime()
    {
        var facts = Enumerable.Range(10, 10).Aggregate(Facts, static (all, host) => all.After(Kill.On($"a{host}"), TimeSpan.FromMinutes(9)));
        var other = facts.After(Kill.On("b1") with { RuleId = "r2" }, TimeSpan.Zero);

        Assert.Equal(GuardOutcome.Hold, Outcome("rule hosts", Kill, facts));
        Assert.Equal(GuardOutcome.Pass, Outcome("rule hosts", Kill.On("a10"), facts));
        Assert.Equal(GuardOutcome.Pass, Outcome("rule hosts", Kill with { RuleId = "r2" }, other));
        Assert.Equal(GuardOutcome.Pass, Outcome("rule hosts", Kill, facts with { Now = Now.AddMinutes(1) }));
    }

    [Fact]
    public void Review_SameProgramUnderOtherNames_IsToldByItsHash()
    {
        var facts = Facts;
        for (var host = 10; host < 20; host++)
        {
            facts = facts.After(Kill.On($"a{host}").With(alert => alert with { ProcessName = $"{alert.ProcessName}{host}", ProcessSha256 = "ABC" }), TimeSpan.FromMinutes(9));
        }

        Assert.Equal(GuardOutcome.Hold, Outcome("same process", Kill.With(alert => alert with { ProcessSha256 = "abc" }), facts));
        Assert.Equal(GuardOutcome.Pass, Outcome("same process", Kill.With(alert => alert with { ProcessSha256 = "abd" }), facts));
    }
}
