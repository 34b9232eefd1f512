using System.Text;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Planning.Tests.Planning;

public sealed class DetectionAlertsTests
{
    private static readonly EqlRule Sequence = new()
    {
        Id = "uuid",
        RuleId = "r1",
        Name = "R",
        ResponseActions = [new IsolateAction(), new KillProcessAction { Selector = new ProcessSelector() }],
    };

    private static readonly ThresholdRule Threshold = new()
    {
        RuleId = "r2",
        Name = "T",
        Threshold = new RuleThreshold { Fields = ["agent.id", "agent.type", "process.pid"], Value = 2 },
        ResponseActions = [new IsolateAction(), new KillProcessAction { Selector = new ProcessSelector() }],
    };

    [Fact]
    public void TryCreate_Sequence_GivesTheSharedFieldsAndThenEachEvent()
    {
        var alerts = Create(Sequence, Found("e1", "e2"), Event("a1", 10, """ "tags":["x","y"],"n":1,"@timestamp":"2026-01-01T00:00:00Z" """), Event("a1", 11, """ "tags":["y","z"],"n":1.0,"@timestamp":"2026-01-01T00:00:05Z" """));

        Assert.Equal(3, alerts.Select(alert => alert.Id).Distinct().Count());
        Assert.All(alerts, alert => Assert.Equal(("uuid", "R", "default"), (alert.RuleUuid, alert.RuleName, alert.SpaceIds[0])));
        Assert.Equal(
            """{"agent.id":"a1","agent.type":"endpoint","tags":["y"],"n":1,"@timestamp":"2026-01-01T00:00:00Z"}""",
            alerts[0].Fields.ToString());
        Assert.Equal(["10", "11"], alerts.Skip(1).Select(alert => alert.Fields.TryGet("process.pid", out var pid) ? pid.ToString() : ""));
    }

    [Theory]
    [InlineData("1", "1", "1")]
    [InlineData("1", "\"1\"", null)]
    [InlineData("true", "true", "true")]
    [InlineData("null", "null", "null")]
    [InlineData("\"a\"", "[\"a\",\"b\"]", "[\"a\"]")]
    [InlineData("[\"b\",\"a\",\"a\"]", "[\"a\",\"b\",\"c\"]", "[\"b\",\"a\"]")]
    [InlineData("[1]", "[2]", "[]")]
    [InlineData("[{\"x\":1}]", "[{\"x\":1}]", "[]")]
    [InlineData("{\"x\":1}", "{\"x\":1,\"y\":2}", "1")]
    [InlineData("{\"x\":1}", "1", null)]
    [InlineData("1", "{\"x\":1}", null)]
    public void TryCreate_Sequence_SharesWhatKibanaShares(string first, string second, string? shared)
    {
        var fields = Create(Sequence, Found("e1", "e2"), Encoding.UTF8.GetBytes($"{{\"f\":{first}}}"), Encoding.UTF8.GetBytes($"{{\"f\":{second}}}"))[0].Fields;

        Assert.Equal(shared, fields.TryGet("f", out var value) || fields.TryGet("f.x", out value) ? value.GetRawText() : null);
    }

    [Fact]
    public void TryCreate_SharedFields_AreFoundDottedAndNested()
    {
        var alerts = Create(Sequence, Found("e1", "e2", "e3"), """{"agent.id":"a","agent":{"type":"endpoint"}}"""u8.ToArray(), """{"agent":{"id":"a","type":"endpoint"}}"""u8.ToArray(), """{"agent.id":"a","agent.type":"endpoint"}"""u8.ToArray());

        Assert.Equal(("a", "endpoint"), (alerts[0].AgentId?.Value, alerts[0].AgentType?.Name));
    }

    [Fact]
    public void Plan_Sequence_ActsOnEachEventAndFailsAtOnceForTheSharedAlert()
    {
        var alerts = Create(Sequence, Found("e1", null, "e2"), Event("a1", 10), Event("a1", 11));

        var plan = ResponsePlanner.Plan(Sequence, alerts, PlanningFacts.Unknown);

        // The alert that ties the sequence together has no process.pid, since its events differ: Kibana stores a failed action for it.
        Assert.Equal(["isolate", "kill-process", "kill-process", "kill-process"], plan.Actions.Select(action => action.Command.Name));
        Assert.Equal(3, plan.Actions[0].Evidence.Count);
        Assert.Equal([null, null, "The action was called with a non-existing event field name: process.pid"], plan.Actions.Skip(1).Select(action => action.Error).Order());
    }

