namespace Elastic.ResponseActions.Testing.Tests.Contract;

/// <summary>Which agent type takes which command by request: the whole matrix, command by command, as release 9.4 has it.</summary>
public sealed class SupportMatrixTests
{
    // In the order endpoint, sentinel_one, crowdstrike, microsoft_defender_endpoint.
    [Theory]
    [InlineData("isolate", "isolate", "", 200, 200, 200, 200)]
    [InlineData("unisolate", "unisolate", "", 200, 200, 200, 200)]
    [InlineData("kill_process", "kill-process", """{"pid":4}|{"process_name":"p"}|{"pid":4}|{"pid":4}""", 200, 200, 405, 405)]
    [InlineData("suspend_process", "suspend-process", """{"pid":4}""", 200, 405, 405, 405)]
    [InlineData("running_procs", "running-processes", "", 200, 200, 405, 405)]
    [InlineData("get_file", "get-file", """{"path":"/x"}""", 200, 200, 405, 405)]
    [InlineData("execute", "execute", """{"command":"ls"}""", 200, 405, 405, 405)]
    [InlineData("scan", "scan", """{"path":"/x"}""", 200, 405, 405, 405)]
    [InlineData("run_script", "runscript", """{"scriptId":"s-1"}|{"scriptId":"x"}|{"raw":"x"}|{"scriptName":"x"}""", 200, 200, 200, 200)]
    [InlineData("memory_dump", "memory-dump", """{"type":"kernel"}""", 200, 405, 405, 405)]
    [InlineData("cancel", "cancel", """{"id":"{action}"}""", 400, 400, 400, 200)]
    public async Task Command_EachAgentType_IsTakenOrRefused(string segment, string command, string parameters, int endpoint, int sentinelOne, int crowdStrike, int defender)
    {
        await using var bench = await Loopback.OpenAsync();
        bench.Kibana.AddScript(new FakeScript { Id = "s-1", Name = "one" });
        bench.Kibana.Hosts["a1"].AnswerAfter = Timeout.InfiniteTimeSpan;
        (string Type, int Status)[] row = [("endpoint", endpoint), ("sentinel_one", sentinelOne), ("crowdstrike", crowdStrike), ("microsoft_defender_endpoint", defender)];
        foreach (var (type, _) in row[1..])
            bench.Kibana.AddEndpoint(type).AgentType = new AgentType(type);
        bench.Kibana.Connectors = [.. row[1..].Select(column => new AgentType(column.Type))];
        var other = await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["microsoft_defender_endpoint"],"agent_type":"microsoft_defender_endpoint"}""");

        var forms = parameters.Split('|');
        for (var i = 0; i < row.Length; i++)
        {
            var (type, status) = row[i];
            var form = forms[Math.Min(i, forms.Length - 1)].Replace("{action}", other.GetProperty("id").GetString(), StringComparison.Ordinal);
            var sent = form.Length == 0 ? "" : $",\"parameters\":{form}";
            var reply = await bench.PostAsync($"/api/endpoint/action/{segment}", $$"""{"endpoint_ids":["{{(i == 0 ? "a1" : type)}}"],"agent_type":"{{type}}"{{sent}} }""");

            Assert.True(status == reply.Status, $"{command} on {type}: {reply.Status} {reply.Body}");
            if (status == 200)
                Assert.Equal((command, type), (reply.Body.GetProperty("data").GetProperty("command").GetString(), reply.Body.GetProperty("data").GetProperty("agentType").GetString()));
            else
                Assert.EndsWith($"Action [{command}] not supported", reply.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("endpoint", 200)]
    [InlineData("sentinel_one", 405)]
    [InlineData("crowdstrike", 405)]
    [InlineData("microsoft_defender_endpoint", 405)]
    public async Task Upload_EachAgentType_IsTakenOrRefused(string type, int status)
    {
        await using var bench = await Loopback.OpenAsync();

        var reply = await bench.PostFormAsync("/api/endpoint/action/upload", ("file", "x", "x.txt"), ("parameters", "{}", null), ("endpoint_ids", "[\"a1\"]", null), ("agent_type", type, null));

        Assert.Equal(status, reply.Status);
    }

    [Theory]
    [InlineData("sentinel_one", ".sentinelone")]
    [InlineData("crowdstrike", ".crowdstrike")]
    [InlineData("microsoft_defender_endpoint", ".microsoft_defender_endpoint")]
    public async Task VendorAgent_WithoutConnector_Is400WithItsType(string type, string connector)
    {
        await using var bench = await Loopback.OpenAsync();
        bench.Kibana.AddEndpoint("v1").AgentType = new AgentType(type);

        (await bench.PostAsync(Bench.Isolate, $$"""{"endpoint_ids":["v1"],"agent_type":"{{type}}"}""")).IsError(400, "Bad Request", $"No stack connector instance configured for [{connector}]");
    }

    // Only these pairs leave a file.
    [Theory]
    [InlineData("isolate", "", false)]
    [InlineData("get_file", ""","parameters":{"path":"/x"}""", true)]
    [InlineData("execute", ""","parameters":{"command":"ls"}""", true)]
    [InlineData("running_procs", "", false)]
    [InlineData("scan", ""","parameters":{"path":"/x"}""", false)]
    [InlineData("run_script", ""","agent_type":"endpoint","parameters":{"scriptId":"s-1"}""", true)]
    public async Task Output_OfACommandOnElasticDefend_HasADownloadOrNot(string segment, string more, bool hasFile)
    {
        await using var bench = await Loopback.OpenAsync();
        bench.Kibana.Hosts["a1"].AddFile("/x", "x").CommandResults["ls"] = new("x");
        bench.Kibana.AddScript(new FakeScript { Id = "s-1", Name = "one" });

        var sent = await bench.ActAsync($"/api/endpoint/action/{segment}", $$"""{"endpoint_ids":["a1"]{{more}} }""");
        bench.Pass(5);

        var details = await bench.DetailsAsync(sent);
        var id = sent.GetProperty("id").GetString();
        Assert.Equal("successful", details.GetProperty("status").GetString());
        Assert.Equal(
            hasFile ? $"/api/endpoint/action/{id}/file/{id}.a1/download" : null,
            details.GetProperty("outputs").TryGetProperty("a1", out var output) && output.GetProperty("content").TryGetProperty("downloadUri", out var uri) ? uri.GetString() : null);
        Assert.Equal(hasFile ? 200 : 400, (await bench.GetAsync($"/api/endpoint/action/{id}/file/{id}.a1/download")).Status);
    }
}
