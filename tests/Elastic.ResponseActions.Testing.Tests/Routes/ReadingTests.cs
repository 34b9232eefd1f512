using System.Text.Json;

namespace Elastic.ResponseActions.Testing.Tests.Routes;

/// <summary>Details, pending actions, state and status.</summary>
public sealed class ReadingTests
{
    [Theory, BothFaces]
    public async Task Details_UnknownAction_Is404(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);

        (await bench.GetAsync(Bench.Actions + "/none")).IsError(404, "Not Found", "Action with id 'none' not found.");
    }

    [Theory, BothFaces]
    public async Task Details_OtherSpace_Is404WithAnotherText(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        var id = (await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""")).GetProperty("id").GetString();

        Assert.Equal(200, (await bench.GetAsync($"/s/default{Bench.Actions}/{id}")).Status);
        (await bench.GetAsync($"/s/soc{Bench.Actions}/{id}")).IsError(404, "Not Found", $"Action [{id}] not found");
    }

    [Theory, BothFaces]
    public async Task Details_OfASentAction_AddTheDeprecatedActionMember(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        var sent = await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""");

        var read = await bench.DetailsAsync(sent);

        Assert.Equal(sent.GetProperty("id").GetString(), read.GetProperty("action").GetString());
        Assert.Equal(sent.EnumerateObject().Select(m => m.Name), read.EnumerateObject().Select(m => m.Name).Where(name => name != "action"));
    }

    [Theory, BothFaces]
    public async Task Details_WithoutHistoryPermission_IsForbiddenThoughSendingWasNot(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        var sender = bench.Kibana.AddUser("sender", FakePermission.CanReadSecuritySolution, FakePermission.CanIsolateHost);

        var sent = await bench.PostAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""", sender);
        var read = await bench.GetAsync($"{Bench.Actions}/{sent.Body.GetProperty("action").GetString()}", sender);

        Assert.Equal(200, sent.Status);
        read.IsError(403, "Forbidden", "Endpoint authorization failure");
    }

    [Theory, BothFaces]
    public async Task Pending_Counts_AreFlatInOrderAndWithoutDoubles(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.AddEndpoint("b2");
        await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""");
        await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""");
        await bench.ActAsync(Bench.Kill, """{"endpoint_ids":["a1"],"parameters":{"pid":1}}""");

        var reply = await bench.GetAsync("/api/endpoint/action_status?agent_ids=b2&agent_ids=a1&agent_ids=b2");

        Assert.Equal("""[{"agent_id":"b2","pending_actions":{}},{"agent_id":"a1","pending_actions":{"isolate":2,"kill-process":1}}]""", reply.Body.GetProperty("data").GetRawText());
        bench.Pass(5);
        Assert.Equal("""[{"agent_id":"a1","pending_actions":{}}]""", await PendingAsync(bench));
    }

    [Theory, BothFaces]
    public async Task Pending_SuccessfulIsolation_CountsUntilTheMetadataTellsOfIt(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.Hosts["a1"].MetadataDelay = TimeSpan.FromSeconds(90);
        var sent = await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""");

        bench.Pass(5);
        Assert.Equal("successful", (await bench.DetailsAsync(sent)).GetProperty("status").GetString());
        Assert.False(await IsIsolatedAsync(bench));
        Assert.Equal("""[{"agent_id":"a1","pending_actions":{"isolate":1}}]""", await PendingAsync(bench));
        bench.Pass(90);
        Assert.True(await IsIsolatedAsync(bench));
        Assert.Equal("""[{"agent_id":"a1","pending_actions":{}}]""", await PendingAsync(bench));
    }

    [Theory, BothFaces]
    public async Task Pending_MetadataThatNeverComes_IsWaitedForFiveMinutes(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.Hosts["a1"].MetadataDelay = TimeSpan.FromDays(1);
        await bench.ActAsync(Bench.Unisolate, """{"endpoint_ids":["a1"]}""");

        bench.Pass(5 + 299);
        Assert.Equal("""[{"agent_id":"a1","pending_actions":{"unisolate":1}}]""", await PendingAsync(bench));
        bench.Pass(1);
        Assert.Equal("""[{"agent_id":"a1","pending_actions":{}}]""", await PendingAsync(bench));
    }

    [Theory, BothFaces]
    public async Task Pending_ExpiredAction_IsNotCounted(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.Hosts["a1"].GoOffline();
        await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""");

        bench.Clock.Advance(TimeSpan.FromDays(14));
        Assert.Equal("""[{"agent_id":"a1","pending_actions":{"isolate":1}}]""", await PendingAsync(bench));
        bench.Pass(0.001);
        Assert.Equal("""[{"agent_id":"a1","pending_actions":{}}]""", await PendingAsync(bench));
    }

    [Theory, BothFaces]
    public async Task Pending_UnknownAgent_Is404From91OnAndEmptyBefore(Face face)
    {
        foreach (var (version, status) in new[] { ("9.4.0", 404), ("9.0.0", 200) })
        {
            await using var bench = await Bench.OpenAsync(face, new FakeKibanaOptions { Version = version });
            Assert.Equal(status, (await bench.GetAsync("/api/endpoint/action_status?agent_ids=zz")).Status);
        }
    }

    [Theory, BothFaces]
    public async Task Pending_NoneOrFiftyOneIds_Is400(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        var many = string.Join('&', Enumerable.Range(0, 51).Select(i => $"agent_ids=h{i}"));

        Assert.StartsWith("[request query.agent_ids]: types that failed validation:", (await bench.GetAsync("/api/endpoint/action_status")).Message, StringComparison.Ordinal);
        Assert.Contains("array size is [51], but cannot be greater than [50]", (await bench.GetAsync($"/api/endpoint/action_status?{many}")).Message, StringComparison.Ordinal);
        Assert.Contains("[request query.query]: definition for this key is missing", (await bench.GetAsync("/api/endpoint/action_status?agent_ids=a1&query=x")).Message, StringComparison.Ordinal);
    }

    [Theory, BothFaces]
    public async Task State_AnyResponseActionPermission_OpensIt(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        var can = bench.Kibana.AddUser("can", FakePermission.CanReadSecuritySolution, FakePermission.CanUnIsolateHost);
        var cannot = bench.Kibana.AddUser("cannot", FakePermission.CanReadSecuritySolution, FakePermission.CanReadActionsLogManagement);

        Assert.Equal("""{"data":{"canEncrypt":true}}""", (await bench.GetAsync(Bench.Actions + "/state", can)).Body.GetRawText());
        (await bench.GetAsync(Bench.Actions + "/state", cannot)).IsError(403, "Forbidden", "Endpoint authorization failure");
    }

    [Theory, BothFaces]
    public async Task Status_AnyUser_TellsTheVersion(Face face)
    {
        await using var bench = await Bench.OpenAsync(face, new FakeKibanaOptions { Version = "8.19.2" });
        var nobody = bench.Kibana.AddUser("nobody", []);

        var reply = await bench.GetAsync("/api/status", nobody);

        Assert.Equal("8.19.2", reply.Body.GetProperty("version").GetProperty("number").GetString());
        Assert.Equal("available", reply.Body.GetProperty("status").GetProperty("overall").GetProperty("level").GetString());
    }

    private static async Task<string> PendingAsync(Bench bench) =>
        (await bench.GetAsync("/api/endpoint/action_status?agent_ids=a1")).Body.GetProperty("data").GetRawText();

    private static async Task<bool> IsIsolatedAsync(Bench bench)
    {
        JsonElement host = (await bench.GetAsync(Bench.Metadata + "/a1")).Body;
        return host.GetProperty("metadata").GetProperty("Endpoint").GetProperty("state").GetProperty("isolation").GetBoolean();
    }
}
