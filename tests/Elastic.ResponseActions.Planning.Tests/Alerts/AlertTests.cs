using System.Text;

namespace Elastic.ResponseActions.Planning.Tests.Alerts;

public sealed class AlertTests
{
    private static readonly DetectionRule Rule = new QueryRule { Id = "uuid", RuleId = "r1", Name = "R" };
    private static readonly AlertContext Context = new() { Rule = Rule, EventIds = ["e1"], SpaceId = "team" };

    [Fact]
    public void TryRead_LocalMatch_TakesRuleAndSpaceFromTheContext()
    {
        var alert = Read("""{"agent":{"id":"a1","type":"endpoint","name":"n"},"host.id":"h1","host":{"name":"web","os":{"type":"linux"}},"@timestamp":"2026-01-15T10:00:00.123Z","kibana.alert.rule.uuid":"not ours"}""");

        Assert.Equal((AlertOrigin.LocalMatch, "uuid", "R"), (alert.Origin, alert.RuleUuid, alert.RuleName));
        Assert.Equal(["team"], alert.SpaceIds);
        Assert.Equal((new EndpointId("a1"), AgentType.Endpoint, "n"), (alert.AgentId!.Value, alert.AgentType!.Value, alert.AgentName));
        Assert.Equal(("h1", "web", "linux"), (alert.HostId, alert.HostName, alert.HostOsType));
        Assert.Equal(new DateTimeOffset(2026, 1, 15, 10, 0, 0, 123, TimeSpan.Zero), alert.Timestamp);
        Assert.Equal($"alert '{alert.Id}' of rule 'R'", alert.ToString());
    }

    [Fact]
    public void TryRead_Id_DependsOnRuleAndEventsOnly()
    {
        string Id(DetectionRule rule, string document, params string[] events) => Read(document, new AlertContext { Rule = rule, EventIds = events }).Id;

        var id = Id(Rule, "{}", "e1");
        Assert.Matches("^[0-9a-f]{64}$", id);
        Assert.Equal(id, Id(Rule with { Name = "other", Id = "other" }, """{"x":1}""", "e1"));
        Assert.NotEqual(id, Id(Rule with { RuleId = "r2" }, "{}", "e1"));
        Assert.NotEqual(id, Id(Rule, "{}", "e2"));
        Assert.NotEqual(Id(Rule, "{}", "ab", "c"), Id(Rule, "{}", "a", "bc"));
        Assert.NotEqual(Id(Rule, "{}", "a", "b"), Id(Rule, "{}", "b", "a"));
    }

    [Theory]
    [InlineData("""{"kibana.alert.uuid":"x","kibana.alert.rule.uuid":"ru","kibana.alert.rule.name":"N","kibana.space_ids":["s1","s2"],"agent.id":"a1"}""", "x", "s1,s2")]
    [InlineData("""{"kibana":{"alert":{"uuid":"x","rule":{"uuid":"ru","name":"N"}},"space_ids":"s1"},"agent":{"id":"a1"}}""", "x", "s1")]
    [InlineData("""{"kibana.alert.uuid":"x","kibana.alert.rule.uuid":"ru","kibana.alert.rule.name":"N","agent":{"id":"a1"}}""", "x", "")]
    public void TryReadKibana_FlatOrNested_TakesRuleAndSpacesFromTheDocument(string json, string id, string spaces)
    {
        Assert.True(Alert.TryReadKibana(Encoding.UTF8.GetBytes(json), null, out var alert, out _));

        Assert.Equal((id, AlertOrigin.Kibana, "ru", "N", "a1"), (alert.Id, alert.Origin, alert.RuleUuid, alert.RuleName, alert.AgentId?.Value));
        Assert.Equal(spaces, string.Join(',', alert.SpaceIds));
    }

    [Fact]
    public void TryReadKibana_DocumentId_WinsAndIsNeeded()
    {
        Assert.True(Alert.TryReadKibana("""{"kibana.alert.uuid":"x"}"""u8.ToArray(), "_id", out var alert, out _));
        Assert.Equal("_id", alert.Id);

        Assert.False(Alert.TryReadKibana("{}"u8.ToArray(), null, out _, out var error));
        Assert.Equal("The alert has no id: neither `_id` nor `kibana.alert.uuid`.", error);
    }

    [Fact]
    public void EventTime_KibanaAlert_IsTheEventsOwnTime()
    {
        Alert.TryReadKibana("""{"@timestamp":"2026-01-15T10:00:00Z","kibana.alert.original_time":"2026-01-15T09:00:00Z"}"""u8.ToArray(), "i", out var alert, out _);

        Assert.Equal(new DateTimeOffset(2026, 1, 15, 9, 0, 0, TimeSpan.Zero), alert!.EventTime);
    }

    [Theory]
    [InlineData("\"2026-01-15T10:00:00.000Z\"", "2026-01-15T10:00:00.0000000+00:00")]
    [InlineData("\"2026-01-15T10:00:00.123456789Z\"", "2026-01-15T10:00:00.1234568+00:00")]
    [InlineData("\"2026-01-15T12:00:00+02:00\"", "2026-01-15T10:00:00.0000000+00:00")]
    [InlineData("\"2026-01-15T10:00:00\"", "2026-01-15T10:00:00.0000000+00:00")]
    [InlineData("1768471200000", "2026-01-15T10:00:00.0000000+00:00")]
    [InlineData("9223372036854775807", null)]
    [InlineData("1e3", null)]
    [InlineData("\"yesterday\"", null)]
    [InlineData("null", null)]
    [InlineData("[\"2026-01-15T10:00:00Z\"]", null)]
    public void Timestamp_TextOrMilliseconds_IsRead(string value, string? expected) =>
        Assert.Equal(expected, Read($$"""{"@timestamp":{{value}}}""").Timestamp?.ToString("O"));

