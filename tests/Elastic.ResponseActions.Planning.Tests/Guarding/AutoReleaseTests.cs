using static Elastic.ResponseActions.Planning.Tests.Guarding.GuardCases;

namespace Elastic.ResponseActions.Planning.Tests.Guarding;

/// <summary>A release by the release timer passes the guards as the policy's doing: it is neither a rule's nor a person's.</summary>
public sealed class AutoReleaseTests
{
    private static readonly PlannedAction TakenBack = Isolate with
    {
        Command = ResponseActionCommand.Unisolate,
        RuleId = null,
        AlertIds = [],
        EventTime = null,
        RequestId = "release",
        ReleaseOf = new ActionKey("isolation"),
    };

    private static readonly ResponsePolicy Releasing = ResponsePolicy.Default with { AutoRelease = new AutoReleasePolicy() };

    [Fact]
    public void Review_AutoRelease_IsApprovedWhateverTheModeOfRules() =>
        Assert.NotNull(new ResponseGuard(Releasing).Review(TakenBack, Facts).Approved);

    [Fact]
    public void Review_PolicyWithoutAutoRelease_SendsNothing() =>
        Assert.Equal(GuardVerdict.WouldSend, new ResponseGuard(Policy).Review(TakenBack, Facts).Verdict);

    [Theory]
    [InlineData("h2", "target agreement")]
    [InlineData("h1", "applicability")]
    public void Review_AnotherHostOrAnotherCommand_IsRefused(string hostId, string guard)
    {
        var action = TakenBack.With(alert => alert with { HostId = hostId });
        if (hostId == "h1")
        {
            action = action with { Command = ResponseActionCommand.Isolate };
        }

        var review = new ResponseGuard(Releasing).Review(action, Facts);

        Assert.Equal((GuardVerdict.Refused, guard), (review.Verdict, review.Guard));
    }

    [Fact]
    public void Review_IsolationAfterAnAutoRelease_IsNotHeldForAPersonsRelease()
    {
        var facts = Facts.After(Isolate with { AlertIds = ["old"] }, TimeSpan.FromHours(25)).After(TakenBack, TimeSpan.FromHours(1));

        Assert.NotNull(new ResponseGuard(Policy).Review(Isolate, facts).Approved);
        Assert.Equal("released by a person", new ResponseGuard(Policy).Review(Isolate, facts.After(Release, TimeSpan.FromMinutes(30))).Guard);
    }
}
