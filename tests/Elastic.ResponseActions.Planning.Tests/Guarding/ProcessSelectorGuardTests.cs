using CsCheck;
using static Elastic.ResponseActions.Planning.Tests.Guarding.GuardCases;

namespace Elastic.ResponseActions.Planning.Tests.Guarding;

public sealed class ProcessSelectorGuardTests
{
    private const string Guard = "process selector";

    [Theory]
    [InlineData("4000", GuardOutcome.Pass)]
    [InlineData("4294967292", GuardOutcome.Pass)]
    [InlineData("4294967296", GuardOutcome.Refuse)]
    [InlineData("0", GuardOutcome.Refuse)]
    [InlineData("-4", GuardOutcome.Refuse)]
    [InlineData("12.0", GuardOutcome.Refuse)]
    [InlineData("1e3", GuardOutcome.Refuse)]
    [InlineData("1E0", GuardOutcome.Refuse)]
    [InlineData("1e999", GuardOutcome.Refuse)]
    [InlineData("99999999999999999999999", GuardOutcome.Refuse)]
    [InlineData("\"4000\"", GuardOutcome.Refuse)]
    [InlineData("[4000]", GuardOutcome.Refuse)]
    [InlineData("{\"pid\":4000}", GuardOutcome.Refuse)]
    [InlineData("true", GuardOutcome.Refuse)]
    [InlineData("null", GuardOutcome.Refuse)]
    public void Review_Pid_IsAWholeNumber(string json, GuardOutcome expected) => Assert.Equal(expected, Outcome(Guard, WithPid(json)));

    [Fact]
    public void Review_Pid_AnyNumberOfAnyKind_IsOneTheServerTakes() =>
        Gen.UInt.Sample(pid => Outcome(Guard, WithPid(pid.ToString(System.Globalization.CultureInfo.InvariantCulture))) == (pid != 0 && pid % 4 == 0 ? GuardOutcome.Pass : GuardOutcome.Refuse));

    [Theory]
    [InlineData("windows", "windows", GuardOutcome.Refuse)]
    [InlineData("linux", "windows", GuardOutcome.Refuse)]
    [InlineData("Windows", null, GuardOutcome.Refuse)]
    [InlineData(null, "windows", GuardOutcome.Refuse)]
    [InlineData("linux", null, GuardOutcome.Pass)]
    [InlineData("linux", "linux", GuardOutcome.Pass)]
    [InlineData(null, null, GuardOutcome.Refuse)]
    public void Review_PidNoMultipleOfFour_IsNoneOnWindows(string? alert, string? metadata, GuardOutcome expected)
    {
        var action = WithPid("13102").With(evidence => evidence with { HostOsType = alert });
        var facts = Facts.With(known => known with { OsType = metadata });

        Assert.Equal(expected, Outcome(Guard, action, facts));
        Assert.Equal(GuardOutcome.Pass, Outcome(Guard, WithPid("13100").With(evidence => evidence with { HostOsType = alert }), facts));
    }

    [Fact]
    public void Review_OperatingSystemUnknownWithoutServer_NeedsKibana() =>
        Assert.Equal(
            new GuardStep(Guard, GuardOutcome.NeedsKibana, "needs Kibana: the operating system of 'a1', needed for pid 13102, is not known."),
            Step(Guard, WithPid("13102").With(evidence => evidence with { HostOsType = null }), Facts with { Endpoint = null, IsSendTime = false }));

    [Fact]
    public void Review_PidNotAllowed_SaysWhatToDo() =>
        Assert.Equal(
            "the process is named by pid, and pids are reused. Select `process.entity_id`, or set `allow_pid` in the policy.",
            Step(Guard, KillPid, policy: Policy with { AllowPid = false }).Reason);

    [Theory]
    [InlineData("\"e1\"", GuardOutcome.Pass)]
    [InlineData("\"\"", GuardOutcome.Refuse)]
    [InlineData("\" \"", GuardOutcome.Refuse)]
    [InlineData("7", GuardOutcome.Refuse)]
    [InlineData("[\"e1\"]", GuardOutcome.Refuse)]
    public void Review_EntityId_IsText(string json, GuardOutcome expected) =>
        Assert.Equal(expected, Outcome(Guard, Kill with { ParameterValue = JsonText.Element(json) }, policy: Policy with { AllowPid = false }));

    [Fact]
    public void Review_NoProcess_Passes() => Assert.Equal(GuardOutcome.Pass, Outcome(Guard, Isolate));
}
