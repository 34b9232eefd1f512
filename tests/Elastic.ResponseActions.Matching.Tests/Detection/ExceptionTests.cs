using System.Buffers;
using System.Text;
using Elastic.ResponseActions.Matching.Tests.Exceptions;

namespace Elastic.ResponseActions.Matching.Tests.Detection;

/// <summary>Exceptions narrow down each event query of a detector: an event that fits an item is no part of anything.</summary>
public sealed class ExceptionTests
{
    private const string Trusted = """[{"field":"u","type":"match","operator":"included","value":"trusted"}]""";

    [Fact]
    public void Process_ExceptedEvents_AreNoStage()
    {
        var detector = DetectorSet.Compile([Rule("sequence [any where k == \"A\"] [any where k == \"B\"]", Trusted)]).CreateDetector();

        Assert.Equal(0, Feed(detector, """{"@timestamp":1,"k":"A","u":"trusted"}"""));
        Assert.Equal(0, Feed(detector, """{"@timestamp":2,"k":"B","u":"other"}"""));
        Assert.Equal(0, Feed(detector, """{"@timestamp":3,"k":"A","u":"other"}"""));
        Assert.Equal(0, Feed(detector, """{"@timestamp":4,"k":"B","u":"trusted"}"""));
        Assert.Equal(1, Feed(detector, """{"@timestamp":5,"k":"B","u":"other"}"""));
    }

    [Fact]
    public void Process_ExceptedEvents_NeitherEndASequenceNorFillItsGap()
    {
        var detector = DetectorSet.Compile(
        [
            Rule("sequence [any where k == \"A\"] [any where k == \"B\"] until [any where k == \"C\"]", Trusted, "until"),
            Rule("sequence with maxspan=1m [any where k == \"A\"] ![any where k == \"C\"] [any where k == \"B\"]", Trusted, "gap"),
        ]).CreateDetector();

        Feed(detector, """{"@timestamp":1,"k":"A"}""");
        Feed(detector, """{"@timestamp":2,"k":"C","u":"trusted"}""");
        Assert.Equal(2, Feed(detector, """{"@timestamp":3,"k":"B"}"""));

        Feed(detector, """{"@timestamp":4,"k":"A"}""");
        Feed(detector, """{"@timestamp":5,"k":"C"}""");
        Assert.Equal(0, Feed(detector, """{"@timestamp":6,"k":"B"}"""));
    }

    [Fact]
    public void Process_ExceptedEvents_DoNotCountForAThreshold()
    {
        var rule = DetectorRunner.Rule("k: A", new ThresholdCriteria { Fields = [], Value = 2 });
        var detector = DetectorSet.Compile([rule with { Query = rule.Query with { Exceptions = [List(Trusted)] } }]).CreateDetector();

        Assert.Equal(0, Feed(detector, """{"@timestamp":1,"k":"A","u":"trusted"}"""));
        Assert.Equal(0, Feed(detector, """{"@timestamp":2,"k":"A"}"""));
        Assert.Equal(0, Feed(detector, """{"@timestamp":3,"k":"A","u":"trusted"}"""));
        Assert.Equal(1, Feed(detector, """{"@timestamp":4,"k":"A"}"""));
    }

    [Theory]
    [InlineData(Trusted, "restored")]
    [InlineData("""[{"field":"u","type":"match","operator":"excluded","value":"trusted"}]""", "dropped")]
    [InlineData("""[{"field":"u","type":"match","operator":"included","value":"other"}]""", "dropped")]
    [InlineData("""[{"field":"u","type":"wildcard","operator":"included","value":"trusted"}]""", "dropped")]
    [InlineData("""[{"field":"u","type":"match_any","operator":"included","value":["trusted"]}]""", "dropped")]
    [InlineData("""[{"field":"u","entries":[{"field":"x","type":"match","operator":"included","value":"trusted"}],"type":"nested"}]""", "dropped")]
    public void Restore_OtherExceptions_DropsTheRule(string now, string expected)
    {
        const string Query = "sequence [any where k == \"A\"] [any where k == \"B\"]";
        var first = DetectorSet.Compile([Rule(Query, Trusted)]).CreateDetector();
        Feed(first, """{"@timestamp":1,"k":"A"}""");
        var saved = new ArrayBufferWriter<byte>();
        first.Save(saved);

        var report = DetectorSet.Compile([Rule(Query, now)]).CreateDetector().Restore(saved.WrittenSpan);

        Assert.Equal(expected == "restored" ? ["r"] : [], report.Restored);
        Assert.Equal(expected == "dropped" ? ["r"] : [], report.Dropped);
    }

    private static DetectorRule Rule(string query, string exception, string id = "r")
    {
        var rule = DetectorRunner.Eql(query, id);
        return rule with { Query = rule.Query with { Exceptions = [List(exception)] } };
    }

    private static ExceptionList List(string exception) => new() { ListId = "list", Items = [.. ExceptionText.Items(exception)] };

    private static int Feed(RuleDetector detector, string json)
    {
        var detections = detector.Process(Encoding.UTF8.GetBytes(json));
        Assert.Equal(EventError.None, detections.Error);
        var count = 0;
        foreach (var _ in detections)
            count++;
        return count;
    }
}
