using static Elastic.ResponseActions.Planning.Tests.Guarding.GuardCases;

namespace Elastic.ResponseActions.Planning.Tests.Guarding;

/// <summary>Protected hosts and protected processes.</summary>
public sealed class ProtectionGuardTests
{
    private const string Hosts = "protected hosts";
    private const string Processes = "protected processes";

    [Theory]
    [InlineData("web-01", GuardOutcome.Refuse)]
    [InlineData("WEB-*", GuardOutcome.Refuse)]
    [InlineData("*.example", GuardOutcome.Refuse)]
    [InlineData("a1", GuardOutcome.Refuse)]
    [InlineData("h1", GuardOutcome.Refuse)]
    [InlineData("*", GuardOutcome.Refuse)]
    [InlineData("web", GuardOutcome.Pass)]
    [InlineData("db-*", GuardOutcome.Pass)]
    public void Review_ProtectedHosts_AreMatchedByEveryName(string pattern, GuardOutcome expected)
    {
        var policy = Policy with { ProtectedHosts = [pattern] };

        Assert.Equal(expected, Outcome(Hosts, Isolate, policy: policy));
        Assert.Equal(GuardOutcome.Pass, Outcome(Hosts, Release, policy: policy));
    }

    [Fact]
    public void Review_ProtectedHost_WhicheverSideNamesIt_IsRefused()
    {
        var policy = Policy with { ProtectedHosts = ["dc-*"] };

        Assert.Equal("the host is protected: it matches `dc-*` of the policy's `protected.hosts`.", Step(Hosts, Isolate.With(alert => alert with { HostName = "dc-1" }), policy: policy).Reason);
        Assert.Equal(GuardOutcome.Refuse, Outcome(Hosts, Isolate, Facts.With(metadata => metadata with { HostName = "dc-1" }), policy));
        Assert.Equal(GuardOutcome.Refuse, Outcome(Hosts, Isolate with { HostName = "dc-1" }, policy: policy));
    }

    [Fact]
    public void Review_HostWithoutName_CannotBeToldFromAProtectedOne()
    {
        var policy = Policy with { ProtectedHosts = ["dc-*"] };
        var nameless = Isolate.With(alert => alert with { HostName = null }) with { HostName = null };
        var offline = Facts with { Endpoint = null, IsSendTime = false };

        Assert.Equal(GuardOutcome.NeedsKibana, Outcome(Hosts, nameless, offline, policy));
        Assert.Equal(GuardOutcome.Pass, Outcome(Hosts, nameless, offline));
        Assert.Equal(GuardOutcome.Pass, Outcome(Hosts, nameless, policy: policy));
        Assert.Equal(GuardOutcome.Pass, Outcome(Hosts, Isolate, offline, policy));
    }

    [Fact]
    public void Review_AllowedHosts_LetNobodyElsePass()
    {
        Assert.Equal(GuardOutcome.Pass, Outcome(Hosts, Isolate, policy: Policy with { AllowedHosts = ["web-*"] }));
        Assert.Equal(GuardOutcome.Pass, Outcome(Hosts, Isolate, policy: Policy with { AllowedHosts = ["a1"] }));
        Assert.Equal(new GuardStep(Hosts, GuardOutcome.Refuse, "the host is in none of the policy's `allowed_hosts`."), Step(Hosts, Isolate, policy: Policy with { AllowedHosts = ["ws-*"] }));
        Assert.Equal(GuardOutcome.Refuse, Outcome(Hosts, Isolate, policy: Policy with { AllowedHosts = [] }));
        Assert.Equal(GuardOutcome.Refuse, Outcome(Hosts, Isolate, policy: Policy with { AllowedHosts = ["web-*"], ProtectedHosts = ["web-01"] }));
    }

    [Fact]
    public void Review_AllowedByTheEventOnly_IsNotAllowed()
    {
        var named = Isolate.With(alert => alert with { HostName = "ws-1" });

        Assert.Equal(GuardOutcome.Refuse, Outcome(Hosts, named, policy: Policy with { AllowedHosts = ["ws-*"] }));
    }

    [Theory]
    [InlineData("evil.exe", null, GuardOutcome.Pass)]
    [InlineData("svchost.exe", null, GuardOutcome.Refuse)]
    [InlineData("SVCHOST", null, GuardOutcome.Refuse)]
    [InlineData("lsass.exe", null, GuardOutcome.Refuse)]
    [InlineData("System", null, GuardOutcome.Refuse)]
    [InlineData("systemd", "/usr/lib/systemd/systemd", GuardOutcome.Refuse)]
    [InlineData("launchd", null, GuardOutcome.Refuse)]
    [InlineData("elastic-endpoint", null, GuardOutcome.Refuse)]
    [InlineData("elastic-agent.exe", null, GuardOutcome.Refuse)]
    [InlineData("renamed", @"C:\Windows\System32\lsass.exe", GuardOutcome.Refuse)]
    [InlineData(null, "/usr/bin/evil", GuardOutcome.Pass)]
    [InlineData(null, "/usr/lib/systemd/systemd", GuardOutcome.Refuse)]
    [InlineData("my-svchost.exe", null, GuardOutcome.Pass)]
    [InlineData("backup-agent", null, GuardOutcome.Refuse)]
    [InlineData("x", "/opt/vital/x", GuardOutcome.Refuse)]
    [InlineData(null, null, GuardOutcome.Hold)]
    [InlineData("", "", GuardOutcome.Hold)]
    public void Review_ProtectedProcesses_AreMatchedByNameAndPath(string? name, string? executable, GuardOutcome expected)
    {
        var policy = Policy with { ProtectedProcesses = ["backup-*", "/opt/vital/*"] };
        var action = Kill.With(alert => alert with { ProcessName = name, ProcessExecutable = executable });

        Assert.Equal(expected, Outcome(Processes, action, policy: policy));
        Assert.Equal(expected, Outcome(Processes, action with { Command = ResponseActionCommand.SuspendProcess }, policy: policy));
        Assert.Equal(GuardOutcome.Pass, Outcome(Processes, Isolate.With(alert => alert with { ProcessName = name }), policy: policy));
    }

    [Fact]
    public void Review_OneOfSeveralAlertsNamesAProtectedProcess_IsRefused() =>
        Assert.Equal(GuardOutcome.Refuse, Outcome(Processes, Kill with { Evidence = [Evidence, Evidence with { ProcessName = "csrss.exe" }] }));

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("4")]
    [InlineData("\"4\"")]
    public void Review_PidsOfTheSystem_AreRefused(string pid) =>
        Assert.Equal($"pid {pid.Trim('"')} belongs to the operating system.", Step(Processes, WithPid(pid)).Reason);

    [Fact]
    public void Review_ProcessByHand_HasNoNameToCompare()
    {
        var byHand = KillPid with { RequestId = "q", RuleId = null, Evidence = [], AlertIds = [] };

        Assert.Equal(GuardOutcome.Pass, Outcome(Processes, byHand));
        Assert.Equal(GuardOutcome.Refuse, Outcome(Processes, byHand with { ParameterValue = JsonText.Element("4") }));
    }
}
