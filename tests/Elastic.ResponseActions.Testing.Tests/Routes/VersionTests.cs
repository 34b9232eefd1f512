namespace Elastic.ResponseActions.Testing.Tests.Routes;

/// <summary>What follows the release: routes, commands, checks, quirks.</summary>
public sealed class VersionTests
{
    private const string Endpoint = """{"endpoint_ids":["a1"],"parameters":{"scriptId":"s"},"agent_type":"endpoint"}""";
    private const string CrowdStrike = """{"endpoint_ids":["a1"],"parameters":{"raw":"ls"},"agent_type":"crowdstrike"}""";
    private const string Defender = """{"endpoint_ids":["a1"],"parameters":{"scriptName":"s"},"agent_type":"microsoft_defender_endpoint"}""";
    private const string SentinelOne = """{"endpoint_ids":["a1"],"parameters":{"scriptId":"s"},"agent_type":"sentinel_one"}""";
    private const string Path = """{"endpoint_ids":["a1"],"parameters":{"path":"/x"}}""";
    private const string Off = "Elastic Defend runscript operation is not enabled";
    private const string NotSupported = "Action [runscript] not supported";

    [Theory]
    [InlineData("8.9.0", "execute", """{"endpoint_ids":["a1"],"parameters":{"command":"x"}}""", 200, null)]
    [InlineData("8.9.0", "running_procs", """{"endpoint_ids":["a1"]}""", 200, null)]
    [InlineData("8.14.3", "scan", Path, 404, "Not Found")]
    [InlineData("8.15.0", "scan", Path, 200, null)]
    [InlineData("8.17.0", "run_script", CrowdStrike, 404, "Not Found")]
    [InlineData("8.18.0", "run_script", CrowdStrike, 400, "No stack connector instance configured for [.crowdstrike]")]
    [InlineData("9.0.0", "run_script", CrowdStrike, 400, "No stack connector instance configured for [.crowdstrike]")]
    [InlineData("9.0.0", "run_script", Defender, 405, NotSupported)]
    [InlineData("8.18.0", "run_script", Defender, 405, NotSupported)]
    [InlineData("8.19.0", "run_script", Defender, 400, "No stack connector instance configured for [.microsoft_defender_endpoint]")]
    [InlineData("9.1.0", "run_script", Defender, 400, "No stack connector instance configured for [.microsoft_defender_endpoint]")]
    [InlineData("9.1.0", "run_script", SentinelOne, 405, NotSupported)]
    [InlineData("9.2.0", "run_script", SentinelOne, 400, "No stack connector instance configured for [.sentinelone]")]
    [InlineData("9.3.0", "run_script", Endpoint, 400, Off)]
    [InlineData("9.4.0", "run_script", Endpoint, 404, "Script with id s not found")]
    [InlineData("9.4.0", "runscript", Endpoint, 404, "Not Found")]
    [InlineData("9.2.0", "memory_dump", """{"endpoint_ids":["a1"],"parameters":{"type":"kernel"}}""", 404, "Not Found")]
    [InlineData("9.3.0", "memory_dump", """{"endpoint_ids":["a1"],"parameters":{"type":"kernel"}}""", 200, null)]
    [InlineData("9.1.0", "cancel", """{"endpoint_ids":["a1"],"parameters":{"id":"x"}}""", 404, "Not Found")]
    [InlineData("9.2.0", "cancel", """{"endpoint_ids":["a1"],"parameters":{"id":"x"}}""", 400, "Action [cancel] not supported")]
    [InlineData("8.17.0", "isolate", """{"endpoint_ids":["a1"],"agent_type":"crowdstrike"}""", 400, "[request body.agent_type]: feature is disabled")]
    [InlineData("9.4.0", "suspend_process", """{"endpoint_ids":["a1"],"agent_type":"crowdstrike","parameters":{"pid":1}}""", 405, "Action [suspend-process] not supported")]
    [InlineData("9.4.0", "run_script", """{"endpoint_ids":["a1"],"parameters":{},"agent_type":"crowdstrike"}""", 400, "[request body]: At least one of Raw, HostPath, or CloudFile must be provided")]
    [InlineData("9.4.0", "isolate", """{"endpoint_ids":["a1","b2"],"agent_type":"microsoft_defender_endpoint"}""", 400, "[body.endpoint_ids]: Multiple agents IDs not currently supported for Microsoft Defender for Endpoint")]
    public async Task Command_InARelease_IsTakenOrRefused(string version, string segment, string body, int status, string? message)
    {
        foreach (var face in Enum.GetValues<Face>())
        {
            await using var bench = await Bench.OpenAsync(face, new FakeKibanaOptions { Version = version });
            var reply = await bench.PostAsync($"/api/endpoint/action/{segment}", body);
            Assert.Equal(status, reply.Status);
            if (message is not null)
                Assert.Equal(message, reply.Message);
        }
    }

