namespace Elastic.ResponseActions.Testing.Tests.Routes;

/// <summary>Bodies that the schema refuses, each with Kibana's text, on both faces.</summary>
public sealed class ActionSchemaTests
{
    private const string NoPidNorEntityId =
        "[request body.parameters]: types that failed validation:\n"
        + "- [request body.parameters.0.pid]: expected value of type [number] but got [undefined]\n"
        + "- [request body.parameters.1.entity_id]: expected value of type [string] but got [undefined]";

    [Theory]
    [InlineData("", "[request body]: expected a plain object value, but found [null] instead.")]
    [InlineData("{", "Invalid request payload JSON format")]
    [InlineData("[]", "[request body]: expected a plain object value, but found [Array] instead.")]
    [InlineData("{}", "[request body.endpoint_ids]: expected value of type [array] but got [undefined]")]
    [InlineData("""{"endpoint_ids":"a1"}""", "[request body.endpoint_ids]: expected value of type [array] but got [string]")]
    [InlineData("""{"endpoint_ids":[]}""", "[request body.endpoint_ids]: array size is [0], but cannot be smaller than [1]")]
    [InlineData("""{"endpoint_ids":["a1",""]}""", "[request body.endpoint_ids.1]: value has length [0] but it must have a minimum length of [1].")]
    [InlineData("""{"endpoint_ids":["  "]}""", "[request body.endpoint_ids]: endpoint_ids cannot contain empty strings")]
    [InlineData("""{"endpoint_ids":[1]}""", "[request body.endpoint_ids.0]: expected value of type [string] but got [number]")]
    [InlineData("""{"endpoint_ids":["a1"],"alert_ids":[]}""", "[request body.alert_ids]: array size is [0], but cannot be smaller than [1]")]
    [InlineData("""{"endpoint_ids":["a1"],"alert_ids":[" "]}""", "[request body.alert_ids]: alert_ids cannot contain empty strings")]
    [InlineData("""{"endpoint_ids":["a1"],"case_ids":[" "]}""", "[request body.case_ids]: case_ids cannot contain empty strings")]
    [InlineData("""{"endpoint_ids":["a1"],"comment":7}""", "[request body.comment]: expected value of type [string] but got [number]")]
    [InlineData("""{"endpoint_ids":["a1"],"comment":null}""", "[request body.comment]: expected value of type [string] but got [null]")]
    [InlineData("""{"endpoint_ids":["a1"],"hosts":[]}""", "[request body.hosts]: definition for this key is missing")]
    [InlineData("""{"endpoint_ids":["a1"],"parameters":{"pid":1}}""", "[request body.parameters.pid]: definition for this key is missing")]
    [InlineData("""{"endpoint_ids":["a1"],"agent_type":"winlogbeat"}""", """
        [request body.agent_type]: types that failed validation:
        - [request body.agent_type.0]: expected value to equal [endpoint]
        - [request body.agent_type.1]: expected value to equal [sentinel_one]
        - [request body.agent_type.2]: expected value to equal [crowdstrike]
        - [request body.agent_type.3]: expected value to equal [microsoft_defender_endpoint]
        """)]
    public Task Isolate_BadBody_IsRefusedWithKibanasText(string body, string message) => RefusesAsync(Bench.Isolate, body, message);

    [Theory]
    [InlineData("{}", NoPidNorEntityId)]
    [InlineData("""{"pid":0}""", """
        [request body.parameters]: types that failed validation:
        - [request body.parameters.0.pid]: Value must be equal to or greater than [1].
        - [request body.parameters.1.entity_id]: expected value of type [string] but got [undefined]
        """)]
    [InlineData("""{"pid":1,"entity_id":"e"}""", """
        [request body.parameters]: types that failed validation:
        - [request body.parameters.0.entity_id]: definition for this key is missing
        - [request body.parameters.1.pid]: definition for this key is missing
        """)]
    [InlineData("""{"entity_id":""}""", """
        [request body.parameters]: types that failed validation:
        - [request body.parameters.0.pid]: expected value of type [number] but got [undefined]
        - [request body.parameters.1.entity_id]: value has length [0] but it must have a minimum length of [1].
        """)]
    [InlineData("[]", """
        [request body.parameters]: types that failed validation:
        - [request body.parameters.0]: expected a plain object value, but found [Array] instead.
        - [request body.parameters.1]: expected a plain object value, but found [Array] instead.
        """)]
    public Task Suspend_BadParameters_AreRefusedWithALineForEachForm(string parameters, string message) =>
        RefusesAsync(Bench.Suspend, $$"""{"endpoint_ids":["a1"],"parameters":{{parameters}}}""", message);

    [Fact]
    public Task Suspend_NoParameters_AreRefused() => RefusesAsync(Bench.Suspend, """{"endpoint_ids":["a1"]}""", NoPidNorEntityId);

    [Theory]
    [InlineData("", "undefined")]
    [InlineData(""","agent_type":"endpoint" """, "endpoint")]
    public Task Kill_ProcessNameForAnotherAgent_IsRefused(string agentType, string named) => RefusesAsync(
        Bench.Kill, $$"""{"endpoint_ids":["a1"],"parameters":{"process_name":"x"}{{agentType}}}""",
        $"[request body]: [parameters.process_name]: is not valid with agent type of {named}");

    [Fact]
    public Task Kill_PidForSentinelOne_IsRefused() => RefusesAsync(
        Bench.Kill, """{"endpoint_ids":["a1"],"parameters":{"pid":1},"agent_type":"sentinel_one"}""",
        "[request body]: [parameters.process_name]: missing parameter for agent type of sentinel_one");

    [Fact]
    public async Task Kill_NoParameters_NamesThreeForms()
    {
        await using var bench = await Bench.OpenAsync(Face.InMemory);

        var reply = await bench.PostAsync(Bench.Kill, """{"endpoint_ids":["a1"]}""");

        Assert.Equal(4, reply.Message.Split('\n').Length);
        Assert.EndsWith("- [request body.parameters.2.process_name]: expected value of type [string] but got [undefined]", reply.Message, StringComparison.Ordinal);
    }

    private static async Task RefusesAsync(string route, string body, string message)
    {
        foreach (var face in Enum.GetValues<Face>())
        {
            await using var bench = await Bench.OpenAsync(face);
            (await bench.PostAsync(route, body)).IsError(400, "Bad Request", message.ReplaceLineEndings("\n"));
            Assert.Empty(bench.Kibana.Actions);
        }
    }
}
