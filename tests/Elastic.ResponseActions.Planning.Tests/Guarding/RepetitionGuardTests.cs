using static Elastic.ResponseActions.Planning.Tests.Guarding.GuardCases;

namespace Elastic.ResponseActions.Planning.Tests.Guarding;

/// <summary>The guards that look at what was done before to the same target: duplicate, cool-down, released by a person.</summary>
public sealed class RepetitionGuardTests
{
    private static readonly PlannedAction OtherAlert = Isolate with { AlertIds = ["B"] };

    [Fact]
    public void Of_Key_DependsOnEverythingThatMakesItThisAction()
    {
        var key = ActionKey.Of(Kill, "k");

        Assert.Matches("^[0-9a-f]{64}$", key.Value);
        Assert.Equal(key, ActionKey.Of(Kill with { Comment = "other", HostName = "other", EventTime = null, RuleName = "other" }, "k"));
        Assert.Equal(ActionKey.Of(Kill with { AlertIds = ["a", "b"] }, "k"), ActionKey.Of(Kill with { AlertIds = ["b", "a"] }, "k"));
        PlannedAction[] others =
        [
            Kill with { RuleId = "r2" }, Kill with { ActionIndex = 1 }, Kill with { AlertIds = ["B"] }, Kill with { AlertIds = ["A", "A"] }, Kill.On("a2"),
            Kill with { Command = ResponseActionCommand.SuspendProcess }, Kill with { ParameterValue = JsonText.Element("\"e2\"") },
            Kill with { ParameterName = "pid" }, Kill with { SpaceId = "s" }, Kill with { RequestId = "q" },
        ];
        Assert.All(others, other => Assert.NotEqual(key, ActionKey.Of(other, "k")));
        Assert.NotEqual(key, ActionKey.Of(Kill, "other"));
        Assert.Equal(others.Length, others.Select(other => ActionKey.Of(other, "k")).Distinct().Count());
    }

    [Fact]
    public void Review_SameKey_IsRefusedForEver()
    {
        var review = Review(Isolate, Facts.After(Isolate, TimeSpan.FromDays(400)));

        Assert.Equal((GuardVerdict.Refused, "duplicate"), (review.Verdict, review.Guard));
        Assert.Equal(GuardVerdict.Approved, Review(OtherAlert, Facts.After(Isolate, TimeSpan.FromDays(400))).Verdict);
    }

    [Theory]
    [InlineData(0, GuardOutcome.Refuse)]
    [InlineData(24 * 60 - 1, GuardOutcome.Refuse)]
    [InlineData(24 * 60, GuardOutcome.Pass)]
    public void Review_Isolate_CoolsDownADay(int minutes, GuardOutcome expected) =>
        Assert.Equal(expected, Outcome("cool-down", OtherAlert, Facts.After(Isolate, TimeSpan.FromMinutes(minutes))));

    [Theory]
    [InlineData(59, GuardOutcome.Refuse)]
    [InlineData(60, GuardOutcome.Pass)]
    public void Review_Kill_CoolsDownAnHourPerProcess(int minutes, GuardOutcome expected)
    {
        var facts = Facts.After(Kill, TimeSpan.FromMinutes(minutes));

        Assert.Equal(expected, Outcome("cool-down", Kill with { AlertIds = ["B"] }, facts));
        Assert.Equal(GuardOutcome.Pass, Outcome("cool-down", Kill with { ParameterValue = JsonText.Element("\"e2\"") }, facts));
        Assert.Equal(GuardOutcome.Pass, Outcome("cool-down", Kill with { Command = ResponseActionCommand.SuspendProcess }, facts));
        Assert.Equal(GuardOutcome.Pass, Outcome("cool-down", Kill.On("a2"), facts));
        Assert.Equal(GuardOutcome.Pass, Outcome("cool-down", Isolate, facts));
    }

    [Fact]
    public void Review_OtherRulesSameAction_IsItsDuplicate() =>
        Assert.Equal(
            "duplicate: the same was approved at 2026-01-15T09:59:00.0000000+00:00 for rule 'r1'; this target is left alone for 24h.",
            Step("cool-down", OtherAlert with { RuleId = "r2" }, Facts.After(Isolate, TimeSpan.FromMinutes(1))).Reason);