    [Theory]
    [InlineData("9.4.0", 200)]
    [InlineData("9.5.0", 400)]
    public async Task UpperBounds_AreTheNewestReleases(string version, int status)
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback, new FakeKibanaOptions { Version = version });
        string[] bodies =
        [
            $$"""{"endpoint_ids":["a1","{{new string('x', 257)}}"]}""",
            $$"""{"endpoint_ids":["a1"],"comment":"{{new string('x', 30_001)}}"}""",
            $$"""{"endpoint_ids":["a1"{{string.Concat(Enumerable.Repeat(",\"a1\"", 250))}}]}""",
            $$"""{"endpoint_ids":["a1"],"alert_ids":["x"{{string.Concat(Enumerable.Repeat(",\"x\"", 50))}}]}""",
        ];

        foreach (var body in bodies)
            Assert.Equal(status, (await bench.PostAsync(Bench.Isolate, body)).Status);
    }

    [Theory]
    [InlineData("8.18.0", 308)]
    [InlineData("9.0.0", 404)]
    public async Task OldRoute_Before90_SaysWhereItHasMoved(string version, int status)
    {
        await using var bench = await Bench.OpenAsync(Face.InMemory, new FakeKibanaOptions { Version = version });

        var reply = await bench.PostAsync("/s/soc/api/endpoint/isolate", "{}");

        Assert.Equal(status, reply.Status);
        if (status == 308)
            Assert.Equal("/s/soc/api/endpoint/action/isolate", reply.Headers["location"]);
        Assert.Empty(bench.Kibana.Actions);
    }

    [Theory, BothFaces]
    public async Task Version_ChangedWhileRunning_CountsFromTheNextRequest(Face face)
    {
        await using var bench = await Bench.OpenAsync(face, new FakeKibanaOptions { Version = "9.2.0" });
        var body = """{"endpoint_ids":["a1"],"parameters":{"type":"kernel"}}""";
        Assert.Equal(404, (await bench.PostAsync("/api/endpoint/action/memory_dump", body)).Status);

        bench.Kibana.Version = "9.4.1";

        Assert.Equal(200, (await bench.PostAsync("/api/endpoint/action/memory_dump", body)).Status);
        Assert.Equal("9.4.1", (await bench.GetAsync("/api/status")).Body.GetProperty("version").GetProperty("number").GetString());
        Assert.Throws<ArgumentException>(() => bench.Kibana.Version = "7.17.0");
        Assert.Throws<ArgumentException>(() => new FakeKibana(new FakeKibanaOptions { Version = "8.8.0" }));
    }

    [Theory, BothFaces]
    public async Task VendorAgent_WithConnector_AnswersWhenKibanaAsks(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.AddVendorHost("s1", AgentType.SentinelOne).AddProcess(9, "evil");

        var sent = await bench.ActAsync(Bench.Kill, """{"endpoint_ids":["s1"],"agent_type":"sentinel_one","parameters":{"process_name":"evil"}}""");
        bench.Pass(59);
        Assert.Equal("pending", (await bench.DetailsAsync(sent)).GetProperty("status").GetString());
        bench.Pass(1);

        var details = await bench.DetailsAsync(sent);
        Assert.Equal(("successful", "sentinel_one"), (details.GetProperty("status").GetString(), details.GetProperty("agentType").GetString()));
        Assert.Empty(bench.Kibana.Hosts["s1"].Processes);
        Assert.Equal(404, (await bench.GetAsync($"{Bench.Metadata}/s1")).Status);
        Assert.Equal(1, (await bench.GetAsync(Bench.Actions + "?agentTypes=sentinel_one")).Body.GetProperty("total").GetInt32());
        Assert.Equal(404, (await bench.PostAsync(Bench.Isolate, """{"endpoint_ids":["nowhere"],"agent_type":"sentinel_one"}""")).Status);
    }

    [Theory, BothFaces]
    public async Task Internal_Routes_AreRefusedWithoutTheirHeader(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);

        (await bench.GetAsync("/internal/api/endpoint/anything"))
            .IsError(400, "Bad Request", "uri [/internal/api/endpoint/anything] with method [get] exists but is not available with the current configuration");
        Assert.Equal(404, (await bench.SendAsync(HttpMethod.Get, "/internal/x", null, change: request => request.Headers.Add("x-elastic-internal-origin", "x"))).Status);
    }
}
