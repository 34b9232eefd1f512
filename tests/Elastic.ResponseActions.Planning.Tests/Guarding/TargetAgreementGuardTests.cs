using static Elastic.ResponseActions.Planning.Tests.Guarding.GuardCases;

namespace Elastic.ResponseActions.Planning.Tests.Guarding;

public sealed class TargetAgreementGuardTests
{
    private const string Guard = "target agreement";

    public static TheoryData<string, PlannedAction, GuardFacts> Refused { get; } = new()
    {
        { "no alert says which host is meant.", Isolate with { Evidence = [] }, Facts },
        { "`agent.type` of alert 'A' is `filebeat`; only `endpoint` is reached.", Isolate.With(alert => alert with { AgentType = new AgentType("filebeat") }), Facts },
        { "`agent.type` of alert 'A' is `missing`; only `endpoint` is reached.", Isolate.With(alert => alert with { AgentType = null }), Facts },
        { "the alerts give agent 'a1' 2 different `host.id` (h1, h2): a cloned agent.", Isolate with { Evidence = [Evidence, Evidence with { HostId = "h2" }] }, Facts },
        { "the alerts give agent 'a1' 2 different `host.id` (h1, none): a cloned agent.", Isolate with { Evidence = [Evidence, Evidence with { HostId = null }] }, Facts },
        { "`host.id` of alert 'A' is 'h2', and Kibana says 'h1'.", Isolate.With(alert => alert with { HostId = "h2" }), Facts },
        { "`host.id` of alert 'A' is 'H1', and Kibana says 'h1'.", Isolate.With(alert => alert with { HostId = "H1" }), Facts },
        { "`host.id` of alert 'A' is missing, and Kibana says 'h1'.", Isolate.With(alert => alert with { HostId = null }), Facts },
        { "`host.id` of alert 'A' is 'h1', and Kibana says missing.", Isolate, Facts.With(metadata => metadata with { HostId = null }) },
        { "`host.id` of alert 'A' is missing, and Kibana says missing.", Isolate.With(alert => alert with { HostId = null }), Facts.With(metadata => metadata with { HostId = null }) },
        { "`host.name` of alert 'A' is 'db-01', and Kibana says 'WEB-01'.", Isolate.With(alert => alert with { HostName = "db-01" }), Facts },
        { "`host.name` of alert 'A' is missing, and Kibana says 'WEB-01'.", Isolate.With(alert => alert with { HostName = null }), Facts },
        { "the endpoint metadata is of agent 'a2', not of 'a1'.", Isolate, Facts.With(metadata => metadata with { AgentId = new EndpointId("a2") }) },
        { "Kibana's `agent.type` of 'a1' is `sentinel_one`; only `endpoint` is reached.", Isolate, Facts.With(metadata => metadata with { AgentType = AgentType.SentinelOne }) },
        { "agent 'a1' was seen with `host.id` 'h9' within 24 hours, and Kibana says 'h1': a cloned agent.", Isolate, Facts with { Endpoint = Facts.Endpoint! with { SeenHostIds = ["h1", "h9"] } } },
        { "Kibana has no endpoint 'a1': Elastic Defend is not on it.", Isolate, Facts with { Endpoint = Facts.Endpoint with { Metadata = null } } },
        { "the endpoint metadata is from 2026-01-15T08:59:59.0000000+00:00, not from the last hour. Fetch it again.", Isolate, Fetched(TimeSpan.FromSeconds(-3601)) },
        { "the endpoint metadata is from 2026-01-15T10:05:01.0000000+00:00, not from the last hour. Fetch it again.", Isolate, Fetched(TimeSpan.FromSeconds(301)) },
        { "the endpoint metadata of 'a1' is not known at send time. Ask Kibana first.", Isolate, Facts with { Endpoint = null } },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void Review_AnyDisagreement_IsRefused(string reason, PlannedAction action, GuardFacts facts)
    {
        Assert.Equal(new GuardStep(Guard, GuardOutcome.Refuse, reason), Step(Guard, action, facts));
        Assert.Equal(GuardVerdict.Refused, Review(action, facts).Verdict);
    }

    [Fact]
    public void Review_Agreement_Passes()
    {
        Assert.Equal("alerts and Kibana agree on host 'WEB-01' (h1).", Step(Guard, Isolate).Reason);
        Assert.Equal(GuardOutcome.Pass, Outcome(Guard, Isolate.With(alert => alert with { HostName = "Web-01.Example" })));
        Assert.Equal(GuardOutcome.Pass, Outcome(Guard, Isolate, Fetched(TimeSpan.FromHours(-1))));
        Assert.Equal(GuardOutcome.Pass, Outcome(Guard, Isolate, Facts with { Endpoint = Facts.Endpoint! with { SeenHostIds = ["h1"] } }));
    }

    [Fact]
    public void Review_AskedForByHand_ComparesWhatThereIs()
    {
        Assert.Equal(GuardOutcome.Pass, Outcome(Guard, Release));
        Assert.Equal(GuardOutcome.Refuse, Outcome(Guard, Release, Facts.With(metadata => metadata with { AgentId = new EndpointId("a2") })));
        Assert.Equal(GuardOutcome.Refuse, Outcome(Guard, Release, Facts with { Endpoint = null }));
    }

    [Fact]
    public void Review_WithoutServer_WhatTheAlertsSayStillRefuses()
    {
        var facts = Facts with { Endpoint = null, IsSendTime = false };

        Assert.Equal(GuardOutcome.NeedsKibana, Outcome(Guard, Isolate, facts));
        Assert.Equal(GuardOutcome.Refuse, Outcome(Guard, Isolate.With(alert => alert with { AgentType = null }), facts));
    }

    private static GuardFacts Fetched(TimeSpan offset) => Facts with { Endpoint = Facts.Endpoint! with { FetchedAt = Now + offset } };
}
