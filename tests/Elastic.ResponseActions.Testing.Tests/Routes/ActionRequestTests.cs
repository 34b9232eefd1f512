using System.Text.Json;

namespace Elastic.ResponseActions.Testing.Tests.Routes;

/// <summary>What sending an action answers and stores.</summary>
public sealed class ActionRequestTests
{
    [Theory, BothFaces]
    public async Task Isolate_OneHost_AnswersPendingDetails(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);

        var reply = await bench.PostAsync(Bench.Isolate, """{"endpoint_ids":["a1"],"comment":"suspected <beacon>"}""");

        Assert.Equal(200, reply.Status);
        var id = reply.Body.GetProperty("action").GetString()!;
        Assert.True(Guid.TryParseExact(id, "D", out _));
        var expected = $$$"""
            {"id":"{{{id}}}","agentType":"endpoint","agents":["a1"],"hosts":{"a1":{"name":"web-01"}},"command":"isolate",
             "startedAt":"2026-01-15T10:00:00.000Z","isCompleted":false,"wasSuccessful":false,"isExpired":false,"status":"pending",
             "outputs":{},"agentState":{"a1":{"isCompleted":false,"wasSuccessful":false}},"createdBy":"elastic","comment":"suspected <beacon>"}
            """;
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), reply.Body.GetProperty("data")), reply.Body.GetRawText());
    }

    [Theory]
    [InlineData(Bench.Isolate, "isolate", null, true)]
    [InlineData(Bench.Unisolate, "unisolate", null, true)]
    [InlineData(Bench.Kill, "kill-process", """{"pid":7}""", false)]
    [InlineData(Bench.Suspend, "suspend-process", """{"entity_id":"e"}""", false)]
    public async Task Send_EachCommand_NamesTheActionOnTopOnlyForIsolation(string route, string command, string? parameters, bool onTop)
    {
        foreach (var face in Enum.GetValues<Face>())
        {
            await using var bench = await Bench.OpenAsync(face);
            var reply = await bench.PostAsync(route, $$"""{"endpoint_ids":["a1"]{{(parameters is null ? "" : $",\"parameters\":{parameters}")}}}""");
            var data = reply.Body.GetProperty("data");

            Assert.Equal(command, data.GetProperty("command").GetString());
            Assert.Equal(onTop, reply.Body.TryGetProperty("action", out var action));
            Assert.True(!onTop || action.GetString() == data.GetProperty("id").GetString());
            Assert.False(data.TryGetProperty("action", out _), "data of a request has no action member");
            Assert.Equal(parameters, data.TryGetProperty("parameters", out var sent) ? sent.GetRawText() : null);
        }
    }

    [Theory]
    [InlineData("hello", "hello. (WARNING: The following agent ids are not valid: [\"x\",\"b2\",\"x\"] and will not be included in action request)")]
    [InlineData(null, "(WARNING: The following agent ids are not valid: [\"x\",\"b2\",\"x\"] and will not be included in action request)")]
    [InlineData("", "(WARNING: The following agent ids are not valid: [\"x\",\"b2\",\"x\"] and will not be included in action request)")]
    public async Task Send_SomeAgentsUnknown_DropsThemAndWarnsInTheComment(string? comment, string stored)
    {
        foreach (var face in Enum.GetValues<Face>())
        {
            await using var bench = await Bench.OpenAsync(face);
            bench.Kibana.AddEndpoint("b2").HasDefend = false;
            var data = await bench.ActAsync(Bench.Isolate, $$"""{"endpoint_ids":["x","a1","b2","x","a1"]{{(comment is null ? "" : $",\"comment\":\"{comment}\"")}}}""");

            Assert.Equal("""["a1"]""", data.GetProperty("agents").GetRawText());
            Assert.Equal(stored, data.GetProperty("comment").GetString());
        }
    }

    [Theory, BothFaces]
    public async Task Send_NoAgentLeft_Is400AndStoresNothing(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.AddEndpoint("b2").HasDefend = false;

        (await bench.PostAsync(Bench.Isolate, """{"endpoint_ids":["b2","x"]}"""))
            .IsError(400, "Bad Request", "The host does not have Elastic Defend integration installed");
        Assert.Empty(bench.Kibana.Actions);
    }

    [Theory, BothFaces]
    public async Task Send_DoubleAgentsAndAlerts_CollapsesAgentsAndKeepsAlerts(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.AddEndpoint("b2");

        var data = await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["b2","a1","b2"],"alert_ids":["t2","t1","t2"],"case_ids":["c"]}""");

        Assert.Equal("""["b2","a1"]""", data.GetProperty("agents").GetRawText());
        Assert.Equal("""["t2","t1","t2"]""", data.GetProperty("alertIds").GetRawText());
        Assert.False(data.TryGetProperty("comment", out _), "nothing was dropped");
    }

    [Fact]
    public async Task Send_CaseIds_AreKeptWithTheAction()
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback);

        await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"],"case_ids":["c-1","c-2"]}""");

        Assert.Equal(["c-1", "c-2"], Assert.Single(bench.Kibana.Actions).CaseIds);
    }

    [Theory, BothFaces]
    public async Task Send_SameRequestTwice_MakesTwoActions(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);

        var first = await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""");
        var second = await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""");

        Assert.NotEqual(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
        Assert.Equal(2, bench.Kibana.Actions.Count);
    }

    [Theory, BothFaces]
    public async Task Send_SixtyFourAtOnce_MakesSixtyFourDistinctActions(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);

        var sent = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""")));

        var ids = sent.Select(data => data.GetProperty("id").GetString()!).ToHashSet();
        Assert.Equal(64, ids.Count);
        Assert.Equal(ids, bench.Kibana.Actions.Select(action => action.Id).ToHashSet());
        Assert.Equal(64, bench.Kibana.Requests.Count);
    }

    [Theory, BothFaces]
    public async Task Send_HostOfAnotherSpace_Is404From91OnAndSentBefore(Face face)
    {
        foreach (var (version, status) in new[] { ("9.4.0", 404), ("9.1.0", 404), ("9.0.3", 200), ("8.18.0", 200) })
        {
            await using var bench = await Bench.OpenAsync(face, new FakeKibanaOptions { Version = version });
            bench.Kibana.AddEndpoint("b2").Spaces = ["soc"];
            Assert.Equal(status, (await bench.PostAsync(Bench.Isolate, """{"endpoint_ids":["b2"]}""")).Status);
            Assert.Equal(200, (await bench.PostAsync("/s/soc" + Bench.Isolate, """{"endpoint_ids":["b2"]}""")).Status);
        }
    }

    [Theory]
    [InlineData(Bench.Isolate, "sentinel_one", 400, "No stack connector instance configured for [.sentinelone]")]
    [InlineData(Bench.Isolate, "crowdstrike", 400, "No stack connector instance configured for [.crowdstrike]")]
    [InlineData(Bench.Suspend, "microsoft_defender_endpoint", 405, "Action [suspend-process] not supported")]
    public async Task Send_ThirdPartyAgent_IsRefusedAsWithoutConnector(string route, string agentType, int status, string message)
    {
        foreach (var face in Enum.GetValues<Face>())
        {
            await using var bench = await Bench.OpenAsync(face);
            var parameters = route == Bench.Suspend ? ""","parameters":{"pid":1}""" : "";
            var reply = await bench.PostAsync(route, $$"""{"endpoint_ids":["a1"],"agent_type":"{{agentType}}"{{parameters}}}""");
            Assert.Equal((status, message), (reply.Status, reply.Message));
        }
    }

    [Theory, BothFaces]
    public async Task Send_TwoDefenderAgents_AreOneTooMany(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);

        (await bench.PostAsync(Bench.Isolate, """{"endpoint_ids":["a1","a2"],"agent_type":"microsoft_defender_endpoint"}"""))
            .IsError(400, "Bad Request", "[body.endpoint_ids]: Multiple agents IDs not currently supported for Microsoft Defender for Endpoint");
    }

    [Theory, BothFaces]
    public async Task Send_SameSeedAndCalls_GiveTheSameIds(Face face)
    {
        List<string> ids = [];
        foreach (var seed in new[] { 7, 7, 8 })
        {
            await using var bench = await Bench.OpenAsync(face, new FakeKibanaOptions { Seed = seed });
            ids.Add((await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""")).GetProperty("id").GetString()!);
        }
        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[0], ids[2]);
    }
}