    [Fact]
    public void Review_OurIsolationStillStands_CountsHoweverOld()
    {
        var facts = Facts.After(Isolate, TimeSpan.FromDays(3));
        var isolated = facts.With(metadata => metadata with { Isolated = true });

        Assert.Equal("duplicate: the host is still isolated, since 2026-01-12T10:00:00.0000000+00:00, for rule 'r1'.", Step("cool-down", OtherAlert, isolated).Reason);
        Assert.Equal(GuardOutcome.Pass, Outcome("cool-down", OtherAlert, facts));
        Assert.Equal(GuardOutcome.Pass, Outcome("cool-down", OtherAlert, isolated.After(Release, TimeSpan.FromDays(2))));
        Assert.Equal(GuardOutcome.Pass, Outcome("cool-down", OtherAlert, Facts.With(metadata => metadata with { Isolated = true })));
    }

    [Fact]
    public void Review_PolicysOwnCoolDown_Holds()
    {
        var policy = Policy with { CoolDown = new CoolDownPolicy { Isolate = TimeSpan.FromMinutes(5), Process = TimeSpan.Zero, AfterRelease = TimeSpan.FromMinutes(1) } };

        Assert.Equal(GuardOutcome.Refuse, Outcome("cool-down", OtherAlert, Facts.After(Isolate, TimeSpan.FromMinutes(4)), policy));
        Assert.Equal(GuardOutcome.Pass, Outcome("cool-down", OtherAlert, Facts.After(Isolate, TimeSpan.FromMinutes(5)), policy));
        Assert.Equal(GuardOutcome.Pass, Outcome("cool-down", Kill with { AlertIds = ["B"] }, Facts.After(Kill, TimeSpan.Zero), policy));
        Assert.Equal(GuardOutcome.Pass, Outcome("released by a person", Isolate, Facts.After(Release, TimeSpan.FromMinutes(1)), policy));
    }

    [Fact]
    public void Review_ReleasedByAPerson_IsLeftAloneADay()
    {
        var review = Review(Isolate, Facts.After(Release, TimeSpan.FromHours(23)));

        Assert.Equal((GuardVerdict.Held, "released by a person"), (review.Verdict, review.Guard));
        Assert.Equal(GuardVerdict.Approved, Review(Isolate, Facts.After(Release, TimeSpan.FromHours(24))).Verdict);
        Assert.Equal(GuardVerdict.Approved, Review(Kill, Facts.After(Release, TimeSpan.FromHours(1))).Verdict);
    }

    [Fact]
    public void Review_ClockSetForwardSinceARelease_IsToldByTheHostsCheckIn()
    {
        // Kibana says when the host was released and when it last checked in; the clock here is two days ahead.
        var facts = Facts with { Now = Now.AddDays(2), ReleasedByPersonAt = Now.AddHours(-1) };

        Assert.Equal(GuardOutcome.Pass, Outcome("released by a person", Isolate, facts));
        Assert.Equal(GuardOutcome.Hold, Outcome("released by a person", Isolate, facts.With(metadata => metadata with { LastSeen = Now })));
        Assert.Equal(GuardOutcome.Pass, Outcome("released by a person", Isolate, facts.With(metadata => metadata with { LastSeen = Now.AddHours(23) })));
    }

    [Fact]
    public void Review_PersonIsolatesAgainAfterARelease_IsApproved()
    {
        var byHand = Isolate with { RequestId = "q1", RuleId = null, AlertIds = [], Evidence = [], EventTime = null };
        var isolated = Facts.After(byHand, TimeSpan.FromHours(2));
        var again = byHand with { RequestId = "q2" };

        Assert.Equal(GuardVerdict.Refused, Review(again, isolated).Verdict);
        Assert.Equal(GuardVerdict.Approved, Review(again, isolated.After(Release, TimeSpan.FromHours(1))).Verdict);
    }
}
