using System.Text.Json;

namespace Elastic.ResponseActions.Testing.Tests.World;

/// <summary>What actions do to hosts, and what the hosts say of it.</summary>
public sealed class HostBehaviourTests
{
    [Theory, BothFaces]
    public async Task Isolate_WhenAnswered_ChangesHostAndMetadata(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        var host = bench.Kibana.Hosts["web-01"];
        var sent = await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""");

        bench.Pass(4.999);
        Assert.False(host.IsIsolated);
        Assert.Equal("pending", (await bench.DetailsAsync(sent)).GetProperty("status").GetString());

        bench.Pass(0.001);
        Assert.True(host.IsIsolated);
        var details = await bench.DetailsAsync(sent);
        Assert.Equal("successful", details.GetProperty("status").GetString());
        Assert.True(details.GetProperty("isCompleted").GetBoolean());
        Assert.True(details.GetProperty("wasSuccessful").GetBoolean());
        Assert.Equal("2026-01-15T10:00:05.000Z", details.GetProperty("completedAt").GetString());
        Assert.Equal("""{"a1":{"isCompleted":true,"wasSuccessful":true,"completedAt":"2026-01-15T10:00:05.000Z"}}""", details.GetProperty("agentState").GetRawText());
        var metadata = (await bench.GetAsync(Bench.Metadata + "/a1")).Body.GetProperty("metadata");
        Assert.True(metadata.GetProperty("Endpoint").GetProperty("state").GetProperty("isolation").GetBoolean());
        Assert.True(metadata.GetProperty("Endpoint").GetProperty("configuration").GetProperty("isolation").GetBoolean());
        Assert.Equal(Bench.Start.AddSeconds(5.001).ToUnixTimeMilliseconds(), metadata.GetProperty("event").GetProperty("created").GetInt64());
    }

    [Theory, BothFaces]
    public async Task Unisolate_IsolatedHost_IsReleased(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        var host = bench.Kibana.Hosts["a1"];
        host.IsIsolated = true;

        await bench.ActAsync(Bench.Unisolate, """{"endpoint_ids":["a1"]}""");
        Assert.True(host.IsIsolated);
        bench.Pass(5);

        Assert.False(host.IsIsolated);
    }

    [Theory, BothFaces]
    public async Task Isolate_IsolatedHost_IsAcceptedAndSucceeds(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.Hosts["a1"].IsIsolated = true;

        var sent = await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""");
        bench.Pass(5);

