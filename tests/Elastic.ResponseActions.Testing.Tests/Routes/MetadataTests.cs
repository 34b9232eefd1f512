using System.Text.Json;

namespace Elastic.ResponseActions.Testing.Tests.Routes;

/// <summary>Hosts as Kibana shows them.</summary>
public sealed class MetadataTests
{
    [Theory, BothFaces]
    public async Task Get_Host_IsNotWrappedAndHasTheKnownShape(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        var host = bench.Kibana.Hosts["web-01"];
        (host.HostId, host.AgentVersion, host.Capabilities) = ("h-1", "9.2.0", ["isolation"]);

        var reply = await bench.GetAsync(Bench.Metadata + "/a1");

        var created = Bench.Start.ToUnixTimeMilliseconds();
        var expected = $$$"""
            {"metadata":{"@timestamp":{{{created}}},"agent":{"id":"a1","version":"9.2.0","type":"endpoint"},"elastic":{"agent":{"id":"a1"}},
             "Endpoint":{"status":"enrolled","capabilities":["isolation"],"configuration":{"isolation":false},"state":{"isolation":false},
              "policy":{"applied":{"id":"policy-a1","name":"default","status":"success","version":1,"endpoint_policy_version":1} } },
             "host":{"id":"h-1","name":"web-01","hostname":"web-01","architecture":"x86_64","ip":["192.0.2.1"],
              "os":{"name":"Windows","type":"windows","platform":"windows","full":"Windows Server 2022"}},
             "event":{"id":"metadata-a1-{{{created}}}","kind":"metric","created":{{{created}}} }},
             "host_status":"healthy",
             "policy_info":{"agent":{"applied":{"id":"agent-policy-a1","revision":1},"configured":{"id":"agent-policy-a1","revision":1}},"endpoint":{"id":"policy-a1","revision":1}},
             "last_checkin":"2026-01-15T10:00:00.000Z"}
            """;
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), reply.Body), reply.Body.GetRawText());
    }

    [Fact]
    public async Task LastCheckin_OfAConnectedAgent_FollowsTheClock()
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback);
        bench.Pass(100);
        Assert.Equal("2026-01-15T10:01:30.000Z", await CheckinAsync());

        bench.Pass(25);
        bench.Kibana.Hosts["a1"].GoOffline();
        bench.Pass(3600);
        Assert.Equal("2026-01-15T10:02:00.000Z", await CheckinAsync());

        bench.Kibana.Hosts["a1"].ComeOnline();
        Assert.Equal("2026-01-15T11:02:05.000Z", await CheckinAsync());

        async Task<string?> CheckinAsync() => (await bench.GetAsync(Bench.Metadata + "/a1")).Body.GetProperty("last_checkin").GetString();
    }

    [Theory, BothFaces]
    public async Task Get_HostThatTheApiDoesNotKnow_IsTheRightError(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.AddEndpoint("fleet-only").HasDefend = false;
        bench.Kibana.AddEndpoint("elsewhere").Spaces = ["soc"];
        bench.Kibana.AddEndpoint("gone").StatusOverride = "unenrolled";

        (await bench.GetAsync(Bench.Metadata + "/zz")).IsError(404, "Not Found", "Endpoint with id zz not found");
        (await bench.GetAsync(Bench.Metadata + "/fleet-only")).IsError(404, "Not Found", "Endpoint with id fleet-only not found");
        (await bench.GetAsync(Bench.Metadata + "/elsewhere")).IsError(404, "Not Found", "Endpoint with id elsewhere not found");
        (await bench.GetAsync(Bench.Metadata + "/gone")).IsError(400, "Bad Request", "Endpoint with id gone (Fleet agent id gone) is unenrolled");
        Assert.Equal(200, (await bench.GetAsync($"/s/soc{Bench.Metadata}/elsewhere")).Status);
    }

    [Theory]
    [InlineData("", "c3 b2 a1")]
    [InlineData("sortDirection=asc", "a1 b2 c3")]
    [InlineData("page=0&pageSize=2", "c3 b2")]
    [InlineData("page=1&pageSize=2", "a1")]
    [InlineData("page=2&pageSize=2", "")]
    [InlineData("hostStatuses=%5B%22offline%22%5D", "b2")]
    [InlineData("hostStatuses=offline&hostStatuses=healthy", "c3 b2 a1")]
    [InlineData("sortField=metadata.host.hostname&sortDirection=asc", "c3 b2 a1")]
    public async Task List_Query_PagesFromZeroAndSorts(string query, string expected)
    {
        foreach (var face in Enum.GetValues<Face>())
        {
            await using var bench = await WithThreeAsync(face);
            var reply = await bench.GetAsync($"{Bench.Metadata}?{query}");
            Assert.Equal(200, reply.Status);
            var shown = reply.Body.GetProperty("data").EnumerateArray().Select(h => h.GetProperty("metadata").GetProperty("agent").GetProperty("id").GetString());
            Assert.Equal(expected, string.Join(' ', shown));
        }
    }

    [Theory, BothFaces]
    public async Task List_Answer_EchoesWhatItDid(Face face)
    {
        await using var bench = await WithThreeAsync(face);

        var body = (await bench.GetAsync(Bench.Metadata)).Body;

        Assert.Equal(["data", "page", "pageSize", "sortField", "sortDirection", "total"], body.EnumerateObject().Select(m => m.Name));
        Assert.Equal((0, 10, 3), (body.GetProperty("page").GetInt32(), body.GetProperty("pageSize").GetInt32(), body.GetProperty("total").GetInt32()));
        Assert.Equal(("enrolled_at", "desc"), (body.GetProperty("sortField").GetString(), body.GetProperty("sortDirection").GetString()));
    }

    [Theory, BothFaces]
    public async Task List_NoHost_IsEmptyAndNoError(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.Hosts.Remove("a1");

        var reply = await bench.GetAsync(Bench.Metadata);

        Assert.Equal((200, 0), (reply.Status, reply.Body.GetProperty("total").GetInt32()));
    }

    [Theory]
    [InlineData("hostStatuses=healthy", 400, "[request query.hostStatuses]: could not parse array value from json input")]
    [InlineData("page=-1", 400, "[request query.page]: Value must be equal to or greater than [0].")]
    [InlineData("pageSize=0", 400, "[request query.pageSize]: Value must be equal to or greater than [1].")]
    public async Task List_BadQuery_IsRefused(string query, int status, string message)
    {
        foreach (var face in Enum.GetValues<Face>())
        {
            await using var bench = await Bench.OpenAsync(face);
            var reply = await bench.GetAsync($"{Bench.Metadata}?{query}");
            Assert.Equal((status, message), (reply.Status, reply.Message));
        }
    }

    private static async Task<Bench> WithThreeAsync(Face face)
    {
        var bench = await Bench.OpenAsync(face);
        bench.Pass(1);
        bench.Kibana.AddEndpoint("b2", name: "db-01").GoOffline();
        bench.Pass(1);
        bench.Kibana.AddEndpoint("c3", name: "app-01");
        bench.Kibana.AddEndpoint("no-defend").HasDefend = false;
        bench.Kibana.AddEndpoint("gone").StatusOverride = "unenrolled";
        return bench;
    }

    [Theory]
    [InlineData("united.endpoint.host.os.name : \"Windows\"", "a1")]
    [InlineData("not united.endpoint.host.os.type : windows", "b2")]
    [InlineData("united.endpoint.agent.id : (a1 or b2) and united.endpoint.Endpoint.state.isolation : true", "b2")]
    [InlineData("united.endpoint.host.hostname : web*", "a1")]
    [InlineData("united.agent.agent.id : b2", "b2")]
    [InlineData("united.endpoint.host.name : nobody", "")]
    public async Task List_Kuery_FindsTheHostsItNames(string kuery, string found)
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback);
        bench.Kibana.AddEndpoint("b2").IsIsolated = true;

        var reply = await bench.GetAsync($"{Bench.Metadata}?kuery={Uri.EscapeDataString(kuery)}");

        Assert.Equal(200, reply.Status);
        Assert.Equal(found, string.Join(',', reply.Body.GetProperty("data").EnumerateArray().Select(host => host.GetProperty("metadata").GetProperty("agent").GetProperty("id").GetString())));
    }

    [Theory, BothFaces]
    public async Task List_BrokenKuery_IsRefusedWithThePlace(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);

        var reply = await bench.GetAsync($"{Bench.Metadata}?kuery={Uri.EscapeDataString("a : (b")}");

        Assert.Equal(400, reply.Status);
        Assert.StartsWith("KQLSyntaxError", reply.Message, StringComparison.Ordinal);
    }
}
