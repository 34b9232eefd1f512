using System.Text.Json;
using Elastic.ResponseActions.Testing.Tests.Rules;

namespace Elastic.ResponseActions.Testing.Tests.Faults;

/// <summary>What Kibana, Fleet and hosts have done in the field, each as a switch.</summary>
public sealed class MisbehaviourTests
{
    private const string Good = """{"endpoint_ids":["a1"]}""";
    private const string OnSentinelOne = """{"endpoint_ids":["s1"],"agent_type":"sentinel_one"}""";

    [Theory, BothFaces]
    public async Task StaysPending_HostDoesIt_AndNobodyHearsOfIt(Face face)
    {
        await using var bench = await WithAsync(face, Bench.Isolate, FakeMisbehaviour.StaysPending);
        var sent = await bench.ActAsync(Bench.Isolate, Good);
        bench.Pass(3600);

        Assert.True(bench.Kibana.Hosts["a1"].IsIsolated);
        Assert.Equal("pending", await StatusAsync(bench, sent));
    }

    [Theory, BothFaces]
    public async Task AnswersWithRelease_IsolationEndsTogetherWithTheRelease(Face face)
    {
        await using var bench = await WithAsync(face, Bench.Isolate, FakeMisbehaviour.AnswersWithRelease);
        var isolate = await bench.ActAsync(Bench.Isolate, Good);
        bench.Pass(100);
        Assert.Equal("pending", await StatusAsync(bench, isolate));
        var release = await bench.ActAsync(Bench.Unisolate, Good);
        bench.Pass(5);

        var (first, second) = (await bench.DetailsAsync(isolate), await bench.DetailsAsync(release));
        Assert.Equal(("successful", "successful"), (Text(first, "status"), Text(second, "status")));
        Assert.Equal(Text(second, "completedAt"), Text(first, "completedAt"));
    }

    [Theory, BothFaces]
    public async Task AnswersLate_HostIsThereBeforeItsAnswer(Face face)
    {
        await using var bench = await WithAsync(face, Bench.Isolate, FakeMisbehaviour.AnswersLate, TimeSpan.FromMinutes(10));
        var sent = await bench.ActAsync(Bench.Isolate, Good);
        bench.Pass(5);
        Assert.Equal((true, "pending"), (bench.Kibana.Hosts["a1"].IsIsolated, await StatusAsync(bench, sent)));
        bench.Pass(600);
        Assert.Equal("successful", await StatusAsync(bench, sent));
    }

    [Theory, BothFaces]
    public async Task FailsWithoutReason_HasNoErrors(Face face)
    {
        await using var bench = await WithAsync(face, Bench.Isolate, FakeMisbehaviour.FailsWithoutReason);
        var sent = await bench.ActAsync(Bench.Isolate, Good);
        bench.Pass(5);

        var details = await bench.DetailsAsync(sent);
        Assert.Equal(("failed", true), (Text(details, "status"), details.GetProperty("isCompleted").GetBoolean()));
        Assert.False(details.TryGetProperty("errors", out _));
    }

    [Theory]
    [InlineData(FakeMisbehaviour.SecondIsolateFails, "failed", "healthy")]
    [InlineData(FakeMisbehaviour.SecondIsolateTurnsUnhealthy, "successful", "unhealthy")]
    public async Task SecondIsolate_OfAnIsolatedHost_GoesWrong(FakeMisbehaviour how, string status, string hostStatus)
    {
        await using var bench = await WithAsync(Face.Loopback, Bench.Isolate, how);
        Assert.Equal("successful", await RunAsync(bench, Bench.Isolate, Good));

        Assert.Equal(status, await RunAsync(bench, Bench.Isolate, Good));
        Assert.Equal(hostStatus, (await bench.GetAsync($"{Bench.Metadata}/a1")).Body.GetProperty("host_status").GetString());
    }

    [Theory, BothFaces]
    public async Task MissingPid_KillSucceedsAndSuspendFails_AsItIs(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        const string body = """{"endpoint_ids":["a1"],"parameters":{"pid":4711}}""";

        Assert.Equal(("successful", "failed"), (await RunAsync(bench, Bench.Kill, body), await RunAsync(bench, Bench.Suspend, body)));
    }

    [Theory, BothFaces]
    public async Task SuspendByEntityId_OnWindows_Fails(Face face)
    {
        await using var bench = await WithAsync(face, Bench.Suspend, FakeMisbehaviour.SuspendByEntityIdFails);
        bench.Kibana.Hosts["a1"].AddProcess(4, "x", "e-4");
        bench.Kibana.AddEndpoint("l1").AddProcess(4, "x", "e-4");

        Assert.Equal("failed", await RunAsync(bench, Bench.Suspend, """{"endpoint_ids":["a1"],"parameters":{"entity_id":"e-4"}}"""));
        Assert.Equal("successful", await RunAsync(bench, Bench.Suspend, """{"endpoint_ids":["a1"],"parameters":{"pid":4}}"""));
        Assert.Equal("successful", await RunAsync(bench, Bench.Suspend, """{"endpoint_ids":["l1"],"parameters":{"entity_id":"e-4"}}"""));
    }

