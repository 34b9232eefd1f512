using CsCheck;
using Elastic.ResponseActions.Planning.Tests.Oracle;

namespace Elastic.ResponseActions.Planning.Tests.Guarding;

public sealed class GuardStreamTests
{
    // RA_GUARD_SEQUENCES asks for more, as a long run does.
    private static int Sequences => int.TryParse(Environment.GetEnvironmentVariable("RA_GUARD_SEQUENCES"), out var asked) ? asked : 20_000;

    [Fact]
    public void Review_AnyStream_AgreesWithTheSlowGuard() =>
        Gen.Select(GuardStream.Inputs, GuardStream.Policies).Sample((inputs, policy) =>
        {
            foreach (var (action, facts, review, past) in GuardStream.Run(inputs, new ResponseGuard(policy)))
            {
                Assert.Equal(SlowGuard.Review(action, facts, policy, past), (review.Verdict, review.Guard));
            }
        }, iter: 300);

    [Fact]
    public void Review_AnyStream_ApprovesNothingForbidden() =>
        Gen.Select(GuardStream.Inputs, GuardStream.Policies).Sample((inputs, policy) =>
        {
            var approved = new List<(PlannedAction Action, DateTimeOffset At)>();
            foreach (var (action, facts, review, _) in GuardStream.Run(inputs, new ResponseGuard(policy)))
            {
                Assert.Equal(review.Verdict == GuardVerdict.Approved, review.Approved is not null);
                if (review.Approved is not null)
                {
                    approved.Add((action, facts.Now));
                    Assert.Equal(KillSwitchState.Released, facts.KillSwitch);
                    Assert.Equal(action.Target, facts.Endpoint!.Metadata!.AgentId);
                    Assert.True(facts.PrivilegeGranted);
                    Assert.Null(action.Error);
                }
            }

            if (policy.ProtectedHosts.Count > 0)
            {
                Assert.DoesNotContain(approved, one => one.Action.HostName!.StartsWith("host-1", StringComparison.Ordinal) || one.Action.Target.Value == "agent-3");
            }

            Assert.DoesNotContain(approved, one => one.Action.Evidence[0].ProcessName == "lsass.exe" && one.Action.Command.TargetsProcess);
            Assert.Equal(approved.Count, approved.Select(one => ActionKey.Of(one.Action, "")).Distinct().Count());
            AssertWithinCaps(approved, policy);
        }, iter: Sequences);

    [Fact]
    public void Run_Streams_ReachEveryVerdictAndGuard()
    {
        // Guards the generator: a stream that never gets past the first guards would prove nothing.
        var seen = new HashSet<string>();
        Gen.Select(GuardStream.Inputs, GuardStream.Policies).Sample((inputs, policy) =>
        {
            var found = GuardStream.Run(inputs, new ResponseGuard(policy)).Select(step => $"{step.Review.Verdict} {step.Review.Guard}").ToList();
            lock (seen)
            {
                seen.UnionWith(found);
            }
        }, iter: 3_000);

        Assert.Equal(
            [
                "Approved mode", "Held approval", "Held breaker", "Held caps", "Held kill switch", "Held offline host", "Held protected processes", "Held released by a person",
                "Held rule hosts", "Held same process", "Held staleness", "Refused applicability", "Refused cool-down", "Refused duplicate", "Refused privilege",
                "Refused process selector", "Refused protected hosts", "Refused protected processes", "Refused staleness", "Refused target agreement", "WouldSend mode",
            ],
            seen.Order(StringComparer.Ordinal));
    }

    private static void AssertWithinCaps(List<(PlannedAction Action, DateTimeOffset At)> approved, ResponsePolicy policy)
    {
        foreach (var (action, at) in approved)
        {
            foreach (var cap in policy.Caps.PerRule[action.Command])
            {
                var inWindow = approved.Count(one => one.Action.Command == action.Command && one.Action.RuleId == action.RuleId && one.At <= at && at - one.At < cap.Within);
                Assert.InRange(inWindow, 1, cap.Max);
            }

            foreach (var cap in policy.Caps.Overall[action.Command])
            {
                Assert.InRange(approved.Count(one => one.Action.Command == action.Command && one.At <= at && at - one.At < cap.Within), 1, cap.Max);
            }
        }
    }
}
