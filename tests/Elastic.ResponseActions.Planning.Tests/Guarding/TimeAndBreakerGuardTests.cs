using static Elastic.ResponseActions.Planning.Tests.Guarding.GuardCases;

namespace Elastic.ResponseActions.Planning.Tests.Guarding;

/// <summary>What holds over time and over restarts: deadlines, steady windows, breakers, releases in Kibana, and intents that came later.</summary>
public sealed class TimeAndBreakerGuardTests
{
    private static readonly BreakerTrip All = new() { Reason = "an answer named another host.", At = Now };

    [Fact]
    public void Review_Deadline_EndsAtItsSecondAndNotBefore()
    {
        Assert.Equal(GuardOutcome.Pass, Outcome("staleness", Isolate, Facts with { NotAfter = Now }));

        var step = Step("staleness", Isolate, Facts with { NotAfter = Now.AddTicks(-1) });
        Assert.Equal(GuardOutcome.Refuse, step.Outcome);
        Assert.StartsWith("its time ran out: it had to be sent by 20", step.Reason, StringComparison.Ordinal);
        Assert.Equal(GuardOutcome.Refuse, Outcome("staleness", Release, Facts with { NotAfter = Now.AddTicks(-1) }));
    }

    [Fact]
    public void Of_DeadlinePolicy_GoesByHowTheTargetIsNamed()
    {
        var policy = new DeadlinePolicy();

        Assert.Equal(
            (TimeSpan.FromHours(1), TimeSpan.FromHours(1), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(5)),
            (policy.Of(Isolate), policy.Of(Release), policy.Of(Kill with { ParameterName = "entity_id" }), policy.Of(Kill with { ParameterName = "pid" })));
    }

    [Theory]
    [InlineData(null, true, GuardOutcome.Pass)]
    [InlineData("", false, GuardOutcome.Hold)]
    [InlineData("own", false, GuardOutcome.Hold)]
    [InlineData("other", false, GuardOutcome.Pass)]
    public void Review_TrippedBreaker_HoldsItsRuleOrAllButReleases(string? tripped, bool none, GuardOutcome expected)
    {
        var trip = All with { RuleId = tripped switch { "own" => Isolate.RuleId, "other" => "another rule", _ => null } };
        var facts = Facts with { Trips = none ? [] : [trip] };

        Assert.Equal(expected, Outcome("breaker", Isolate, facts));
        Assert.Equal(GuardOutcome.Pass, Outcome("breaker", Release, facts));
    }

    [Fact]
    public void Review_WallClockSetForwardADay_EndsNoWindow()
    {
        var facts = Facts.After(Isolate, TimeSpan.FromMinutes(1));
        facts = facts with { SteadyNow = facts.Now, Now = facts.Now.AddDays(2), Endpoint = facts.Endpoint! with { FetchedAt = facts.Now.AddDays(2) } };
        var again = Isolate with { AlertIds = ["B"] };

        Assert.Equal(GuardOutcome.Refuse, Outcome("cool-down", again, facts));
        Assert.Equal(GuardOutcome.Pass, Outcome("cool-down", again, facts with { SteadyNow = facts.Now }));
    }

    [Theory]
    [InlineData(23, GuardOutcome.Hold)]
    [InlineData(25, GuardOutcome.Pass)]
    public void Review_ReleasedInKibana_HoldsRulesForADay(int hours, GuardOutcome expected)
    {
        var facts = Facts with { ReleasedByPersonAt = Now.AddHours(-hours) };

        Assert.Equal(expected, Outcome("released by a person", Isolate, facts));
        Assert.Equal(GuardOutcome.Pass, Outcome("released by a person", Isolate with { RequestId = "by hand", RuleId = null }, facts));
    }

    [Fact]
    public void Review_IntentsThatCameLater_UseUpNothingOfAnEarlierOne()
    {
        var own = PastAction.Of(Isolate, "", Now);
        var later = Enumerable.Range(1, 20).Select(i => PastAction.Of(Isolate with { AlertIds = [$"later {i}"], Target = new EndpointId($"later-{i}") }, "", Now));
        var history = later.Aggregate(ActionHistory.Empty.Add(own), static (all, past) => all.Add(past));
        var facts = Facts with { History = history, OwnIntent = own.Key };

        Assert.Equal(GuardOutcome.Pass, Outcome("caps", Isolate, facts));
        Assert.Equal(GuardOutcome.Hold, Outcome("caps", Isolate, facts with { OwnIntent = history.Actions.First().Key }));
    }
}
