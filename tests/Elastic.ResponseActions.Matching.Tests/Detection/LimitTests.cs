using System.Text;
using Elastic.ResponseActions.Matching.Detection.State;

namespace Elastic.ResponseActions.Matching.Tests.Detection;

/// <summary>State stays within its limits: the oldest goes first, and is counted.</summary>
public sealed class LimitTests
{
    private static readonly DetectorSet Sequences = DetectorRunner.Compile(
        DetectorRunner.Eql("sequence by g with maxspan=1h [any where k == \"A\"] [any where k == \"B\"]", "one"),
        DetectorRunner.Eql("sequence by g with maxspan=1h [any where k == \"C\"] [any where k == \"D\"]", "two"));

    [Fact]
    public void Process_MoreOpenSequencesThanAllowed_EvictsTheOldestOfAllRules()
    {
        var detector = Sequences.CreateDetector(new DetectorOptions { MaxOpenSequences = 100 });
        for (var i = 0; i < 250; i++)
        {
            Feed(detector, i % 3 == 0 ? "C" : "A", $"key {i}", i);
        }

        var statistics = detector.Statistics;
        Assert.InRange(statistics.OpenSequences, 98, 100);
        Assert.Equal(250, statistics.OpenSequences + statistics.EvictedSequences);
        Assert.Equal(0, Feed(detector, "B", "key 100", 251));
        Assert.Equal(1, Feed(detector, "D", "key 249", 252));
        Assert.Equal(1, Feed(detector, "B", "key 248", 253));
    }

    [Fact]
    public void Process_MoreGroupsThanAllowed_EvictsTheOldest()
    {
        var set = DetectorRunner.Compile(DetectorRunner.Rule("k: A", new ThresholdCriteria { Fields = ["g"], Value = 2, Cardinality = [new("v", 2)] }));
        var detector = set.CreateDetector(new DetectorOptions { MaxGroups = 100 });
        for (var i = 0; i < 90; i++)
        {
            Feed(detector, "A", $"key {i}", i, ",\"v\":1");
        }

        // A group is evicted with its values.
        var statistics = detector.Statistics;
        Assert.InRange(statistics.Groups, 96, 100);
        Assert.Equal(180, statistics.Groups + statistics.EvictedGroups);
        Assert.Equal(0, Feed(detector, "A", "key 1", 91, ",\"v\":2"));
        Assert.Equal(1, Feed(detector, "A", "key 89", 92, ",\"v\":2"));
    }

    [Fact]
    public void Process_MoreBytesThanAllowed_EvictsTheOldest()
    {
        const int limit = 64 * 1024;
        var detector = Sequences.CreateDetector(new DetectorOptions { MaxStateBytes = limit });
        for (var i = 0; i < 2_000; i++)
        {
            Feed(detector, "A", $"{new string('x', i % 500)} {i}", i);
            Assert.InRange(detector.Statistics.StateBytes, 0, limit);
        }

        Assert.True(detector.Statistics.EvictedSequences > 1_000);
        Assert.Equal(1, Feed(detector, "B", $"{new string('x', 1_999 % 500)} 1999", 2_001));
    }

    [Fact]
    public void AddIndicator_StateFull_Throws()
    {
        var set = DetectorRunner.Compile(DetectorRunner.Rule("k: A", new ThreatMatchCriteria { Mapping = [new([new("g", "i")])] }));
        var detector = set.CreateDetector(new DetectorOptions { MaxStateBytes = 10_000 });

        var error = Assert.Throws<InvalidOperationException>(() =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                detector.AddIndicator(Encoding.UTF8.GetBytes($$"""{"i":"{{i}}"}"""));
            }
        });

        Assert.Contains("MaxStateBytes", error.Message, StringComparison.Ordinal);
        detector.ClearIndicators();
        Assert.Equal((0, 0L), (detector.Statistics.IndicatorEntries, detector.Statistics.StateBytes));
        Assert.Equal(EventError.None, detector.AddIndicator("""{"i":"x"}"""u8));
    }

    [Fact]
    public void Process_TooManyKeysInOneEvent_CutsThemAndCounts()
    {
        var set = DetectorRunner.Compile(DetectorRunner.Eql("sequence by g, h, v [any where k == \"A\"] [any where k == \"B\"]"));
        var detector = set.CreateDetector(new DetectorOptions { MaxKeysPerEvent = 50 });
        var many = string.Join(',', Enumerable.Range(0, 3_000));

        detector.Process(Encoding.UTF8.GetBytes($$"""{"@timestamp":10000,"k":"A","g":[{{many}}],"h":[{{many}}],"v":[{{many}}]}"""));

        Assert.Equal((50, 1L), (detector.Statistics.OpenSequences, detector.Statistics.EventsCut));
    }

    [Fact]
    public void Process_ExpiredSequences_AreForgotten()
    {
        var detector = DetectorRunner.Compile(DetectorRunner.Eql("sequence by g with maxspan=1s [any where k == \"A\"] [any where k == \"B\"]")).CreateDetector();
        for (var i = 0; i < 5_000; i++)
        {
            Feed(detector, "A", $"key {i}", i * 1_000L);
        }

        Assert.InRange(detector.Statistics.OpenSequences, 1, 70);   // a second, and a minute of grace
        Assert.Equal(0, detector.Statistics.EvictedSequences);
    }

    [Fact]
    public void Process_UnlikeKeysWithTheSameHash_StayApart()
    {
        var cells = new StateCells([StateKind.Sequence, StateKind.Sequence]);
        var a = cells.Add(0, "a"u8, "1"u8);
        var b = cells.Add(0, "b"u8, "2"u8);
        var other = cells.Add(1, "a"u8, "3"u8);
        cells[a].Hash = cells[b].Hash;   // as if they collided: only comparing whole keys tells them apart

        Assert.Equal(b, cells.Find(0, "b"u8));
        Assert.Equal(other, cells.Find(1, "a"u8));
        Assert.Equal(StateCells.None, cells.Find(1, "b"u8));
    }

    private static int Feed(RuleDetector detector, string kind, string key, long time, string more = "") =>
        detector.Process(Encoding.UTF8.GetBytes($$"""{"@timestamp":{{100_000 + time}},"k":"{{kind}}","g":"{{key}}"{{more}}}""")).Count;
}