    [Theory, BothFaces]
    public async Task NearPid_OnWindows_HitsAnother(Face face)
    {
        await using var bench = await WithAsync(face, Bench.Kill, FakeMisbehaviour.NearPidHits);
        bench.Kibana.Hosts["a1"].AddProcess(4240, "innocent");

        await RunAsync(bench, Bench.Kill, """{"endpoint_ids":["a1"],"parameters":{"pid":4242}}""");

        Assert.Empty(bench.Kibana.Hosts["a1"].Processes);
    }

    [Theory]
    [InlineData(FakeMisbehaviour.CancelLeavesTargetPending, "pending", "pending")]
    [InlineData(FakeMisbehaviour.CancelHitsTwo, "failed", "failed")]
    public async Task Cancel_Succeeds_AndHitsTooFewOrTooMany(FakeMisbehaviour how, string target, string other)
    {
        await using var bench = await WithAsync(Face.Loopback, "/api/endpoint/action/cancel", how);
        const string defender = "\"endpoint_ids\":[\"d1\"],\"agent_type\":\"microsoft_defender_endpoint\"";
        bench.AddVendorHost("d1", AgentType.MicrosoftDefenderEndpoint).AnswerAfter = Timeout.InfiniteTimeSpan;
        JsonElement[] sent = [await bench.ActAsync(Bench.Isolate, $"{{{defender}}}"), await bench.ActAsync(Bench.Unisolate, $"{{{defender}}}")];
        bench.Kibana.Hosts["d1"].AnswerAfter = TimeSpan.Zero;

        var cancel = await bench.ActAsync("/api/endpoint/action/cancel", $$"""{{{defender}},"parameters":{"id":"{{Text(sent[0], "id")}}"} }""");
        bench.Pass(60);

        Assert.Equal(("successful", target, other), (await StatusAsync(bench, cancel), await StatusAsync(bench, sent[0]), await StatusAsync(bench, sent[1])));
    }

    [Theory, BothFaces]
    public async Task VendorHost_Offline_IsSaidToHaveDoneIt(Face face)
    {
        await using var bench = await WithAsync(face, Bench.Isolate, FakeMisbehaviour.SucceedsWhileOffline);
        bench.AddVendorHost("s1", AgentType.SentinelOne).GoOffline();
        var sent = await bench.ActAsync(Bench.Isolate, OnSentinelOne);
        bench.Pass(60);

        Assert.Equal(("successful", false), (await StatusAsync(bench, sent), bench.Kibana.Hosts["s1"].IsIsolated));
    }

    [Theory, BothFaces]
    public async Task VendorHost_StatusMinutesLate(Face face)
    {
        await using var bench = await WithAsync(face, Bench.Isolate, FakeMisbehaviour.AnswersLate, TimeSpan.FromMinutes(7));
        bench.AddVendorHost("s1", AgentType.SentinelOne);
        var sent = await bench.ActAsync(Bench.Isolate, OnSentinelOne);
        bench.Pass(7 * 60);
        Assert.Equal(("pending", true), (await StatusAsync(bench, sent), bench.Kibana.Hosts["s1"].IsIsolated));
        bench.Pass(60);
        Assert.Equal("successful", await StatusAsync(bench, sent));
    }

    [Theory, BothFaces]
    public async Task FleetRefuses_ActionOfARule_IsStoredAsFailed(Face face)
    {
        await using var bench = await WithAsync(face, "/rule/r-1", FakeMisbehaviour.FleetRefuses);
        await bench.CreateAsync(RuleBench.Rule("r-1", "query", "", RuleBench.Isolate));

        bench.Kibana.RunRuleOnAlerts("r-1", ["""{"agent":{"id":"a1","type":"endpoint"}}"""]);
        bench.Pass(60);

        var action = (await bench.GetAsync(Bench.Actions)).Body.GetProperty("data")[0];
        Assert.Equal(("failed", "Attempt to create Fleet [isolate] response action request for agents [a1] failed with: Fleet is not available"), (Text(action, "status"), action.GetProperty("errors")[0].GetString()));
        Assert.False(bench.Kibana.Hosts["a1"].IsIsolated);
    }

    [Theory, BothFaces]
    public async Task OneCommand_Forbidden_LeavesTheOthers(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        var user = bench.Kibana.AddUser("u", [.. FakePermission.All.Where(permission => permission != FakePermission.CanIsolateHost)]);

        Assert.Equal((403, 200), ((await bench.PostAsync(Bench.Isolate, Good, user)).Status, (await bench.PostAsync(Bench.Unisolate, Good, user)).Status));
    }

    [Theory, BothFaces]
    public async Task UnsupportedCommand_IsTakenAndSaidToBeDone(Face face)
    {
        await using var bench = await WithAsync(face, Bench.Suspend, FakeMisbehaviour.UnsupportedSucceeds);
        bench.AddVendorHost("s1", AgentType.SentinelOne).AddProcess(9, "x");
        var sent = await bench.ActAsync(Bench.Suspend, """{"endpoint_ids":["s1"],"agent_type":"sentinel_one","parameters":{"pid":9}}""");
        bench.Pass(60);

        Assert.Equal(("successful", false), (await StatusAsync(bench, sent), bench.Kibana.Hosts["s1"].Processes[0].IsSuspended));
    }