        Assert.Equal("successful", (await bench.DetailsAsync(sent)).GetProperty("status").GetString());
    }

    // pid 42 'evil.exe' (e-42), 43 protected (e-43), 44 suspended (e-44)
    [Theory]
    [InlineData(Bench.Kill, """{"pid":42}""", "ra_kill-process_success_done", null, "43 44s")]
    [InlineData(Bench.Kill, """{"entity_id":"e-42"}""", "ra_kill-process_success_done", null, "43 44s")]
    [InlineData(Bench.Kill, """{"pid":99}""", "ra_kill-process_success_no-action", null, "42 43 44s")]
    [InlineData(Bench.Kill, """{"entity_id":"e-99"}""", "ra_kill-process_error_not-found", "The process was not found", "42 43 44s")]
    [InlineData(Bench.Kill, """{"pid":43}""", "ra_kill-process_error_not-permitted", "The process is protected", "42 43 44s")]
    [InlineData(Bench.Kill, """{"pid":42.5}""", "ra_kill-process_error_invalid-input", "The input is not valid", "42 43 44s")]
    [InlineData(Bench.Suspend, """{"pid":42}""", "ra_suspend-process_success_done", null, "42s 43 44s")]
    [InlineData(Bench.Suspend, """{"entity_id":"e-42"}""", "ra_suspend-process_success_done", null, "42s 43 44s")]
    [InlineData(Bench.Suspend, """{"pid":44}""", "ra_suspend-process_success_no-action", null, "42 43 44s")]
    [InlineData(Bench.Suspend, """{"pid":99}""", "ra_suspend-process_error_not-found", "The process was not found", "42 43 44s")]
    [InlineData(Bench.Suspend, """{"entity_id":"e-99"}""", "ra_suspend-process_error_not-found", "The process was not found", "42 43 44s")]
    [InlineData(Bench.Suspend, """{"entity_id":"e-43"}""", "ra_suspend-process_error_not-permitted", "The process is protected", "42 43 44s")]
    public async Task Process_Target_IsActedOnAndReported(string route, string parameters, string code, string? error, string left)
    {
        foreach (var face in Enum.GetValues<Face>())
        {
            await using var bench = await Bench.OpenAsync(face);
            var host = bench.Kibana.Hosts["a1"]
                .AddProcess(42, "evil.exe", "e-42")
                .AddProcess(new FakeProcess { Pid = 43, EntityId = "e-43", IsProtected = true })
                .AddProcess(new FakeProcess { Pid = 44, EntityId = "e-44", IsSuspended = true });
            var sent = await bench.ActAsync(route, $$"""{"endpoint_ids":["a1"],"parameters":{{parameters}}}""");
            bench.Pass(5);
            var details = await bench.DetailsAsync(sent);

            Assert.Equal(code, details.GetProperty("outputs").GetProperty("a1").GetProperty("content").GetProperty("code").GetString());
            Assert.Equal("json", details.GetProperty("outputs").GetProperty("a1").GetProperty("type").GetString());
            Assert.Equal(error is null ? "successful" : "failed", details.GetProperty("status").GetString());
            Assert.Equal(error is null ? null : $"Endpoint action response error: {error}", details.TryGetProperty("errors", out var errors) ? errors[0].GetString() : null);
            Assert.Equal(left, string.Join(' ', host.Processes.Select(p => p.Pid + (p.IsSuspended ? "s" : ""))));
        }
    }

    [Theory, BothFaces]
    public async Task Process_FoundByPid_IsNamedInTheOutput(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.Hosts["a1"].AddProcess(42, "evil.exe", "e-42");
        var sent = await bench.ActAsync(Bench.Kill, """{"endpoint_ids":["a1"],"parameters":{"pid":42}}""");
        bench.Pass(5);

        var content = (await bench.DetailsAsync(sent)).GetProperty("outputs").GetProperty("a1").GetProperty("content");

        Assert.Equal("""{"code":"ra_kill-process_success_done","pid":42,"entity_id":"e-42","process_name":"evil.exe"}""", content.GetRawText());
    }

    [Theory, BothFaces]
    public async Task Capability_Missing_IsAcceptedByKibanaAndFailsOnTheHost(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.Hosts["a1"].AddProcess(42, "evil.exe").Capabilities = [];

        var isolate = await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""");
        var kill = await bench.ActAsync(Bench.Kill, """{"endpoint_ids":["a1"],"parameters":{"pid":42}}""");
        bench.Pass(5);

        Assert.Equal("failed", (await bench.DetailsAsync(isolate)).GetProperty("status").GetString());
        Assert.Contains("error_not-supported", (await bench.DetailsAsync(kill)).GetRawText(), StringComparison.Ordinal);
        Assert.False(bench.Kibana.Hosts["a1"].IsIsolated);
        Assert.Single(bench.Kibana.Hosts["a1"].Processes);
    }

    [Theory, BothFaces]
    public async Task Offline_HostThatReturns_AnswersAfterIt(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        var host = bench.Kibana.Hosts["a1"];
        host.GoOffline();
        var sent = await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""");

        bench.Pass(3600);
        Assert.Equal("offline", (await bench.GetAsync(Bench.Metadata + "/a1")).Body.GetProperty("host_status").GetString());
        Assert.Equal("pending", (await bench.DetailsAsync(sent)).GetProperty("status").GetString());
        host.ComeOnline();
        bench.Pass(5);

        Assert.Equal("2026-01-15T11:00:05.000Z", (await bench.DetailsAsync(sent)).GetProperty("completedAt").GetString());
    }

    [Theory, BothFaces]
    public async Task Offline_BeforeTheAnswer_LosesTheAnswerUnderWay(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        var host = bench.Kibana.Hosts["a1"];
        var sent = await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""");

        bench.Pass(3);
        host.GoOffline();
        bench.Pass(60);
        Assert.Equal("pending", (await bench.DetailsAsync(sent)).GetProperty("status").GetString());
        host.ComeOnline();
        bench.Pass(4.9);
        Assert.Equal("pending", (await bench.DetailsAsync(sent)).GetProperty("status").GetString());
        bench.Pass(0.1);

        Assert.Equal("successful", (await bench.DetailsAsync(sent)).GetProperty("status").GetString());
    }

    [Theory, BothFaces]
    public async Task Offline_PastTheExpiry_NeverGetsTheAction(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        var host = bench.Kibana.Hosts["a1"];
        host.GoOffline();
        var sent = await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""");

        bench.Clock.Advance(TimeSpan.FromDays(14.5));
        host.ComeOnline();
        bench.Pass(60);

        Assert.False(host.IsIsolated);
        Assert.Equal("failed", (await bench.DetailsAsync(sent)).GetProperty("status").GetString());
    }

    [Theory, BothFaces]
    public async Task Actions_OfTwoHosts_HappenInTheOrderOfTheirTimes(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        var host = bench.Kibana.Hosts["a1"];
        host.AnswerAfter = TimeSpan.FromSeconds(30);
        await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""");
        host.AnswerAfter = TimeSpan.FromSeconds(10);
        await bench.ActAsync(Bench.Unisolate, """{"endpoint_ids":["a1"]}""");

        bench.Pass(3600);

        Assert.True(host.IsIsolated, "the isolation is carried out last, though it was sent first");
    }

    [Theory, BothFaces]
    public async Task Unenrolled_Host_TakesTheActionAndNeverAnswers(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.Hosts["a1"].StatusOverride = "unenrolled";

        var sent = await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""");
        bench.Clock.Advance(TimeSpan.FromDays(13));

        Assert.Equal("pending", (await bench.DetailsAsync(sent)).GetProperty("status").GetString());
    }

    [Theory, BothFaces]
    public async Task Remove_HostWithAnActionUnderWay_LeavesTheActionPending(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        var sent = await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""");

        Assert.True(bench.Kibana.Hosts.Remove("a1"));
        bench.Pass(60);

        JsonElement details = await bench.DetailsAsync(sent);
        Assert.Equal("pending", details.GetProperty("status").GetString());
        Assert.Equal("""{"a1":{"name":"web-01"}}""", details.GetProperty("hosts").GetRawText());
    }
}
