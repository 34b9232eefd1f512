using Elastic.ResponseActions.Dispatching;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Dispatching;

/// <summary>The table of what an answer to a send means.</summary>
public sealed class AnswerClassifierTests
{
    private const string Token = "[ra:1:AAAAAAAAAAAAAAAAAAAAAA]";
    private const string Platform = """{"statusCode":0,"error":"x","message":"why"}""";

    private static readonly AskedAction Asked = new(ResponseActionCommand.Isolate, new EndpointId("agent-1"));

    private static SendVerdict Classify(int status, string body, string type = "application/json", params KeyValuePair<string, string>[] headers) =>
        new AnswerClassifier(null, TimeProvider.System).Classify(FaultTransport.Answer(status, body, type, headers), Asked, Token);

    private static string Action(string agents = "\"agent-1\"", string command = "isolate", string id = "1", string comment = "x " + Token, string type = "endpoint") =>
        $$$"""{"action":"1","data":{"id":"{{{id}}}","agentType":"{{{type}}}","agents":[{{{agents}}}],"command":"{{{command}}}","comment":"{{{comment}}}"}}""";

    [Theory]
    [InlineData(400, "application/json", nameof(SendVerdict.Refused))]
    [InlineData(405, "application/json", nameof(SendVerdict.Refused))]
    [InlineData(413, "application/json", nameof(SendVerdict.Refused))]
    [InlineData(415, "application/json", nameof(SendVerdict.Refused))]
    [InlineData(401, "application/json", nameof(SendVerdict.Blocked))]
    [InlineData(403, "application/json", nameof(SendVerdict.Blocked))]
    [InlineData(404, "application/json", nameof(SendVerdict.Blocked))]
    [InlineData(301, "text/html", nameof(SendVerdict.Blocked))]
    [InlineData(302, "application/json", nameof(SendVerdict.Blocked))]
    [InlineData(307, "application/json", nameof(SendVerdict.Blocked))]
    [InlineData(308, "application/json", nameof(SendVerdict.Blocked))]
    [InlineData(200, "text/html", nameof(SendVerdict.Blocked))]
    [InlineData(400, "text/html", nameof(SendVerdict.Blocked))]
    [InlineData(403, "text/html", nameof(SendVerdict.Blocked))]
    [InlineData(408, "application/json", nameof(SendVerdict.Ambiguous))]
    [InlineData(408, "text/html", nameof(SendVerdict.Ambiguous))]
    [InlineData(429, "application/json", nameof(SendVerdict.Ambiguous))]
    [InlineData(500, "application/json", nameof(SendVerdict.Ambiguous))]
    [InlineData(501, "application/json", nameof(SendVerdict.Ambiguous))]
    [InlineData(502, "text/html", nameof(SendVerdict.Ambiguous))]
    [InlineData(503, "text/plain", nameof(SendVerdict.Ambiguous))]
    [InlineData(504, "text/html", nameof(SendVerdict.Ambiguous))]
    [InlineData(201, "application/json", nameof(SendVerdict.Ambiguous))]
    [InlineData(202, "application/json", nameof(SendVerdict.Ambiguous))]
    [InlineData(204, "", nameof(SendVerdict.Ambiguous))]
    [InlineData(409, "application/json", nameof(SendVerdict.Ambiguous))]
    [InlineData(418, "application/json", nameof(SendVerdict.Ambiguous))]
    public void Classify_Status_IsOneClass(int status, string type, string expected) =>
        Assert.Equal(expected, Classify(status, Platform, type).GetType().Name);

    [Theory]
    [InlineData(401, BlockScope.Credentials)]
    [InlineData(403, BlockScope.Privilege)]
    [InlineData(404, BlockScope.Configuration)]
    [InlineData(307, BlockScope.Configuration)]
    public void Classify_Blocked_ReachesAsFarAsTheCause(int status, object scope) =>
        Assert.Equal(scope, Assert.IsType<SendVerdict.Blocked>(Classify(status, Platform)).Scope);

    [Fact]
    public void Classify_LimiterNamesAWait_IsNotExecuted() =>
        Assert.Equal(TimeSpan.FromSeconds(7), Assert.IsType<SendVerdict.NotExecuted>(Classify(429, Platform, "application/json", new KeyValuePair<string, string>("retry-after", "7"))).Wait);

    [Fact]
    public void Classify_HostNotInThisSpace_IsRefusedForThisHostOnly() =>
        Assert.IsType<SendVerdict.Refused>(Classify(404, """{"statusCode":404,"error":"Not Found","message":"Endpoint [agent-1] not found"}"""));

    [Fact]
    public void Classify_AskedAction_IsExecuted() =>
        Assert.Equal("1", Assert.IsType<SendVerdict.Executed>(Classify(200, Action())).Details.Id);

    [Fact]
    public void Classify_WarningBehindTheToken_IsExecuted() =>
        Assert.IsType<SendVerdict.Executed>(Classify(200, Action(comment: $"x {Token}. (WARNING: …)")));

    [Fact]
    public void Classify_OtherThanAsked_IsWrong()
    {
        Assert.IsType<SendVerdict.Wrong>(Classify(200, Action(agents: "")));
        Assert.IsType<SendVerdict.Wrong>(Classify(200, Action(agents: "\"agent-2\"")));
        Assert.IsType<SendVerdict.Wrong>(Classify(200, Action(agents: "\"agent-1\",\"agent-2\"")));
        Assert.IsType<SendVerdict.Wrong>(Classify(200, Action(agents: "\"agent-1\",\"agent-1\"")));
        Assert.IsType<SendVerdict.Wrong>(Classify(200, Action(agents: "\"AGENT-1\"")));
        Assert.IsType<SendVerdict.Wrong>(Classify(200, Action(command: "unisolate")));
        Assert.IsType<SendVerdict.Wrong>(Classify(200, Action(type: "crowdstrike")));
        Assert.IsType<SendVerdict.Wrong>(Classify(200, Action(comment: "")));
        Assert.IsType<SendVerdict.Wrong>(Classify(200, Action(comment: "[ra:1:BBBBBBBBBBBBBBBBBBBBBB]")));
        Assert.IsType<SendVerdict.Wrong>(Classify(200, Action(id: "..")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":{"id":"1"}}""")]
    [InlineData("""{"data":{"id":"1","command":"isolate","agents":["agent-1"],"agents":["agent-2"]}}""")]
    public void Classify_OkWithoutAReadableAction_IsAmbiguous(string body) => Assert.IsType<SendVerdict.Ambiguous>(Classify(200, body));

    [Fact]
    public void Classify_AnyCutOfAGoodAnswer_IsAmbiguous()
    {
        var whole = Action();
        for (var length = 0; length < whole.Length; length++)
            Assert.IsType<SendVerdict.Ambiguous>(Classify(200, whole[..length]));
    }

    [Fact]
    public void Classify_NoAnswer_DependsOnWhetherTheRequestMayHaveArrived()
    {
        Assert.IsType<SendVerdict.NotExecuted>(AnswerClassifier.Classify(new TransportException("x", mayHaveArrived: false)));
        Assert.IsType<SendVerdict.Ambiguous>(AnswerClassifier.Classify(new TransportException("x", mayHaveArrived: true)));
    }
}
