using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Kibana.Privileges;

public sealed class PreflightTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, BothFaces]
    public async Task CheckPrivilegesAsync_EverythingGranted_FeedsTheDispatcher(Face face)
    {
        await using var rig = await Rig.StartAsync(face);

        var report = await CheckAsync(rig, PrivilegePlan.Everything);

        Assert.True(report.AllGranted, string.Join("; ", report.Findings));
        Assert.Null(report.RoleJson);
        Assert.Equal(LicenseLevel.Enterprise, report.Rights.License);
        Assert.True(report.Rights.MaySend(ResponseActionCommand.RunScript));
        Assert.Empty(report.Warnings);
    }

    [Theory]
    [MemberData(nameof(Permissions))]
    public async Task CheckPrivilegesAsync_OneMissing_NamesItAndHowToGrantIt(string missing, string[] needs, string role)
    {
        await using var rig = await Rig.StartAsync(Face.InMemory);
        rig.Kibana.User.Permissions = [.. FakePermission.All.Where(permission => permission.ApiAction != FakePermission.Find(missing)!.ApiAction)];

        var report = await CheckAsync(rig, PrivilegePlan.Everything);

        Assert.Equal(needs, report.Findings.Where(finding => finding.Granted != true).Select(finding => finding.Need.Name));
        Assert.All(report.Findings.Where(finding => finding.Granted != true), finding => Assert.False(finding.Granted));
        Assert.Equal(role, report.RoleJson);
        Assert.False(report.AllGranted);
        Assert.All(needs, need => Assert.False(report.Rights.MaySend(new(need))));
    }

    public static TheoryData<string, string[], string> Permissions => new()
    {
        { "canIsolateHost", ["isolate"], """{"kibana":[{"base":[],"feature":{"siemV5":["read","host_isolation_all"]},"spaces":["default"]}]}""" },
        { "canUnIsolateHost", ["unisolate"], """{"kibana":[{"base":[],"feature":{"siemV5":["read","host_isolation_all"]},"spaces":["default"]}]}""" },
        { "canKillProcess", ["kill-process", "suspend-process", "running-processes"], """{"kibana":[{"base":[],"feature":{"siemV5":["read","process_operations_all"]},"spaces":["default"]}]}""" },
        { "canWriteFileOperations", ["get-file", "upload"], """{"kibana":[{"base":[],"feature":{"siemV5":["read","file_operations_all"]},"spaces":["default"]}]}""" },
        { "canWriteExecuteOperations", ["execute", "runscript", "memory-dump"], """{"kibana":[{"base":[],"feature":{"siemV5":["read","execute_operations_all"]},"spaces":["default"]}]}""" },
        { "canWriteScanOperations", ["scan"], """{"kibana":[{"base":[],"feature":{"siemV5":["read","scan_operations_all"]},"spaces":["default"]}]}""" },
        { "canReadActionsLogManagement", ["read action history"], """{"kibana":[{"base":[],"feature":{"siemV5":["read","actions_log_management_read"]},"spaces":["default"]}]}""" },
        { "canReadEndpointList", ["read endpoints"], """{"kibana":[{"base":[],"feature":{"siemV5":["read","endpoint_list_read"]},"spaces":["default"]}]}""" },
        { "canReadRules", ["read rules"], """{"kibana":[{"base":[],"feature":{"siemV5":["read"],"securitySolutionRulesV1":["read"]},"spaces":["default"]}]}""" },
        { "canWriteRules", ["write rules"], """{"kibana":[{"base":[],"feature":{"siemV5":["read"],"securitySolutionRulesV1":["all"]},"spaces":["default"]}]}""" },
    };

    [Theory]
    [InlineData(Face.InMemory, "none", "unisolate")]
    [InlineData(Face.Loopback, "none", "unisolate")]
    [InlineData(Face.InMemory, "basic", "unisolate")]
    [InlineData(Face.Loopback, "basic", "unisolate")]
    [InlineData(Face.InMemory, "gold", "unisolate")]
    [InlineData(Face.Loopback, "gold", "unisolate")]
    [InlineData(Face.InMemory, "platinum", "isolate, unisolate")]
    [InlineData(Face.Loopback, "platinum", "isolate, unisolate")]
    [InlineData(Face.InMemory, "enterprise", "isolate, unisolate, kill-process, suspend-process")]
    [InlineData(Face.Loopback, "enterprise", "isolate, unisolate, kill-process, suspend-process")]
    [InlineData(Face.InMemory, "trial", "isolate, unisolate, kill-process, suspend-process")]
    [InlineData(Face.Loopback, "trial", "isolate, unisolate, kill-process, suspend-process")]
    public async Task CheckPrivilegesAsync_Licence_GatesTheCommands(Face face, string license, string granted)
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.License = new LicenseLevel(license);

        var report = await CheckAsync(rig, new PrivilegePlan { AutomatedByKibana = true });

        Assert.Equal(granted, string.Join(", ", report.Findings.Where(finding => finding is { Granted: true, Need.Command: not null }).Select(finding => finding.Need.Name)));
        Assert.Equal(license is "enterprise" or "trial", report.AutomatedAllowed);
        Assert.Null(report.RoleJson);
        Assert.All(report.Findings.Where(finding => finding.Granted != true), finding => Assert.StartsWith("Have a licence of", finding.HowToGrant, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Face.InMemory, "8.17.0", """{"kibana":[{"base":[],"feature":{"siem":["read","host_isolation_all"]},"spaces":["*"]}]}""")]
    [InlineData(Face.Loopback, "8.17.0", """{"kibana":[{"base":[],"feature":{"siem":["read","host_isolation_all"]},"spaces":["*"]}]}""")]
    [InlineData(Face.InMemory, "8.18.0", """{"kibana":[{"base":[],"feature":{"siemV2":["read","host_isolation_all"]},"spaces":["*"]}]}""")]
    [InlineData(Face.Loopback, "8.18.0", """{"kibana":[{"base":[],"feature":{"siemV2":["read","host_isolation_all"]},"spaces":["*"]}]}""")]
    [InlineData(Face.InMemory, "9.0.0", """{"kibana":[{"base":[],"feature":{"siemV2":["read","host_isolation_all"]},"spaces":["*"]}]}""")]
    [InlineData(Face.Loopback, "9.0.0", """{"kibana":[{"base":[],"feature":{"siemV2":["read","host_isolation_all"]},"spaces":["*"]}]}""")]
    [InlineData(Face.InMemory, "9.1.0", """{"kibana":[{"base":[],"feature":{"siemV3":["read","host_isolation_all"]},"spaces":["default"]}]}""")]
    [InlineData(Face.Loopback, "9.1.0", """{"kibana":[{"base":[],"feature":{"siemV3":["read","host_isolation_all"]},"spaces":["default"]}]}""")]
    [InlineData(Face.InMemory, "9.2.0", """{"kibana":[{"base":[],"feature":{"siemV4":["read","host_isolation_all"]},"spaces":["default"]}]}""")]
    [InlineData(Face.Loopback, "9.2.0", """{"kibana":[{"base":[],"feature":{"siemV4":["read","host_isolation_all"]},"spaces":["default"]}]}""")]
    [InlineData(Face.InMemory, "9.3.0", """{"kibana":[{"base":[],"feature":{"siemV5":["read","host_isolation_all"]},"spaces":["default"]}]}""")]
    [InlineData(Face.Loopback, "9.3.0", """{"kibana":[{"base":[],"feature":{"siemV5":["read","host_isolation_all"]},"spaces":["default"]}]}""")]
    [InlineData(Face.InMemory, "9.6.0", """{"kibana":[{"base":[],"feature":{"siemV5":["read","host_isolation_all"]},"spaces":["default"]}]}""")]
    [InlineData(Face.Loopback, "9.6.0", """{"kibana":[{"base":[],"feature":{"siemV5":["read","host_isolation_all"]},"spaces":["default"]}]}""")]
    public async Task CheckPrivilegesAsync_Release_WritesTheRoleOfIt(Face face, string version, string role)
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.Version = version;
        rig.Kibana.User.Permissions = [.. FakePermission.All.Where(permission => permission != FakePermission.CanIsolateHost)];

        Assert.Equal(role, (await CheckAsync(rig, new PrivilegePlan())).RoleJson);
    }

    [Theory, BothFaces]
    public async Task CheckPrivilegesAsync_KibanaAlone_GrantsNoCommandThatItCannotTell(Face face)
    {
        await using var rig = await Rig.StartAsync(face);

        var report = await rig.Client.CheckPrivilegesAsync(new PrivilegePlan { ReadRules = true, WriteRules = true }, cancellationToken: Stop);

        Assert.Equal(["read Security", "read action history", "read endpoints", "read rules"], report.Findings.Where(finding => finding.Granted == true).Select(finding => finding.Need.Name));
        Assert.All(report.Findings.Where(finding => finding.Granted != true), finding => Assert.Null(finding.Granted));
        Assert.Empty(report.Rights.Commands!);
        Assert.Null(report.License);
        Assert.Contains(report.Warnings, warning => warning.StartsWith("Elasticsearch was not asked", StringComparison.Ordinal));
        Assert.DoesNotContain(rig.Kibana.Requests, request => request.Method != "GET");
    }

    [Theory, BothFaces]
    public async Task CheckPrivilegesAsync_KibanaAloneAndNoCommandAtAll_SaysSo(Face face)
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.User.Permissions = [FakePermission.CanReadSecuritySolution];

        var report = await rig.Client.CheckPrivilegesAsync(cancellationToken: Stop);

        Assert.All(report.Findings.Where(finding => finding.Need.Command is not null), finding => Assert.False(finding.Granted));
        Assert.False(report.Findings.Single(finding => finding.Need == PrivilegeNeeds.ReadHistory).Granted);
    }

    [Theory]
    [InlineData(Face.InMemory, """{"application":{"kibana-.kibana":{"space:default":{}}}}""")]
    [InlineData(Face.Loopback, """{"application":{"kibana-.kibana":{"space:default":{}}}}""")]
    [InlineData(Face.InMemory, """{"application":{"kibana-.kibana":{"space:default":{"api:securitySolution-writeHostIsolation":"yes"}}}}""")]
    [InlineData(Face.Loopback, """{"application":{"kibana-.kibana":{"space:default":{"api:securitySolution-writeHostIsolation":"yes"}}}}""")]
    public async Task CheckPrivilegesAsync_AnswerThatDoesNotSay_IsNotGranted(Face face, string answer)
    {
        await using var rig = await Rig.StartAsync(face);
        var elasticsearch = new ScriptedTransport(request => FaultTransport.Answer(200, request.Method == "GET" ? """{"license":{"type":"enterprise","status":"active"}}""" : answer));

        var report = await rig.Client.CheckPrivilegesAsync(elasticsearch: elasticsearch, cancellationToken: Stop);

        Assert.DoesNotContain(report.Findings, finding => finding.Granted == true);
        Assert.Empty(report.Rights.Commands!);
    }

    [Theory]
    [InlineData(Face.InMemory, """{"license":{"type":"enterprise","status":"expired"}}""", "none")]
    [InlineData(Face.Loopback, """{"license":{"type":"enterprise","status":"expired"}}""", "none")]
    [InlineData(Face.InMemory, """{"license":{"type":"enterprise"}}""", null)]
    [InlineData(Face.Loopback, """{"license":{"type":"enterprise"}}""", null)]
    [InlineData(Face.InMemory, """{}""", null)]
    [InlineData(Face.Loopback, """{}""", null)]
    public async Task CheckPrivilegesAsync_LicenceThatIsNotInForce_AllowsNothing(Face face, string answer, string? license)
    {
        await using var rig = await Rig.StartAsync(face);
        var elasticsearch = new ScriptedTransport(request => FaultTransport.Answer(200, request.Method == "GET" ? answer : """
            {"application":{"kibana-.kibana":{"space:default":{"api:securitySolution-writeHostIsolation":true}}}}
            """));

        var report = await rig.Client.CheckPrivilegesAsync(elasticsearch: elasticsearch, cancellationToken: Stop);

        Assert.Equal(license, report.License?.Name);
        Assert.NotEqual(true, report.Findings.Single(finding => finding.Need.Name == "isolate").Granted);
    }

    [Theory, BothFaces]
    public async Task CheckPrivilegesAsync_UnknownCommand_IsRefusedUnsent(Face face)
    {
        await using var rig = await Rig.StartAsync(face);

        await Assert.ThrowsAsync<ArgumentException>(async () => await rig.Client.CheckPrivilegesAsync(new PrivilegePlan { Commands = [new("reboot")] }, cancellationToken: Stop));

        Assert.Empty(rig.Kibana.Requests);
    }

    private static async Task<PrivilegeReport> CheckAsync(Rig rig, PrivilegePlan plan)
    {
        using var elasticsearch = new HttpClientTransport(rig.Options, rig.Kibana.Elasticsearch.CreateHandler());
        return await rig.Client.CheckPrivilegesAsync(plan, elasticsearch, cancellationToken: Stop);
    }
}