    [Theory, BothFaces]
    public async Task FirstTenAgents_AreTakenAndTheRestIsInTheComment(Face face)
    {
        await using var bench = await WithAsync(face, Bench.Isolate, FakeMisbehaviour.TakesFirstTenAgents);
        for (var i = 0; i < 12; i++)
            bench.Kibana.AddEndpoint($"h{i:00}");

        var data = await bench.ActAsync(Bench.Isolate, $$"""{"endpoint_ids":[{{string.Join(',', Enumerable.Range(0, 12).Select(i => $"\"h{i:00}\""))}}],"comment":"all"}""");

        Assert.Equal(10, data.GetProperty("agents").GetArrayLength());
        Assert.Equal("""all. (WARNING: The following agent ids are not valid: ["h10","h11"] and will not be included in action request)""", Text(data, "comment"));
    }

    [Theory, BothFaces]
    public async Task OrphanDispatch_ReachesTheHostAndNoList(Face face)
    {
        await using var bench = await WithAsync(face, Bench.Isolate, FakeMisbehaviour.OrphanDispatch);

        (await bench.PostAsync(Bench.Isolate, Good)).IsError(500, "Internal Server Error", "An internal server error occurred. Check Kibana server logs for details.");
        bench.Pass(5);

        Assert.True(bench.Kibana.Hosts["a1"].IsIsolated);
        Assert.Equal(404, (await bench.GetAsync(Bench.Actions)).Status);
    }

    [Theory, BothFaces]
    public async Task FailedAction_OfARule_IsRecordedElsewhere(Face face)
    {
        await using var bench = await WithAsync(face, "/rule/r-1", FakeMisbehaviour.RecordedInAnotherSpace);
        await bench.CreateAsync(RuleBench.Rule("r-1", "query", "", RuleBench.Kill()));

        bench.Kibana.RunRuleOnAlerts("r-1", ["""{"agent":{"id":"a1","type":"endpoint"}}"""]);

        Assert.Equal(0, (await bench.GetAsync(Bench.Actions)).Body.GetProperty("total").GetInt32());
        Assert.Equal(1, (await bench.GetAsync("/s/other" + Bench.Actions)).Body.GetProperty("total").GetInt32());
    }

    [Theory, BothFaces]
    public async Task Lists_LateUnorderedAndWithTheUnenrolled(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        await bench.ActAsync(Bench.Isolate, Good);
        bench.Pass(30);
        await bench.ActAsync(Bench.Unisolate, Good);
        bench.Kibana.Hosts["a1"].StatusOverride = "unenrolled";
        Assert.Equal(0, (await bench.GetAsync(Bench.Metadata)).Body.GetProperty("total").GetInt32());

        bench.Kibana.Faults.Add(Bench.Actions, FakeFaultEffect.Misbehave(FakeMisbehaviour.ListsLate, TimeSpan.FromSeconds(10)), count: 1);
        Assert.Equal(1, (await bench.GetAsync(Bench.Actions)).Body.GetProperty("total").GetInt32());
        bench.Kibana.Faults.Add(Bench.Actions, FakeFaultEffect.Misbehave(FakeMisbehaviour.ListsOutOfOrder), count: 1);
        Assert.Equal("isolate", Text((await bench.GetAsync(Bench.Actions)).Body.GetProperty("data")[0], "command"));
        bench.Kibana.Faults.Add(Bench.Metadata, FakeFaultEffect.Misbehave(FakeMisbehaviour.ListsUnenrolled));
        Assert.Equal(1, (await bench.GetAsync(Bench.Metadata)).Body.GetProperty("total").GetInt32());
    }

    [Theory, BothFaces]
    public async Task HistoryPrivilege_Missing_LetsSendAndNotRead(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        var user = bench.Kibana.AddUser("u", FakePermission.CanReadSecuritySolution, FakePermission.CanIsolateHost);

        var sent = await bench.PostAsync(Bench.Isolate, Good, user);

        Assert.Equal(200, sent.Status);
        Assert.Equal(403, (await bench.GetAsync($"{Bench.Actions}/{Text(sent.Body, "action")}", user)).Status);
    }

    private static async Task<Bench> WithAsync(Face face, string path, FakeMisbehaviour how, TimeSpan delay = default)
    {
        var bench = await Bench.OpenAsync(face);
        bench.Kibana.Faults.Add(path, FakeFaultEffect.Misbehave(how, delay));
        return bench;
    }

    private static async Task<string?> RunAsync(Bench bench, string route, string body)
    {
        var sent = await bench.ActAsync(route, body);
        bench.Pass(5);
        return await StatusAsync(bench, sent);
    }

    private static async Task<string?> StatusAsync(Bench bench, JsonElement action) => Text(await bench.DetailsAsync(action), "status");

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
