using static Elastic.ResponseActions.Planning.Tests.Guarding.GuardCases;

namespace Elastic.ResponseActions.Planning.Tests.Guarding;

/// <summary>The guards that look at one fact each: kill switch, offline host, approval, privilege.</summary>
public sealed class SwitchAndPermissionGuardTests
{
    [Theory]
    [InlineData(KillSwitchState.NotConfigured, null, GuardOutcome.Pass)]
    [InlineData(KillSwitchState.NotConfigured, "stop", GuardOutcome.Hold)]
    [InlineData(KillSwitchState.Released, "stop", GuardOutcome.Pass)]
    [InlineData(KillSwitchState.Engaged, null, GuardOutcome.Hold)]
    [InlineData(KillSwitchState.Unreadable, "stop", GuardOutcome.Hold)]
    [InlineData((KillSwitchState)99, null, GuardOutcome.Hold)]
    public void Review_KillSwitch_StopsAllButReleases(KillSwitchState state, string? file, GuardOutcome expected)
    {
        var (facts, policy) = (Facts with { KillSwitch = state }, Policy with { KillSwitchFile = file });

        Assert.Equal(expected, Outcome("kill switch", Isolate, facts, policy));
        Assert.Equal(GuardOutcome.Pass, Outcome("kill switch", Release, facts, policy));
    }

    [Theory]
    [InlineData("healthy", OfflineHandling.Hold, GuardOutcome.Pass, GuardOutcome.Pass)]
    [InlineData("unhealthy", OfflineHandling.Hold, GuardOutcome.Pass, GuardOutcome.Pass)]
    [InlineData("updating", OfflineHandling.Hold, GuardOutcome.Pass, GuardOutcome.Pass)]
    [InlineData("offline", OfflineHandling.Hold, GuardOutcome.Hold, GuardOutcome.Hold)]
    [InlineData("offline", OfflineHandling.Queue, GuardOutcome.Pass, GuardOutcome.Hold)]
    [InlineData("inactive", OfflineHandling.Queue, GuardOutcome.Hold, GuardOutcome.Hold)]
    [InlineData("unenrolled", OfflineHandling.Queue, GuardOutcome.Hold, GuardOutcome.Hold)]
    [InlineData("asleep", OfflineHandling.Hold, GuardOutcome.Hold, GuardOutcome.Hold)]
    public void Review_HostStatus_HoldsWhatDoesNotReport(string status, OfflineHandling offline, GuardOutcome isolate, GuardOutcome kill)
    {
        var facts = Facts.With(metadata => metadata with { HostStatus = new HostStatus(status) });
        var policy = Policy with { Offline = offline };

        Assert.Equal((isolate, kill), (Outcome("offline host", Isolate, facts, policy), Outcome("offline host", Kill, facts, policy)));
    }

    [Fact]
    public void Review_ApproveMode_IsHeldForAPerson()
    {
        var review = Review(Isolate, policy: Policy with { DefaultMode = ActionMode.Approve });

        Assert.Equal((GuardVerdict.Held, "approval"), (review.Verdict, review.Guard));
        Assert.StartsWith("a person has to approve it (mode approve: the policy's default), and no approval channel asks anybody", review.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true, GuardOutcome.Pass)]
    [InlineData(false, false, GuardOutcome.Refuse)]
    [InlineData(null, true, GuardOutcome.Refuse)]
    [InlineData(null, false, GuardOutcome.NeedsKibana)]
    public void Review_Privilege_UnknownIsNotGranted(bool? granted, bool isSendTime, GuardOutcome expected) =>
        Assert.Equal(expected, Outcome("privilege", Isolate, Facts with { PrivilegeGranted = granted, IsSendTime = isSendTime }));

    [Fact]
    public void Review_MissingPrivilege_IsNamed() =>
        Assert.Equal(
            "isolate denied for endpoint 'a1': missing privilege `host_isolation_all` (Host Isolation: All).",
            Review(Isolate, Facts with { PrivilegeGranted = false }).Reason);
}
