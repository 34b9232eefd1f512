using CsCheck;
using static Elastic.ResponseActions.Planning.Tests.Guarding.GuardCases;

namespace Elastic.ResponseActions.Planning.Tests.Guarding;

/// <summary>A value that nobody knows, or that is not there, lets nothing pass.</summary>
public sealed class FailClosedTests
{
    private static readonly Gen<string> Words = Gen.OneOf(Gen.String, Gen.String.AlphaNumeric, Gens.Pick("", " ", "endpoint ", "Endpoint", "healthy ", "HEALTHY", "isolate ", "Isolate", "kill_process", "none"));

    private static readonly (string What, Func<string, PlannedAction> Action)[] Actions =
    [
        ("command", word => Isolate with { Command = new ResponseActionCommand(word) }),
        ("agent type of the action", word => Isolate with { AgentType = new AgentType(word) }),
        ("agent type of the alert", word => Isolate.With(alert => alert with { AgentType = new AgentType(word) })),
        ("no agent type", _ => Isolate.With(alert => alert with { AgentType = null })),
        ("host id", word => Isolate.With(alert => alert with { HostId = word })),
        ("no host id", _ => Isolate.With(alert => alert with { HostId = null })),
        ("host name", word => Isolate.With(alert => alert with { HostName = word })),
        ("no alert", _ => Isolate with { Evidence = [] }),
        ("no time", _ => Isolate with { EventTime = null }),
        ("no agent", _ => Isolate with { AgentIds = [] }),
        ("target", word => Isolate with { Target = new EndpointId(word) }),
        ("how the process is named", word => Kill with { ParameterName = word }),
        ("no process", _ => Kill with { ParameterValue = null }),
        ("no name of the process", _ => Kill.With(alert => alert with { ProcessName = null, ProcessExecutable = null })),
    ];

    private static readonly (string What, Func<string, GuardFacts> Facts)[] AllFacts =
    [
        ("host status", word => Facts.With(metadata => metadata with { HostStatus = new HostStatus(word) })),
        ("no host status", _ => Facts.With(metadata => metadata with { HostStatus = null })),
        ("agent type of the host", word => Facts.With(metadata => metadata with { AgentType = new AgentType(word) })),
        ("agent id of the host", word => Facts.With(metadata => metadata with { AgentId = new EndpointId(word) })),
        ("host id of the host", word => Facts.With(metadata => metadata with { HostId = word })),
        ("no metadata", _ => Facts with { Endpoint = Facts.Endpoint! with { Metadata = null } }),
        ("nobody asked", _ => Facts with { Endpoint = null }),
        ("kill switch", word => Facts with { KillSwitch = (KillSwitchState)(100 + word.Length) }),
        ("no privilege known", _ => Facts with { PrivilegeGranted = null }),
        ("capabilities", word => Facts.With(metadata => metadata with { Capabilities = [new EndpointCapability(word)] })),
    ];

    private static readonly string[] Known = ["a1", "h1", "web-01", "WEB-01", "web-01.example", "endpoint", "healthy", "unhealthy", "updating", "isolate", "kill-process", "entity_id", "isolation"];

    [Fact]
    public void Review_UnknownOrMissingInTheAction_IsNeverApproved() =>
        Gen.Select(Gen.Int[0, Actions.Length - 1], Words).Where((_, word) => !Known.Contains(word)).Sample(
            (which, word) =>
            {
                var review = Review(Actions[which].Action(word));
                Assert.True(review.Approved is null, $"{Actions[which].What} '{word}': {review}");
            },
            iter: 20_000);

    [Fact]
    public void Review_UnknownOrMissingInTheFacts_IsNeverApproved() =>
        Gen.Select(Gen.Int[0, AllFacts.Length - 1], Words).Where((_, word) => !Known.Contains(word)).Sample(
            (which, word) =>
            {
                var review = Review(Isolate, AllFacts[which].Facts(word));
                Assert.True(review.Approved is null, $"{AllFacts[which].What} '{word}': {review}");
            },
            iter: 20_000);

    [Fact]
    public void Review_UnknownInThePolicy_IsNeverApproved()
    {
        Assert.Null(Review(Isolate, policy: Policy with { DefaultMode = (ActionMode)7 }).Approved);
        Assert.Null(Review(Isolate, Facts.With(metadata => metadata with { HostStatus = HostStatus.Offline }), Policy with { Offline = (OfflineHandling)7 }).Approved);
    }
}