    [Theory]
    [InlineData("""{"agent":{"id":""}}""")]
    [InlineData("""{"agent":{"id":null}}""")]
    [InlineData("""{"agent":{"id":["a1"]}}""")]
    [InlineData("""{"agent":{"id":7}}""")]
    [InlineData("""{"agent":"a1"}""")]
    [InlineData("{}")]
    public void AgentId_NoText_IsNone(string json) => Assert.Null(Read(json).AgentId);

    public static TheoryData<string, string> Twice { get; } = new()
    {
        { """{"agent":{"id":"A","id":"B"}}""", "agent.id" },
        { """{"agent":{"id":"A","\u0069d":"B"}}""", "agent.id" },
        { """{"agent.id":"A","agent":{"id":"B"}}""", "agent.id" },
        { """{"agent":{"id":"A"},"agent":{"id":"B"}}""", "agent.id" },
        { """{"agent":{"id":"A"},"agent.id":"A"}""", "agent.id" },
        { """{"agent.type":"endpoint","agent":{"type":"filebeat"}}""", "agent.type" },
        { """{"host":{"id":"1"},"host.id":"2"}""", "host.id" },
        { """{"host.name":"1","host.name":"2"}""", "host.name" },
        { """{"process":{"pid":1,"pid":2}}""", "process.pid" },
        { """{"process.entity_id":"1","process":{"entity_id":"2"}}""", "process.entity_id" },
    };

    [Theory]
    [MemberData(nameof(Twice))]
    public void TryRead_IdentityFieldTwice_IsRefused(string json, string field)
    {
        Assert.False(Alert.TryRead(Encoding.UTF8.GetBytes(json), Context, out var alert, out var error));
        Assert.Null(alert);
        Assert.Equal($"The event is refused: the field `{field}` is written twice (as a repeated member, or dotted and nested). Which one is meant cannot be told, so nothing may be sent for it. Write it once.", error);

        Assert.False(Alert.TryReadKibana(Encoding.UTF8.GetBytes(json), "i", out _, out _));
    }

    [Theory]
    [InlineData("""{"agent":{"id":"A"},"agent":{"name":"x"}}""", "The event is refused: the object `agent` is written twice, so readers differ on the fields in it, and nothing may be sent for it. Write it once.")]
    [InlineData("""{"host.id":"1","host":"web"}""", "The event is refused: `host` is a plain value beside the field `host.…`, so readers differ on it, and nothing may be sent for it. Write one of the two.")]
    public void TryRead_IdentityObjectUnclear_IsRefused(string json, string expected)
    {
        Assert.False(Alert.TryRead(Encoding.UTF8.GetBytes(json), Context, out _, out var error));
        Assert.Equal(expected, error);
    }

    [Theory]
    [InlineData("""{"agent":{"id":"A"},"agent.name":"x","host.name":"h","host":{"id":"1"}}""")]
    [InlineData("""{"labels":{"a":1,"a":2},"process":{"args":["x"],"parent":{"pid":1}}}""")]
    public void TryRead_MixedSpellingOfDifferentFields_IsFine(string json) =>
        Assert.True(Alert.TryRead(Encoding.UTF8.GetBytes(json), Context, out _, out _));

    [Theory]
    [InlineData("[1]", "The event is a list; expected one JSON object.")]
    [InlineData("7", "The event is a number; expected one JSON object.")]
    public void TryRead_NoObject_SaysWhatItIs(string json, string expected)
    {
        Assert.False(Alert.TryRead(Encoding.UTF8.GetBytes(json), Context, out _, out var error));
        Assert.Equal(expected, error);
    }

    [Theory]
    [InlineData("{\"a\":1")]
    [InlineData("{\"a\":1} x")]
    [InlineData("")]
    [InlineData("""{"a":"\ud800"}""")]
    public void TryRead_Malformed_SaysSo(string json)
    {
        Assert.False(Alert.TryRead(Encoding.UTF8.GetBytes(json), Context, out _, out var error));
        Assert.StartsWith("The event cannot be read: ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void TryRead_Depth_IsLimitedTo64(int levels, bool expected)
    {
        var json = string.Concat(Enumerable.Repeat("{\"a\":", levels - 1)) + "{}" + new string('}', levels - 1);

        Assert.Equal(expected, Alert.TryRead(Encoding.UTF8.GetBytes(json), Context, out _, out _));
    }

    [Theory]
    [InlineData(1024 * 1024, true)]
    [InlineData(1024 * 1024 + 1, false)]
    public void TryRead_Size_IsLimitedToOneMebibyte(int bytes, bool expected)
    {
        var json = "{\"a\":\"" + new string('x', bytes - 8) + "\"}";

        Assert.Equal(expected, Alert.TryRead(Encoding.UTF8.GetBytes(json), Context, out _, out _));
    }

    [Fact]
    public void TryRead_CallersBytes_MayChangeAfterwards()
    {
        var bytes = """{"agent":{"id":"a1"}}"""u8.ToArray();
        Alert.TryRead(bytes, Context, out var alert, out _);
        Array.Fill(bytes, (byte)'x');

        Assert.Equal("a1", alert!.AgentId?.Value);
    }

    private static Alert Read(string json, AlertContext? context = null)
    {
        Assert.True(Alert.TryRead(Encoding.UTF8.GetBytes(json), context ?? Context, out var alert, out var error), error);
        return alert;
    }
}
