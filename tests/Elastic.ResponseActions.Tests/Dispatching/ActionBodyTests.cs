using System.Text;
using System.Text.Json;
using Elastic.ResponseActions.Dispatching;

namespace Elastic.ResponseActions.Tests.Dispatching;

public sealed class ActionBodyTests
{
    private static readonly PlannedAction Isolate = new()
    {
        Command = ResponseActionCommand.Isolate,
        Target = new EndpointId("a1"),
        AgentIds = [new EndpointId("a1")],
        AlertIds = ["1", "2", "1"],
        RuleName = "Rule",
    };

    private static PlannedAction Kill(string name, string value) =>
        Isolate with { Command = ResponseActionCommand.KillProcess, ParameterName = name, ParameterValue = JsonElement.Parse(value) };

    private static string Write(PlannedAction action) => Encoding.UTF8.GetString(ActionBody.Write(action, "[t]").Span);

    [Fact]
    public void Write_LocalMatch_SendsNoAlertIds() =>
        Assert.Equal("""{"endpoint_ids":["a1"],"agent_type":"endpoint","comment":"Response of rule \u0027Rule\u0027 [t]"}""", Write(Isolate));

    [Fact]
    public void Write_KibanaAlerts_SendsEachIdOnceAndAtMostFifty()
    {
        Assert.Contains("""
            "alert_ids":["1","2"]
            """.Trim(), Write(Isolate with { AlertOrigin = AlertOrigin.Kibana }), StringComparison.Ordinal);

        using var body = JsonDocument.Parse(Write(Isolate with { AlertOrigin = AlertOrigin.Kibana, AlertIds = [.. Enumerable.Range(0, 80).Select(static i => $"{i}")] }));
        Assert.Equal(50, body.RootElement.GetProperty("alert_ids").GetArrayLength());
    }

    [Fact]
    public void Write_Process_SendsExactlyTheOneParameter()
    {
        Assert.EndsWith(""","parameters":{"pid":4242}}""", Write(Kill("pid", "4242")), StringComparison.Ordinal);
        Assert.EndsWith(""","parameters":{"entity_id":"abc"}}""", Write(Kill("entity_id", "\"abc\"")), StringComparison.Ordinal);
        Assert.EndsWith(""","parameters":{"pid":4242,"kill_descendants":true}}""", Write(Kill("pid", "4242") with { KillDescendants = true }), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_HostileComment_StaysOneJsonTextWithTheTokenBehindIt()
    {
        using var body = JsonDocument.Parse(Write(Isolate with { Comment = "\"}\r\n\u001b[31m\u202e" + new string('x', 5000) + "😀" }));
        var comment = body.RootElement.GetProperty("comment").GetString()!;

        Assert.StartsWith("\"}\r\n", comment, StringComparison.Ordinal);
        Assert.EndsWith("… [t]", comment, StringComparison.Ordinal);
        Assert.InRange(comment.Length, 2000, 2010);
    }

    [Theory]
    [InlineData("pid", "0")]
    [InlineData("pid", "-1")]
    [InlineData("pid", "4294967296")]
    [InlineData("pid", "\"12\"")]
    [InlineData("pid", "12.5")]
    [InlineData("pid", "[12]")]
    [InlineData("entity_id", "\"\"")]
    [InlineData("entity_id", "12")]
    [InlineData("process_name", "\"x\"")]
    public void Misfit_ProcessThatIsNone_SaysSo(string name, string value) => Assert.NotNull(ActionBody.Misfit(Kill(name, value)));

    [Fact]
    public void Misfit_NotOneHost_SaysSo()
    {
        Assert.Null(ActionBody.Misfit(Isolate));
        Assert.NotNull(ActionBody.Misfit(Isolate with { AgentIds = [] }));
        Assert.NotNull(ActionBody.Misfit(Isolate with { AgentIds = [new EndpointId("b2")] }));
        Assert.NotNull(ActionBody.Misfit(Isolate with { AgentIds = [new EndpointId("a1"), new EndpointId("b2")] }));
        Assert.NotNull(ActionBody.Misfit(Isolate with { Target = new EndpointId(".."), AgentIds = [new EndpointId("..")] }));
        Assert.NotNull(ActionBody.Misfit(Isolate with { Command = new ResponseActionCommand("teleport") }));
        Assert.Equal("Kibana says no", ActionBody.Misfit(Isolate with { Error = "Kibana says no" }));
    }

    [Fact]
    public void Token_SameKey_IsTheSame128Bits()
    {
        var key = ActionKey.Of(Isolate, "https://k.example/");

        Assert.Equal(CorrelationToken.Of(key), CorrelationToken.Of(ActionKey.Of(Isolate with { AlertIds = ["2", "1", "1"] }, "https://k.example/")));
        Assert.Matches(@"^\[ra:1:[A-Za-z0-9_-]{22}\]$", CorrelationToken.Of(key));
        Assert.NotEqual(CorrelationToken.Of(key), CorrelationToken.Of(ActionKey.Of(Isolate, "https://other.example/")));
    }
}
