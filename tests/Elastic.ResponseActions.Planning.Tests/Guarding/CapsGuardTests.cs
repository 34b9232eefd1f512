using System.Globalization;
using static Elastic.ResponseActions.Planning.Tests.Guarding.GuardCases;

namespace Elastic.ResponseActions.Planning.Tests.Guarding;

public sealed class CapsGuardTests
{
    [Fact]
    public void Default_Caps_AreTheDocumentedOnes()
    {
        string Text(IReadOnlyList<Cap> caps) => string.Join(' ', caps.Select(cap => $"{cap.Max}/{cap.Within.TotalMinutes.ToString(CultureInfo.InvariantCulture)}"));

        var caps = CapPolicy.Default;
        Assert.Equal("3/10 5/60", Text(caps.PerRule[ResponseActionCommand.Isolate]));
        Assert.Equal("10/60 25/1440", Text(caps.Overall[ResponseActionCommand.Isolate]));
        foreach (var command in new[] { ResponseActionCommand.KillProcess, ResponseActionCommand.SuspendProcess, ResponseActionCommand.RunScript })
        {
            Assert.Equal(("20/10", "100/60"), (Text(caps.PerRule[command]), Text(caps.Overall[command])));
        }

        Assert.Equal((5, 1d, new Cap(10, TimeSpan.FromMinutes(10))), (caps.IsolatedAtOnce, caps.IsolatedAtOncePercent, caps.SameProcess));
    }

    [Theory]
    [InlineData(2, 1, "r1", null)]
    [InlineData(3, 9, "r1", "`caps.rule.isolate` of rule 'r1': 3 within 10m, at most 3.")]
    [InlineData(3, 10, "r1", null)]
    [InlineData(5, 59, "r1", "`caps.rule.isolate` of rule 'r1': 5 within 1h, at most 5.")]
    [InlineData(9, 1, "r2", null)]
    [InlineData(10, 59, "r2", "`caps.overall.isolate`: 10 within 1h, at most 10.")]
    [InlineData(25, 1439, "r2", "`caps.overall.isolate`: 25 within 24h, at most 25.")]
    [InlineData(25, 1440, "r2", null)]
    public void Review_Isolations_AreCappedPerRuleAndOverall(int count, int minutesAgo, string ofRule, string? reason)
    {
        var facts = Facts with { KnownHosts = 1_000_000 };
        for (var host = 0; host < count; host++)
        {
            facts = facts.After(Isolate.On($"h{host}") with { RuleId = ofRule }, TimeSpan.FromMinutes(minutesAgo));
        }

        var step = Step("caps", Isolate, facts);
        Assert.Equal((reason is null ? GuardOutcome.Pass : GuardOutcome.Hold, reason ?? "within every cap."), (step.Outcome, step.Reason));
        Assert.Equal(GuardOutcome.Pass, Outcome("caps", Kill, facts));
        Assert.Equal(GuardOutcome.Pass, Outcome("caps", Release, facts));
    }

    [Fact]
    public void Review_Ceiling_IsBeyondEverySetting()
    {
        var policy = Policy with { Caps = CapPolicy.Default with { PerRule = None, Overall = None } };
        var facts = Facts;
        for (var index = 0; index < 99; index++)
        {
            facts = facts.After(Kill.On($"h{index}"), TimeSpan.FromSeconds(59));
        }

        Assert.Equal(GuardOutcome.Pass, Outcome("caps", Kill, facts, policy));
        Assert.Equal("the built-in ceiling of all actions: 100 within 1m, at most 100.", Step("caps", Isolate, facts.After(Kill, TimeSpan.Zero), policy).Reason);
        for (var index = 0; index < 1401; index++)
        {
            facts = facts.After(Kill.On($"g{index}"), TimeSpan.FromMinutes(59));
        }

        Assert.Equal("the built-in ceiling of all actions: 1500 within 1h, at most 1500.", Step("caps", Kill, facts, policy).Reason);
    }

    [Theory]
    [InlineData(4, null, false)]
    [InlineData(5, null, true)]
    [InlineData(5, 599, true)]
    [InlineData(5, 600, false)]
    [InlineData(6, 600, true)]
    public void Review_IsolatedAtOnce_IsCappedByTheFleetsSize(int isolated, int? knownHosts, bool held)
    {
        var facts = Facts with { KnownHosts = knownHosts };
        for (var host = 0; host < isolated; host++)
        {
            facts = facts.After(Isolate.On($"h{host}"), TimeSpan.FromDays(30));
        }

        Assert.Equal(held ? GuardOutcome.Hold : GuardOutcome.Pass, Outcome("caps", Isolate, facts));
        Assert.Equal(GuardOutcome.Pass, Outcome("caps", Isolate, facts.After(Release.On("h0"), TimeSpan.FromDays(1)).After(Release.On("h1"), TimeSpan.FromDays(1))));
    }

    [Fact]
    public void Review_SameProcessOnManyHosts_IsHeld()
    {
        var facts = Facts;
        for (var host = 0; host < 10; host++)
        {
            Assert.Equal(GuardOutcome.Pass, Outcome("same process", Kill, facts));
            facts = facts.After(Kill.On($"h{host}"), TimeSpan.FromMinutes(9));
        }

        Assert.Equal("`caps.same_process`: 'evil.exe' on 10 other hosts within 10m, at most 10 hosts.", Step("same process", Kill, facts).Reason);
        Assert.Equal(GuardOutcome.Hold, Outcome("same process", Kill.With(alert => alert with { ProcessName = "EVIL.exe" }), facts));
        Assert.Equal(GuardOutcome.Pass, Outcome("same process", Kill.With(alert => alert with { ProcessName = "other.exe" }), facts));
        Assert.Equal(GuardOutcome.Pass, Outcome("same process", Isolate, facts));
        Assert.Equal(GuardOutcome.Pass, Outcome("same process", Kill, facts with { Now = Now.AddMinutes(1) }));
    }

    [Fact]
    public void Review_ActionByHand_CountsOverallOnly()
    {
        var byHand = Isolate with { RequestId = "q", RuleId = null, Evidence = [], AlertIds = [], EventTime = null };
        var facts = Facts with { KnownHosts = 1_000_000 };
        for (var host = 0; host < 9; host++)
        {
            facts = facts.After(byHand.On($"h{host}"), TimeSpan.FromMinutes(1));
        }

        Assert.Equal(GuardOutcome.Pass, Outcome("caps", byHand, facts));
        Assert.Equal(GuardOutcome.Hold, Outcome("caps", byHand, facts.After(byHand.On("h9"), TimeSpan.FromMinutes(1))));
    }

    private static Dictionary<ResponseActionCommand, IReadOnlyList<Cap>> None => [];
}
