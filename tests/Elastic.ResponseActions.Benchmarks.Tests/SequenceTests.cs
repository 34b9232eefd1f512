using System.Text.Json.Nodes;
using Elastic.ResponseActions.Benchmarks.Rules;
using Elastic.ResponseActions.Benchmarks.Sequences;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Benchmarks.Tests;

public sealed class SequenceTests
{
    private static readonly RuleQuery Sequence = new()
    {
        RuleId = "s",
        Language = QueryLanguage.Eql,
        Query = "sequence by host.id, source.ip [process where process.name == \"a\"] by process.pid [file where true] by file.size until [process where event.type == \"end\"] by process.pid",
    };

    [Fact]
    public void StepsOf_Sequence_AreItsFiltersAsEventQueries()
    {
        var steps = EventQueries.StepsOf(Sequence).ToList();

        Assert.Equal(["process where process.name == \"a\"", "file where true", "process where event.type == \"end\""], steps.Select(step => step.Query));
        Assert.Equal(["s, step 1", "s, step 2", "s, step 3"], steps.Select(step => step.RuleId));
    }

    [Fact]
    public void Alter_Sequence_AddsToTheTextsOfItsSteps() => Assert.Equal(
        "sequence by host.id, source.ip [process where process.name == \"aq2\"] by process.pid [file where true] by file.size until [process where event.type == \"end\"] by process.pid",
        RuleReplicas.Alter(Sequence, 2).Query);

    [Fact]
    public void Make_Events_BeginSequencesWithKeysOfTheirOwn()
    {
        var workload = Tests.Workloads.Samples;
        var sequence = Sequence with { Query = Sequence.Query.Replace("process.name == \"a\"", "process.name != null", StringComparison.Ordinal) };

        var events = new OpeningEvents(workload, [sequence]).Make(3, StreamTime.Start).Select(utf8 => JsonNode.Parse(utf8)!).ToList();

        Assert.Equal(["key-0", "key-1", "key-2"], events.Select(@event => (string)@event["host"]!["id"]!));
        Assert.Equal(["10.0.0.0", "10.0.0.1", "10.0.0.2"], events.Select(@event => (string)@event["source.ip"]!));
        Assert.Equal([0, 1, 2], events.Select(@event => (int)@event["process"]!["pid"]!));
        Assert.All(events, @event => Assert.Equal("2026-03-01T12:00:00.000Z", (string)@event["@timestamp"]!));
    }

    [Fact]
    public void Of_Events_ComeInOrderWithinHalfASecond()
    {
        var stream = StreamTime.Of(Tests.Workloads.Samples.Events);

        var times = Enumerable.Range(0, stream.Count).Select(i => DateTimeOffset.Parse((string)JsonNode.Parse(stream.Document(i))!["@timestamp"]!, System.Globalization.CultureInfo.InvariantCulture)).ToList();

        Assert.Equal(times.Order(), times);
        Assert.InRange(times[^1] - times[0], TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(500));
    }

    [Theory]
    [InlineData("{\"a\":{\"b\":1}}", "{\"a\":{\"b\":9}}")]
    [InlineData("{\"a.b\":1}", "{\"a.b\":9}")]
    [InlineData("{\"a\":{\"c\":1}}", "{\"a\":{\"c\":1,\"b\":9}}")]
    [InlineData("{}", "{\"a.b\":9}")]
    public void Set_Field_IsFoundHoweverItIsSpelt(string json, string expected)
    {
        var document = (JsonObject)JsonNode.Parse(json)!;

        JsonPaths.Set(document, "a.b", 9);

        Assert.Equal(expected, document.ToJsonString());
    }
}
