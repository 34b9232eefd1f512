using System.Net;
using static Elastic.ResponseActions.Planning.Tests.Guarding.GuardCases;

namespace Elastic.ResponseActions.Planning.Tests.Guarding;

/// <summary>Hosts are protected by what they are: networks, classes, policies, and the machines that releases hang on.</summary>
public sealed class HostProtectionTests
{
    private const string Hosts = "protected hosts";

    [Theory]
    [InlineData("10.0.0.0/8", true)]
    [InlineData("10.0.0.5/32", true)]
    [InlineData("10.0.0.4/31", true)]
    [InlineData("10.0.0.6/31", false)]
    [InlineData("192.168.0.0/16", false)]
    [InlineData("fe80::/10", true)]
    [InlineData("2001:db8::/32", false)]
    public void Review_Network_ProtectsEveryAddressInIt(string network, bool isProtected)
    {
        var policy = Policy with { Protection = new HostProtection { Networks = [IPNetwork.Parse(network)] } };

        Assert.Equal(isProtected ? GuardOutcome.Refuse : GuardOutcome.Pass, Outcome(Hosts, Isolate, policy: policy));
        Assert.Equal(GuardOutcome.Pass, Outcome(Hosts, Release, policy: policy));
        Assert.Equal(GuardOutcome.Refuse, Outcome(Hosts, Isolate, Facts.With(metadata => metadata with { IpAddresses = ["no address"] }), policy));
        Assert.Equal(GuardOutcome.NeedsKibana, Outcome(Hosts, Isolate, Facts with { Endpoint = null, IsSendTime = false }, policy));
    }

    [Fact]
    public void Review_IPv4WrittenAsIPv6_IsTheSameAddress() => Assert.Equal(
        GuardOutcome.Refuse,
        Outcome(Hosts, Isolate, Facts.With(metadata => metadata with { IpAddresses = ["::ffff:10.9.9.9"] }), Policy with { Protection = new HostProtection { Networks = [IPNetwork.Parse("10.9.0.0/16")] } }));

    [Theory]
    [InlineData("windows", "Windows Server 2019 Datacenter 1809 (10.0.17763.1098)", HostClass.Server)]
    [InlineData("windows", "Windows 10 Enterprise 22H2", HostClass.Workstation)]
    [InlineData("windows", "Windows 7 Professional", HostClass.Workstation)]
    [InlineData("windows", "Windows", HostClass.Unknown)]
    [InlineData("windows", "", HostClass.Unknown)]
    [InlineData("macos", "macOS 15.2", HostClass.Workstation)]
    [InlineData("macos", "macOS Server 5", HostClass.Server)]
    [InlineData("linux", "Red Hat Enterprise Linux Server 7.9", HostClass.Server)]
    [InlineData("linux", "Ubuntu 24.04", HostClass.Unknown)]
    [InlineData(null, null, HostClass.Unknown)]
    [InlineData("solaris", "Windows 11", HostClass.Unknown)]
    public void Review_Class_IsToldByTheOperatingSystem(string? type, string? full, HostClass expected)
    {
        var facts = Facts.With(metadata => metadata with { OsType = type, OsFull = full });
        foreach (var hostClass in Enum.GetValues<HostClass>())
        {
            var policy = Policy with { Protection = new HostProtection { Classes = [hostClass] } };
            Assert.Equal(hostClass == expected ? GuardOutcome.Refuse : GuardOutcome.Pass, Outcome(Hosts, Isolate, facts, policy));
        }
    }