    [Fact]
    public void TryCreate_OverlappingSequences_GiveTheSharedEventAnAlertEach()
    {
        var one = Create(Sequence, Found("e1", "e2"), Event("a1", 1), Event("a1", 2));
        var other = Create(Sequence, Found("e1", "e3"), Event("a1", 1), Event("a1", 3));

        Assert.Equal(6, one.Concat(other).Select(alert => alert.Id).Distinct().Count());
        Assert.Equal(one.Select(alert => alert.Id), Create(Sequence, Found("e1", "e2"), Event("a1", 1), Event("a1", 2)).Select(alert => alert.Id));
    }

    [Fact]
    public void TryCreate_Threshold_HasTheGroupAndNothingElse()
    {
        var detection = new ThresholdDetection
        {
            RuleId = "r2",
            RuleIndex = 0,
            EventIds = ["e1", "e2"],
            Terms = [new("a1", FieldType.Keyword), new("endpoint", FieldType.Keyword), new("10", FieldType.Long)],
            Count = 2,
            From = null,
        };

        var alert = Assert.Single(Create(Threshold, detection, Event("a1", 10, """ "@timestamp":"2026-01-01T00:00:09Z" """), Event("a1", 10, """ "@timestamp":"2026-01-01T00:00:01Z" """)));

        Assert.Equal("""{"agent.id":"a1","agent.type":"endpoint","process.pid":10,"@timestamp":"2026-01-01T00:00:09Z"}""", alert.Fields.ToString());
        Assert.Equal(["isolate", "kill-process"], ResponsePlanner.Plan(Threshold, [alert], PlanningFacts.Unknown).Actions.Select(action => action.Command.Name));
    }

    [Fact]
    public void TryCreate_OtherDetection_HasTheWholeEvent()
    {
        var detection = new NewTermsDetection { RuleId = "r1", RuleIndex = 0, EventIds = ["e1"], NewTerms = [] };

        Assert.Equal("a1", Assert.Single(Create(Sequence, detection, Event("a1", 10))).AgentId?.Value);
    }

    [Fact]
    public void TryCreate_WindowStillOpen_MakesNone()
    {
        Assert.False(DetectionAlerts.TryCreate(Found("e1", null) with { IsWindowOpen = true }, Sequence, [Event("a1", 1)], out var alerts, out var error));

        Assert.Null(alerts);
        Assert.StartsWith("the window in which", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "event 'e2': The event cannot be read: ")]
    [InlineData("""{"agent":{"id":"x"},"agent.id":"y"}""", "event 'e2': The event is refused: the field `agent.id` is written twice")]
    public void TryCreate_OneEventCannotBeTrusted_MakesNone(string json, string message)
    {
        Assert.False(DetectionAlerts.TryCreate(Found("e1", "e2"), Sequence, [Event("a1", 1), Encoding.UTF8.GetBytes(json)], out _, out var error));

        Assert.StartsWith(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void TryCreate_DocumentsDoNotFit_Throws() =>
        Assert.Throws<ArgumentException>(() => DetectionAlerts.TryCreate(Found("e1", "e2"), Sequence, [Event("a1", 1)], out _, out _));

    [Fact]
    public void TryCreate_VeryLongLists_TakeNoTime()
    {
        var list = Encoding.UTF8.GetBytes($$"""{"l":[{{string.Join(',', Enumerable.Range(0, 150_000))}}]}""");
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Create(Sequence, Found("e1", "e2"), list, list);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    private static SequenceDetection Found(params string?[] ids) => new() { RuleId = "r1", RuleIndex = 0, EventIds = ids, JoinKeys = [] };

    private static byte[] Event(string agent, int pid, string more = "") =>
        Encoding.UTF8.GetBytes($$"""{"agent":{"id":"{{agent}}","type":"endpoint"},"process":{"pid":{{pid}}}{{(more.Length > 0 ? "," + more.Trim() : "")}} }""");

    private static IReadOnlyList<Alert> Create(DetectionRule rule, RuleDetection detection, params byte[][] events)
    {
        Assert.True(DetectionAlerts.TryCreate(detection, rule, [.. events.Select(it => new ReadOnlyMemory<byte>(it))], out var alerts, out var error), error);
        return alerts;
    }
}
