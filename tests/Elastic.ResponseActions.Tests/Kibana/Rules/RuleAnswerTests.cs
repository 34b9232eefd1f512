using System.Text;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Kibana.Rules;

/// <summary>Answers that no Kibana gives, or that somebody between gives in its place.</summary>
public sealed class RuleAnswerTests
{
    private static readonly KibanaOptions Options = new() { Address = new Uri("https://kibana.example"), MaxReadRetries = 0, Credentials = KibanaCredentials.ApiKey("c2VjcmV0LWtleQ==") };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static (ResponseActionsClient Client, ScriptedTransport Transport) Answering(int status, string body, string type = "application/json")
    {
        var transport = new ScriptedTransport(_ => FaultTransport.Answer(status, body, type));
        return (new ResponseActionsClient(transport, Options), transport);
    }

    [Theory]
    [InlineData("""{"rule_id":"other","name":"n","type":"query"}""")]
    [InlineData("""{"rule_id":"r","rule_id":"r","name":"n","type":"query"}""")]
    [InlineData("""{"rule_id":"r","name":"n"}""")]
    [InlineData("""{"rule_id":"r","name":7,"type":"query"}""")]
    [InlineData("""[]""")]
    [InlineData("")]
    public async Task GetAsync_AnswerThatIsNotThisRule_Throws(string body)
    {
        var (client, _) = Answering(200, body);

        var error = await Assert.ThrowsAsync<ResponseActionsException>(async () => await client.Rules.GetAsync(RuleKey.OfRuleId("r"), Stop));

        Assert.Contains("Check that the address is Kibana's", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_WebPage_SaysSo()
    {
        var (client, _) = Answering(200, "<html>sign in</html>", "text/html");

        await Assert.ThrowsAsync<ResponseActionsException>(async () => await client.Rules.GetAsync(RuleKey.OfRuleId("r"), Stop));
    }

    [Fact]
    public async Task GetAsync_UnknownTypeAndMembers_AreKept()
    {
        var (client, _) = Answering(200, """{"rule_id":"r","name":"n","type":"telepathy","severity":"dire","future":{"x":1.50}}""");

        var rule = await client.Rules.GetAsync(RuleKey.OfRuleId("r"), Stop);

        Assert.Equal("telepathy", rule!.Type.Name);
        Assert.Contains("\"future\":{\"x\":1.50}", Text(rule), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_NotFoundOfTheRoute_IsNoAbsence()
    {
        var (client, _) = Answering(404, """{"statusCode":404,"error":"Not Found","message":"Not Found"}""");

        await Assert.ThrowsAsync<ResponseActionsException>(async () => await client.Rules.GetAsync(RuleKey.OfRuleId("r"), Stop));
    }

    [Fact]
    public async Task BulkAsync_500WithoutResult_IsAnErrorAndSentOnce()
    {
        var (client, transport) = Answering(500, """{"message":"boom","status_code":500}""");

        var error = await Assert.ThrowsAsync<ResponseActionsException>(async () => await client.Rules.BulkAsync(RuleBulkAction.Enable, RuleSelection.All, cancellationToken: Stop));

        Assert.Equal("boom", error.ServerMessage);
        Assert.Single(transport.Requests);
    }

    [Theory]
    [InlineData("""{"statusCode":403,"error":"Forbidden","message":"m"}""", "m")]
    [InlineData("""{"message":"m","status_code":403}""", "m")]
    [InlineData("""{"message":["a","b"],"status_code":403}""", "a; b")]
    [InlineData("""{"message":"line\r\nforged c2VjcmV0LWtleQ=="}""", "line\\u{d}\\u{a}forged ***")]
    public async Task EveryShapeOfError_IsReadOnOneLineWithoutTheKey(string body, string told)
    {
        var (client, _) = Answering(403, body);

        var error = await Assert.ThrowsAsync<ResponseActionsAuthorizationException>(async () => await client.Rules.FindAsync(new RuleFilter(), Stop));

        Assert.Equal(told, error.ServerMessage);
        Assert.DoesNotContain("c2VjcmV0", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlainText503_IsRead()
    {
        var (client, _) = Answering(503, "Kibana server is not ready yet", "text/plain");

        var error = await Assert.ThrowsAsync<ResponseActionsException>(async () => await client.Rules.FindAsync(new RuleFilter(), Stop));

        Assert.Equal("GET /api/detection_engine/rules/_find failed with 503 ServiceUnavailable: Kibana server is not ready yet", error.Message);
    }

    [Fact]
    public async Task Error_RequestId_IsKept()
    {
        var transport = new ScriptedTransport(_ => FaultTransport.Answer(400, """{"message":"m","status_code":400}""", headers: new KeyValuePair<string, string>("X-Request-Id", "req\n1")));

        var error = await Assert.ThrowsAsync<ResponseActionsException>(async () => await new ResponseActionsClient(transport, Options).Rules.FindAsync(new RuleFilter(), Stop));

        Assert.Equal("req\\u{a}1", error.RequestId);
    }

    private static string Text(DetectionRule rule)
    {
        using var stream = new MemoryStream();
        using (var json = new System.Text.Json.Utf8JsonWriter(stream))
            rule.WriteTo(json);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