    [Fact]
    public void Review_ListsOfThePolicy_GoBeforeTheOperatingSystemAndTheGravestFirst()
    {
        var lists = new HostClassPolicy { DomainControllers = ["dc-*"], Servers = ["web-01", "dc-*"], Workstations = ["*"] };
        var policy = Policy with { HostClasses = lists, Protection = new HostProtection { Classes = [HostClass.Server] } };

        Assert.Contains("its class is `server`", Step(Hosts, Isolate, policy: policy).Reason, StringComparison.Ordinal);
        Assert.Equal(GuardOutcome.Pass, Outcome(Hosts, Isolate, policy: policy with { HostClasses = lists with { DomainControllers = ["web-01"] } }));
        Assert.Equal(GuardOutcome.Pass, Outcome(Hosts, Isolate, Facts.With(metadata => metadata with { OsFull = "Windows Server 2022" }), policy with { HostClasses = lists with { Servers = [] } }));
    }

    [Fact]
    public void Review_EventCallsItsHostAWorkstation_IsNotBelieved()
    {
        var policy = Policy with { HostClasses = new HostClassPolicy { Workstations = ["pc-*"] }, Protection = new HostProtection { Classes = [HostClass.Server] } };
        var facts = Facts.With(metadata => metadata with { OsFull = "Windows Server 2022" });

        Assert.Equal(GuardOutcome.Refuse, Outcome(Hosts, Isolate.With(alert => alert with { HostName = "pc-1" }), facts, policy));
    }

    [Theory]
    [InlineData("ap-1", true)]
    [InlineData("IP-*", true)]
    [InlineData("prod", true)]
    [InlineData("test", false)]
    public void Review_Policy_ProtectsItsHosts(string pattern, bool isProtected)
    {
        var policy = Policy with { Protection = new HostProtection { Policies = [pattern] } };

        Assert.Equal(isProtected ? GuardOutcome.Refuse : GuardOutcome.Pass, Outcome(Hosts, Isolate, policy: policy));
        Assert.Equal(GuardOutcome.Refuse, Outcome(Hosts, Isolate, Facts.With(metadata => metadata with { AgentPolicyId = null, DefendPolicyId = null, DefendPolicyName = "" }), policy));
    }

    public static TheoryData<string, string[], string[], string[], bool> Machines => new()
    {
        { "the name of the host", ["WEB-01"], [], [], true },
        { "the name with its domain", ["web-01.corp.example"], [], [], true },
        { "the short name of what Kibana calls by domain", ["web-01"], [], [], true },
        { "a name that only begins alike", ["web-011", "web-01x.example"], [], [], false },
        { "the host id", [], ["h1"], [], true },
        { "another host id", [], ["H1"], [], false },
        { "the address", [], [], ["10.0.0.5"], true },
        { "the address as IPv6", [], [], ["::ffff:10.0.0.5"], true },
        { "another address", [], [], ["10.0.0.6"], false },
        { "addresses that every host has", [], [], ["127.0.0.1", "fe80::1", "0.0.0.0"], false },
        { "nothing", [], [], [], false },
    };

    [Theory]
    [MemberData(nameof(Machines))]
    public void Review_MachineThatReleasesHangOn_IsProtected(string by, string[] names, string[] ids, string[] addresses, bool isProtected)
    {
        var facts = Facts with { Infrastructure = [new InfrastructureHost { What = "Kibana's", Names = names, HostIds = ids, Addresses = [.. addresses.Select(IPAddress.Parse)] }] };
        var byHand = Isolate with { RequestId = "by hand", RuleId = null, Evidence = [] };

        Assert.True(Outcome(Hosts, Isolate, facts) == (isProtected ? GuardOutcome.Refuse : GuardOutcome.Pass), by);
        Assert.Equal(isProtected ? GuardOutcome.Refuse : GuardOutcome.Pass, Outcome(Hosts, byHand, facts));
        Assert.Equal(GuardOutcome.Pass, Outcome(Hosts, Release, facts));
    }

    [Fact]
    public void Review_FleetServer_IsProtectedByItsAgentPolicy() =>
        Assert.Equal(GuardOutcome.Refuse, Outcome(Hosts, Isolate, Facts.With(metadata => metadata with { AgentPolicyId = "fleet-server-policy" })));
}
