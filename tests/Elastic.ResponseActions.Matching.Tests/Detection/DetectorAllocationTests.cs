using System.Runtime.CompilerServices;
using System.Text;
using Elastic.ResponseActions.Matching.Detection.State;

namespace Elastic.ResponseActions.Matching.Tests.Detection;

/// <summary>Events that detect nothing allocate nothing, whether rules use them or not; so do events that open what was open.</summary>
[Collection(nameof(RunsAlone))]
public sealed class DetectorAllocationTests
{
    [Fact]
    public void Process_NothingDetected_AllocatesNothing()
    {
        var set = DetectorRunner.Compile(
            DetectorRunner.Eql("sequence by g, ?h with maxspan=1h [any where k == \"A\"] [any where k == \"B\"] [any where k == \"C\"] until [any where k == \"U\"]", "sequence"),
            DetectorRunner.Eql("sequence with maxspan=1h ![any where k == \"M\"] [any where k == \"A\"] ![any where k == \"M\"] [any where k == \"N\"] ![any where k == \"M\"]", "missing"),
            DetectorRunner.Rule("k: (A or B)", new ThresholdCriteria { Fields = ["g"], Value = 1_000_000, Cardinality = [new("h", 3)] }, "threshold"),
            DetectorRunner.Rule("k: (A or B)", new ThresholdCriteria { Fields = ["g"], Value = 2_000 }, "window") with { LookBack = TimeSpan.FromMilliseconds(3), Interval = TimeSpan.FromMilliseconds(3) },
            DetectorRunner.Rule("k: *", new NewTermsCriteria { Fields = ["g", "h"], HistoryWindow = TimeSpan.FromHours(1) }, "new terms"),
            DetectorRunner.Rule("k: *", new ThreatMatchCriteria { Mapping = [new([new("g", "g"), new("h", "h", Negate: true)]), new([new("source.ip", "ip")])] }, "threat"));
        var detector = set.CreateDetector();
        detector.AddIndicator("""{"g":"z","h":"z","ip":"10.0.0.0/8"}"""u8);
        byte[][] events =
        [
            .. new[] { "A", "B", "M", "U", "Z" }.Select(kind => Encoding.UTF8.GetBytes(
                $$"""{"@timestamp":"2024-05-15T12:00:00Z","k":"{{kind}}","g":["x","y","x"],"h":["1","2"],"source.ip":"11.0.0.1"}""")),
            """{"@timestamp":"2024-05-15T12:00:00Z","nothing":"of this"}"""u8.ToArray(),
            """{"k":"A"}"""u8.ToArray(),
        ];

        var found = Feed(detector, events, 70);
        var before = GC.GetAllocatedBytesForCurrentThread();
        found += Feed(detector, events, 40);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(4, found);   // the new terms of the first event
        Assert.Equal(0, allocated);
        Assert.True(detector.Statistics.OpenSequences > 0);
    }

    [Fact]
    public void StateBytes_OpenSequences_IsWhatTheyTakeAndAtMost256Each()
    {
        const int count = 100_000;
        var set = DetectorRunner.Compile(DetectorRunner.Eql("sequence by host.id, process.entity_id with maxspan=1d [any where k == \"A\"] [any where k == \"B\"]"));
        var detector = set.CreateDetector();
        var ids = Enumerable.Range(0, count).Select(i => Encoding.UTF8.GetBytes($"event-{i:D14}")).ToArray();
        var events = Enumerable.Range(0, count).Select(i => Encoding.UTF8.GetBytes(
            $$$"""{"@timestamp":100000,"k":"A","host":{"id":"3ebe3ff3a9ec6c18fc9f671d844ff0e6"},"process":{"entity_id":"{67e11d8c-eb56-5fdd-1f97-{{{i:D12}}}}"}}""")).ToArray();
        detector.Process(events[0], default, ids[0]);

        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < count; i++)
        {
            detector.Process(events[i], default, ids[i]);
        }

        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive((events, ids));
        var statistics = detector.Statistics;
        TestContext.Current.TestOutputHelper?.WriteLine($"{(double)statistics.StateBytes / count:F1} bytes a sequence counted, {(double)taken / count:F1} taken, {Unsafe.SizeOf<StateCell>()} of them the cell");
        Assert.Equal(count, statistics.OpenSequences);
        Assert.InRange((double)statistics.StateBytes / count, 100, 256);
        Assert.InRange(taken, statistics.StateBytes * 0.8, statistics.StateBytes * 1.2);
    }

    private static int Feed(RuleDetector detector, byte[][] events, int rounds)
    {
        var found = 0;
        for (var round = 0; round < rounds; round++)
        {
            foreach (var @event in events)
            {
                found += detector.Process(@event, default, "some-event-id"u8).Count;
            }
        }

        return found;
    }
}
