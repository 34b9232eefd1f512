using static Elastic.ResponseActions.Planning.Tests.Guarding.GuardCases;

namespace Elastic.ResponseActions.Planning.Tests.Guarding;

public sealed class StalenessGuardTests
{
    private const string Guard = "staleness";

    [Theory]
    [InlineData(-5 * 60, GuardOutcome.Pass, GuardOutcome.Pass, GuardOutcome.Pass)]
    [InlineData(-5 * 60 - 1, GuardOutcome.Refuse, GuardOutcome.Refuse, GuardOutcome.Refuse)]
    [InlineData(0, GuardOutcome.Pass, GuardOutcome.Pass, GuardOutcome.Pass)]
    [InlineData(5 * 60, GuardOutcome.Pass, GuardOutcome.Pass, GuardOutcome.Pass)]
    [InlineData(5 * 60 + 1, GuardOutcome.Pass, GuardOutcome.Pass, GuardOutcome.Refuse)]
    [InlineData(15 * 60, GuardOutcome.Pass, GuardOutcome.Pass, GuardOutcome.Refuse)]
    [InlineData(15 * 60 + 1, GuardOutcome.Pass, GuardOutcome.Refuse, GuardOutcome.Refuse)]
    [InlineData(24 * 3600, GuardOutcome.Pass, GuardOutcome.Refuse, GuardOutcome.Refuse)]
    [InlineData(24 * 3600 + 1, GuardOutcome.Hold, GuardOutcome.Refuse, GuardOutcome.Refuse)]
    public void Review_AgeOfTheEvent_IsLimitedPerTarget(int seconds, GuardOutcome isolate, GuardOutcome entity, GuardOutcome pid)
    {
        PlannedAction Aged(PlannedAction action) => action with { EventTime = Now.AddSeconds(-seconds) };

        Assert.Equal((isolate, entity, pid), (Outcome(Guard, Aged(Isolate)), Outcome(Guard, Aged(Kill)), Outcome(Guard, Aged(KillPid))));
    }

    [Fact]
    public void Review_PolicysOwnLimits_Hold()
    {
        var policy = Policy with { MaxAge = new MaxAgePolicy { Isolate = TimeSpan.FromSeconds(1), ProcessEntity = TimeSpan.FromSeconds(2), ProcessPid = TimeSpan.FromSeconds(3) } };

        PlannedAction Aged(PlannedAction action) => action with { EventTime = Now.AddSeconds(-4) };

        Assert.Equal("the event is from 2026-01-15T09:59:56.0000000+00:00, older than `max_age.isolate` (1s).", Step(Guard, Aged(Isolate), policy: policy).Reason);
        Assert.Equal("the event is from 2026-01-15T09:59:56.0000000+00:00, older than `max_age.process_entity` (2s).", Step(Guard, Aged(Kill), policy: policy).Reason);
        Assert.Equal("the event is from 2026-01-15T09:59:56.0000000+00:00, older than `max_age.process_pid` (3s).", Step(Guard, Aged(KillPid), policy: policy).Reason);
    }

    [Fact]
    public void Review_NoTime_IsRefusedUnlessAskedForByHand()
    {
        Assert.Equal("no alert has a readable `@timestamp`, so its age is not known.", Step(Guard, Isolate with { EventTime = null }).Reason);
        Assert.Equal(GuardOutcome.Refuse, Outcome(Guard, Isolate with { EventTime = null }));
        Assert.Equal(GuardOutcome.Pass, Outcome(Guard, Release));
    }
}
