namespace Elastic.ResponseActions.Testing.Tests.Contract;

/// <summary>Each point where the published API description and the server disagree; the server is right.</summary>
public sealed class DiffersTests
{
    [Fact]
    public async Task RunScript_TheRouteHasAnUnderscore_AndTheDescribedOneIsNotThere()
    {
        await using var bench = await Loopback.OpenAsync();
        bench.Kibana.AddScript(new FakeScript { Id = "s-1", Name = "one" });
        const string body = """{"endpoint_ids":["a1"],"agent_type":"endpoint","parameters":{"scriptId":"s-1"}}""";

        (await bench.PostAsync("/api/endpoint/action/runscript", body)).IsError(404, "Not Found", "Not Found");
        Assert.Equal("runscript", (await bench.ActAsync("/api/endpoint/action/run_script", body)).GetProperty("command").GetString());
    }

    [Fact]
    public async Task Execute_TimeoutIsInSeconds_AndFourHoursWhereLeftOut()
    {
        await using var bench = await Loopback.OpenAsync();

        var sent = await bench.ActAsync("/api/endpoint/action/execute", """{"endpoint_ids":["a1"],"parameters":{"command":"ls"}}""");
        var given = await bench.ActAsync("/api/endpoint/action/execute", """{"endpoint_ids":["a1"],"parameters":{"command":"ls","timeout":60}}""");

        Assert.Equal((14_400, 60), (sent.GetProperty("parameters").GetProperty("timeout").GetInt32(), given.GetProperty("parameters").GetProperty("timeout").GetInt32()));
    }

    [Fact]
    public async Task Isolate_AnswersAnIsolationThatIsPending_NotACompletedSuspension()
    {
        await using var bench = await Loopback.OpenAsync();

        var reply = await bench.PostAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""");

        var data = reply.Body.GetProperty("data");
        Assert.Equal(("isolate", "pending", false), (data.GetProperty("command").GetString(), data.GetProperty("status").GetString(), data.GetProperty("isCompleted").GetBoolean()));
        Assert.Equal(reply.Body.GetProperty("action").GetString(), data.GetProperty("id").GetString());
        Assert.False(data.TryGetProperty("action", out _));
    }

    [Fact]
    public async Task Details_SpellIsCompleted_NotIsComplete()
    {
        await using var bench = await Loopback.OpenAsync();

        var details = await bench.DetailsAsync(await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}"""));

        Assert.True(details.TryGetProperty("isCompleted", out _));
        Assert.False(details.TryGetProperty("isComplete", out _));
        Assert.True(details.GetProperty("agentState").GetProperty("a1").TryGetProperty("isCompleted", out _));
    }

    [Theory]
    [InlineData(10_000, 200)]
    [InlineData(10_001, 400)]
    public async Task ActionList_PageSize_GoesTo10000AndStatusesAreKnown(int pageSize, int status)
    {
        await using var bench = await Loopback.OpenAsync();
        await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""");

        Assert.Equal(status, (await bench.GetAsync($"{Bench.Actions}?pageSize={pageSize}&statuses=pending")).Status);
    }

    [Fact]
    public async Task ActionStatus_ParameterIsFlat_AndTheAnswerAList()
    {
        await using var bench = await Loopback.OpenAsync();
        await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""");

        var reply = await bench.GetAsync("/api/endpoint/action_status?agent_ids=a1");

        Assert.Equal("""{"data":[{"agent_id":"a1","pending_actions":{"isolate":1}}]}""", reply.Body.GetRawText());
        Assert.Equal(400, (await bench.GetAsync("/api/endpoint/action_status?query=%7B%22agent_ids%22%3A%5B%22a1%22%5D%7D")).Status);
    }

    [Theory]
    [InlineData("", 200)]
    [InlineData("?page=0&pageSize=10000", 200)]
    [InlineData("?pageSize=10001", 400)]
    [InlineData("?hostStatuses=%5B%22unhealthy%22%5D", 200)]
    [InlineData("?hostStatuses=%5B%22unenrolled%22%5D", 400)]
    public async Task Metadata_HostStatusesAreOptional_AndPagesCountFromZero(string query, int status)
    {
        await using var bench = await Loopback.OpenAsync();

        var reply = await bench.GetAsync(Bench.Metadata + query);

        Assert.Equal(status, reply.Status);
        if (status == 200)
            Assert.Equal(0, reply.Body.GetProperty("page").GetInt32());
    }
}
