using Elastic.ResponseActions.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Elastic.ResponseActions.Tests.Kibana;

public sealed class RoutesTests
{
    private static readonly KibanaOptions Options = new() { Address = new Uri("https://kibana.example"), SpaceId = "ops", MaxReadRetries = 0 };

    private const string Details = """
        {"data":{"id":"9f0c","agentType":"endpoint","agents":["a1"],"hosts":{"a1":{"name":"web-01"}},"command":"kill-process","startedAt":"2026-01-15T10:00:00.000Z",
        "isCompleted":true,"completedAt":1768471205000,"wasSuccessful":true,"isExpired":false,"status":"levitating","outputs":{"a1":{"type":"json","content":{"code":"ra_kill-process_success_done","pid":7}}},
        "agentState":{"a1":{"isCompleted":true,"wasSuccessful":true,"errors":["x"]}},"createdBy":"analyst","comment":"c","ruleId":"r","alertIds":["1","2"],"future":{"x":1}}}
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static (ResponseActionsClient Client, ScriptedTransport Transport) Answering(int status, string body, string type = "application/json")
    {
        var transport = new ScriptedTransport(_ => FaultTransport.Answer(status, body, type));
        return (new ResponseActionsClient(transport, Options), transport);
    }

    [Fact]
    public async Task GetAsync_Action_ReadsEveryMemberAndKeepsTheUnknown()
    {
        var (client, transport) = Answering(200, Details);

        var action = await client.Actions.GetAsync("9f0c", Stop);

        Assert.NotNull(action);
        Assert.Equal(ResponseActionCommand.KillProcess, action.Command);
        Assert.Equal(["a1"], action.Agents);
        Assert.Equal(new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero), action.StartedAt);
        Assert.Equal(new DateTimeOffset(2026, 1, 15, 10, 0, 5, TimeSpan.Zero), action.CompletedAt);
        Assert.Equal("levitating", action.Status.Name);
        Assert.Equal("ra_kill-process_success_done", action.Outputs["a1"].Code);
        Assert.Equal(["x"], action.AgentStates["a1"].Errors);
        Assert.Equal(["1", "2"], action.AlertIds);
        Assert.Equal(1, action.Json.GetProperty("future").GetProperty("x").GetInt32());
        var request = Assert.Single(transport.Requests);
        Assert.Equal("GET /s/ops/api/endpoint/action/9f0c", request.ToString());
        Assert.Contains(new("elastic-api-version", "2023-10-31"), request.Headers);
    }

    [Fact]
    public async Task GetAsync_UnknownAction_IsNull()
    {
        var (client, _) = Answering(404, """{"statusCode":404,"error":"Not Found","message":"Action with id '9f0c' not found."}""");

        Assert.Null(await client.Actions.GetAsync("9f0c", Stop));
    }

    [Fact]
    public async Task GetAsync_UnknownRoute_IsAnErrorNotAnAbsence()
    {
        var (client, _) = Answering(404, """{"statusCode":404,"error":"Not Found","message":"Not Found"}""");

        var error = await Assert.ThrowsAsync<ResponseActionsException>(async () => await client.Actions.GetAsync("9f0c", Stop));

        Assert.Equal("GET /s/ops/api/endpoint/action/9f0c failed with 404 NotFound: Not Found", error.Message);
        Assert.Equal(404, error.StatusCode);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a/b")]
    [InlineData("a%2fb")]
    [InlineData("a?b")]
    [InlineData("a#b")]
    [InlineData("a\\b")]
    [InlineData("a\r\nb")]
    [InlineData("ä")]
    public async Task GetAsync_IdThatCouldChangeThePath_IsRefusedUnsent(string id)
    {
        var (client, transport) = Answering(200, Details);

        await Assert.ThrowsAsync<ArgumentException>(async () => await client.Actions.GetAsync(id, Stop));
        await Assert.ThrowsAsync<ArgumentException>(async () => await client.Endpoints.GetAsync(new EndpointId(id), Stop));

        Assert.Empty(transport.Requests);
    }

    [Fact]
    public async Task GetAsync_LongId_IsRefused()
    {
        var (client, transport) = Answering(200, Details);

        await Assert.ThrowsAsync<ArgumentException>(async () => await client.Actions.GetAsync(new string('a', 129), Stop));

        Assert.Empty(transport.Requests);
    }

    [Theory]
    [InlineData("""{"data":{"id":"1","command":"isolate","agents":["a"],"agents":["b"]}}""")]
    [InlineData("""{"data":{"id":"1","command":"isolate","\u0069d":"2"}}""")]
    [InlineData("""{"data":{"command":"isolate"}}""")]
    [InlineData("""{"data":{"id":"1"}}""")]
    [InlineData("""{"data":[]}""")]
    [InlineData("""[]""")]
    [InlineData("""{"data":{"id":"1","command":"isolate"}""")]
    [InlineData("")]
    public async Task GetAsync_AnswerThatIsNoAction_Throws(string body)
    {
        var (client, _) = Answering(200, body);

        var error = await Assert.ThrowsAsync<ResponseActionsException>(async () => await client.Actions.GetAsync("1", Stop));

        Assert.Contains("Check that the address is Kibana's", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_DeepJson_Throws()
    {
        var (client, _) = Answering(200, $$"""{"data":{{string.Concat(Enumerable.Repeat("[", 70))}}{{string.Concat(Enumerable.Repeat("]", 70))}}}""");

        await Assert.ThrowsAsync<ResponseActionsException>(async () => await client.Actions.GetAsync("1", Stop));
    }

    [Fact]
    public async Task GetAsync_LoginPage_IsNoSuccess()
    {
        var (client, _) = Answering(200, "<html>log in</html>", "text/html");

        var error = await Assert.ThrowsAsync<ResponseActionsException>(async () => await client.Actions.GetAsync("1", Stop));

        Assert.StartsWith("GET /s/ops/api/endpoint/action/1 answered 200, but not with JSON.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListAsync_Query_IsWrittenAsKibanaWantsIt()
    {
        var (client, transport) = Answering(200, """{"page":1,"data":[{"id":"1","command":"isolate"}],"total":7}""");

        var page = await client.Actions.ListAsync(
            new ActionQuery { AgentIds = ["a1", "a2"], Commands = [ResponseActionCommand.KillProcess], StartDate = new DateTimeOffset(2026, 1, 15, 11, 0, 0, TimeSpan.FromHours(1)) }, Stop);

        Assert.Equal(7, page.Total);
        Assert.Equal("1", Assert.Single(page.Actions).Id);
        Assert.Equal(
            [new("page", "1"), new("pageSize", "10"), new("agentIds", "a1"), new("agentIds", "a2"), new("commands", "kill-process"), new("startDate", "2026-01-15T10:00:00.000Z")],
            Assert.Single(transport.Requests).Query);
    }

    [Fact]
    public async Task ListAsync_NoActionEverStored_IsEmpty()
    {
        var (client, _) = Answering(404, """{"statusCode":404,"error":"Not Found","message":"index_not_found_exception"}""");

        Assert.Empty((await client.Actions.ListAsync(new ActionQuery(), Stop)).Actions);
    }

    [Fact]
    public async Task ListAsync_ItemThatIsNoAction_ThrowsInsteadOfHidingIt()
    {
        var (client, _) = Answering(200, """{"data":[{"id":"1","command":"isolate"},{"id":2}],"total":2}""");

        await Assert.ThrowsAsync<ResponseActionsException>(async () => await client.Actions.ListAsync(new ActionQuery(), Stop));
    }

    [Fact]
    public async Task GetAsync_Endpoint_ReadsNumbersAsTextAndMissingAsUnknown()
    {
        var (client, _) = Answering(200, """
            {"metadata":{"agent":{"id":"x","version":9,"type":"endpoint"},"elastic":{"agent":{"id":"a1"}},"Endpoint":{"capabilities":["isolation","teleport"],"state":{"isolation":true}},
            "host":{"id":"h1","name":"web-01","hostname":"web-01.local","os":{"type":"linux"}}},"host_status":"healthy","last_checkin":1768471200000}
            """);

        var endpoint = await client.Endpoints.GetAsync(new EndpointId("a1"), Stop);

        Assert.NotNull(endpoint);
        Assert.Equal(("9", "h1", "web-01", "web-01.local", "linux"), (endpoint.AgentVersion, endpoint.HostId, endpoint.HostName, endpoint.HostHostname, endpoint.OsType));
        Assert.True(endpoint.Isolated);
        Assert.Equal(HostStatus.Healthy, endpoint.HostStatus);
        Assert.Equal(["isolation", "teleport"], endpoint.Capabilities.Select(static c => c.Name));
        Assert.Equal(new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero), endpoint.LastSeen);
    }

    [Fact]
    public async Task GetAsync_EndpointUnknownOrUnenrolledOrAnother_AreToldApart()
    {
        var (unknown, _) = Answering(404, """{"statusCode":404,"error":"Not Found","message":"Endpoint with id a1 not found"}""");
        var (unenrolled, _) = Answering(400, """{"statusCode":400,"error":"Bad Request","message":"Endpoint with id a1 (Fleet agent id a1) is unenrolled"}""");
        var (another, _) = Answering(200, """{"metadata":{"agent":{"id":"b2"}}}""");
        var id = new EndpointId("a1");

        Assert.Null(await unknown.Endpoints.GetAsync(id, Stop));
        Assert.Equal(HostStatus.Unenrolled, (await unenrolled.Endpoints.GetAsync(id, Stop))?.HostStatus);
        var error = await Assert.ThrowsAsync<ResponseActionsException>(async () => await another.Endpoints.GetAsync(id, Stop));
        Assert.Contains("about another endpoint", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListAsync_Endpoints_SendsStatusesAsOneJsonArray()
    {
        var (client, transport) = Answering(200, """{"data":[],"total":0}""");

        await client.Endpoints.ListAsync(new EndpointQuery { HostStatuses = [HostStatus.Healthy, HostStatus.Offline], Kuery = "united.endpoint.host.os.name : \"Windows\"" }, Stop);

        Assert.Equal(
            [new("page", "0"), new("pageSize", "10"), new("kuery", "united.endpoint.host.os.name : \"Windows\""), new("hostStatuses", """["healthy","offline"]""")],
            Assert.Single(transport.Requests).Query);
    }

    [Theory]
    [InlineData("""{"statusCode":403,"error":"Forbidden","message":"Endpoint authorization failure"}""", "Endpoint authorization failure")]
    [InlineData("""{"status_code":403,"message":["a","b"]}""", "a; b")]
    [InlineData("""{"status_code":403,"message":"line\r\nbreak \u001b[31m \u202e"}""", "line\\u{d}\\u{a}break \\u{1b}[31m \\u{202e}")]
    [InlineData("""{"message":1}""", "(no message)")]
    [InlineData("", "(no body)")]
    public async Task Refused_AnyErrorShape_GivesItsTextOnOneLine(string body, string expected)
    {
        var (client, _) = Answering(403, body);

        var error = await Assert.ThrowsAnyAsync<ResponseActionsException>(async () => await client.Status.GetVersionAsync(Stop));

        Assert.Equal(expected, error.ServerMessage);
        Assert.Equal($"GET /s/ops/api/status failed with 403 Forbidden: {expected}", error.Message);
    }

    [Fact]
    public async Task Refused_PlainTextWhileKibanaStarts_GivesTheText()
    {
        var (client, _) = Answering(503, "Kibana server is not ready yet", "text/plain");

        var error = await Assert.ThrowsAsync<ResponseActionsException>(async () => await client.Status.GetVersionAsync(Stop));

        Assert.Equal("Kibana server is not ready yet", error.ServerMessage);
    }

    [Fact]
    public async Task Refused_PageThatRepeatsTheKey_ConcealsIt()
    {
        const string Key = "Y2FuYXJ5LWtleQ==";
        var transport = new ScriptedTransport(static _ => FaultTransport.Answer(502, $"<pre>authorization: ApiKey {Key}</pre>", "text/html"));
        var client = new ResponseActionsClient(transport, Options with { Credentials = KibanaCredentials.ApiKey(Key) });

        var error = await Assert.ThrowsAsync<ResponseActionsException>(async () => await client.Status.GetVersionAsync(Stop));

        Assert.DoesNotContain(Key, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Key, error.Body, StringComparison.Ordinal);
        Assert.Contains("authorization: ***", error.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("30", 30)]
    [InlineData("Thu, 15 Jan 2026 10:01:00 GMT", 60)]
    [InlineData("1000000000", 900)]
    public async Task ReadAsync_ServerAsksToWait_WaitsThatLongThenTriesAgain(string retryAfter, int seconds)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero));
        var calls = 0;
        var transport = new ScriptedTransport(_ => ++calls == 1
            ? FaultTransport.Answer(503, "", "text/plain", new KeyValuePair<string, string>("retry-after", retryAfter))
            : FaultTransport.Answer(200, """{"version":{"number":"9.4.0"}}"""));
        var client = new ResponseActionsClient(transport, Options with { MaxReadRetries = 3 }, time);

        var read = client.Status.GetVersionAsync(Stop).AsTask();
        time.Advance(TimeSpan.FromSeconds(seconds - 1));
        Assert.Equal(1, calls);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("9.4.0", await read);
        Assert.Equal(2, calls);
    }

    [Theory]
    [InlineData(400, 1)]
    [InlineData(403, 1)]
    [InlineData(500, 1)]
    [InlineData(429, 3)]
    [InlineData(503, 3)]
    public async Task ReadAsync_Failure_IsTriedAgainOnlyWhereItMayPass(int status, int calls)
    {
        var time = new Testing.VirtualTimeProvider(new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero));
        var transport = new ScriptedTransport(_ => FaultTransport.Answer(status, ""));
        var client = new ResponseActionsClient(transport, Options with { MaxReadRetries = 2 }, time);

        await Assert.ThrowsAsync<ResponseActionsException>(async () => await client.Status.GetVersionAsync(Stop));

        Assert.Equal(calls, transport.Requests.Count);
    }

    [Fact]
    public async Task GetAsync_DefaultSpace_HasNoPrefix()
    {
        var transport = new ScriptedTransport(static _ => FaultTransport.Answer(200, Details));
        var client = new ResponseActionsClient(transport, Options with { SpaceId = "default" });

        await client.Actions.GetAsync("9f0c", Stop);

        Assert.Equal("/api/endpoint/action/9f0c", Assert.Single(transport.Requests).Path);
    }
}
