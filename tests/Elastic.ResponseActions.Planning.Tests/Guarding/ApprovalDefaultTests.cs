using static Elastic.ResponseActions.Planning.Tests.Guarding.GuardCases;

namespace Elastic.ResponseActions.Planning.Tests.Guarding;

/// <summary>With nothing said, a person agrees to actions on servers, on domain controllers, on what is of no known class, and to a rule's first; and not the one who wrote the rule.</summary>
public sealed class ApprovalDefaultTests
{
    private static readonly ResponsePolicy Default = ResponsePolicy.Default with { DefaultMode = ActionMode.Enforce };

    private static readonly GuardFacts Proven = Facts with { History = ActionHistory.Empty.AddSent(Isolate) };

    [Theory]
    [InlineData("windows", "Windows 11 Pro", false)]
    [InlineData("macos", "macOS 15.2", false)]
    [InlineData("windows", "Windows Server 2022 Datacenter", true)]
    [InlineData("linux", "Ubuntu 24.04", true)]
    [InlineData("windows", null, true)]
    public void Review_Class_DecidesOverTheApproval(string os, string? full, bool held)
    {
        var facts = Proven.With(metadata => metadata with { OsType = os, OsFull = full });

        Assert.Equal(held ? GuardVerdict.Held : GuardVerdict.Approved, Review(Isolate, facts, Default).Verdict);
        Assert.Equal(GuardVerdict.Approved, Review(Isolate, facts, Default with { Approval = Default.Approval with { Classes = [] } }).Verdict);
        Assert.Equal(GuardOutcome.Pass, Outcome("approval", Isolate with { RequestId = "by hand", RuleId = null }, facts, Default));
        Assert.Equal(GuardOutcome.Pass, Outcome("approval", Release, facts, Default));
    }

    [Fact]
    public void Review_FirstOfRule_IsHeldEvenOnAWorkstation()
    {
        Assert.Equal((GuardVerdict.Held, "approval"), (Review(Isolate, policy: Default).Verdict, Review(Isolate, policy: Default).Guard));
        Assert.NotNull(Review(Isolate, policy: Default).Request);
        Assert.Equal(GuardVerdict.Approved, Review(Isolate, Proven, Default).Verdict);
    }

    [Fact]
    public void Review_NobodyAskedKibanaYet_NeedsTheClass()
    {
        var facts = Proven with { Endpoint = null, IsSendTime = false };

        Assert.Equal(GuardOutcome.NeedsKibana, Outcome("approval", Isolate, facts, Default));
        Assert.Equal(GuardOutcome.Refuse, Outcome("approval", Isolate, facts with { IsSendTime = true }, Default));
        Assert.Equal(GuardOutcome.Hold, Outcome("approval", Isolate, facts, Default with { HostClasses = new HostClassPolicy { Servers = ["web-*"] } }));
    }

    [Theory]
    [InlineData("ann", "Windows Server 2022", ApprovalState.ByAuthor)]
    [InlineData(" ANN ", "Windows Server 2022", ApprovalState.ByAuthor)]
    [InlineData("bob", "Windows Server 2022", ApprovalState.ByAuthor)]
    [InlineData("eve", "Windows Server 2022", ApprovalState.Approved)]
    [InlineData("ann", "Windows 11 Pro", ApprovalState.Approved)]
    public void Review_AuthorApproves_CountsOnlyWhereNothingDelicateIsMeant(string by, string os, ApprovalState state)
    {
        var action = Isolate with { RuleAuthors = ["Ann", "bob"] };
        var facts = Asked(action, by).With(metadata => metadata with { OsFull = os });

        var review = Review(action, facts, Default);

        Assert.Equal((state, state == ApprovalState.Approved), (review.Approval, review.Approved is not null));
        Assert.Equal(ApprovalState.Approved, Review(Isolate, Asked(Isolate, by).With(metadata => metadata with { OsFull = os }), Default).Approval);
    }

    [Fact]
    public void Review_AuthorApprovesAndNobodyElse_TimesOut()
    {
        var action = Isolate with { RuleAuthors = ["ann"] };
        var facts = Asked(action, "ann", askedAgo: 31).With(metadata => metadata with { OsFull = "Windows Server 2022" });

        Assert.Equal((GuardVerdict.Refused, ApprovalState.TimedOut), (Review(action, facts, Default).Verdict, Review(action, facts, Default).Approval));
    }

    private static GuardFacts Asked(PlannedAction action, string by, int askedAgo = 5) => Facts with
    {
        Approval = new ApprovalFacts
        {
            AskedAt = Now.AddMinutes(-askedAgo),
            Decision = new Approval
            {
                Key = ActionKey.Of(action, Facts.Destination),
                Digest = ApprovalDigest.Of(action, ActionKey.Of(action, Facts.Destination)),
                IsGranted = true,
                By = by,
                Reason = "looked at it",
                At = Now.AddMinutes(-1),
            },
        },
    };
}
