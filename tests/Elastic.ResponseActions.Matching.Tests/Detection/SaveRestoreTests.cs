using System.Buffers;
using Elastic.ResponseActions.Matching.Tests.Detection.Oracle;

namespace Elastic.ResponseActions.Matching.Tests.Detection;

/// <summary>A restart loses nothing: a stream cut anywhere, saved, restored and gone on with gives what the uncut stream gives.</summary>
public sealed class SaveRestoreTests
{
    private const int Streams = 60;

    [Fact]
    public void Restore_CutAtEveryEvent_GivesTheSameDetections()
    {
        var detections = 0;
        for (var seed = 1; seed <= Streams; seed++)
        {
            var random = new RandomStream(seed);
            var set = DetectorSet.Compile(Rules(random));
            var options = DetectorOptions.Default with { ReorderWindow = random.One(TimeSpan.Zero, TimeSpan.FromMilliseconds(4), TimeSpan.MaxValue) };
            var events = random.Events(25, 30);
            var whole = DetectorRunner.Run(WithIndicator(set.CreateDetector(options), events[0]), events).Select(Line).ToList();
            detections += whole.Count;

            for (var cut = 0; cut <= events.Count; cut++)
            {
                var found = new List<RuleDetection>();
                var first = WithIndicator(set.CreateDetector(options), events[0]);
                foreach (var @event in events.Take(cut))
                {
                    DetectorRunner.Feed(first, @event, found);
                }

                var second = set.CreateDetector(options);
                var report = second.Restore(Save(first));
                Assert.Equal(set.Rules.Select(rule => rule.Query.RuleId), report.Restored);
                Assert.Empty(report.Dropped);
                Assert.Equal(Held(first.Statistics), Held(second.Statistics));
                Assert.Equal(Save(first), Save(second));

                foreach (var @event in events.Skip(cut))
                {
                    DetectorRunner.Feed(second, @event, found);
                }

                DetectorRunner.Complete(second, found);
                Assert.True(whole.SequenceEqual(found.Select(Line)), $"seed {seed}, cut at {cut}:\n{string.Join('\n', whole)}\nbut\n{string.Join('\n', found.Select(Line))}");
            }
        }

        Assert.True(detections > Streams * 20, $"only {detections} detections");
    }

    [Fact]
    public void Restore_OtherRules_KeepsThoseThatAreTheSame()
    {
        var (a, b, c) = (Pair("a", "1s"), Pair("b", "1s"), Pair("c", "1s"));
        var first = DetectorSet.Compile([a, b, c]).CreateDetector(DetectorRunner.Reordering with { ReorderWindow = TimeSpan.FromMilliseconds(5) });
        Feed(first, 1, "A");
        Feed(first, 10, "A");
        Assert.Equal((3, 1), (first.Statistics.OpenSequences, first.Statistics.HeldEvents));

        // Another order, another query, and one rule gone.
        var second = DetectorSet.Compile([Pair("c", "1s"), Pair("b", "2s"), Pair("d", "1s")]).CreateDetector();
        var report = second.Restore(Save(first));

        Assert.Equal(["c"], report.Restored);
        Assert.Equal(["a", "b"], report.Dropped);
        Assert.Equal((1, 1), (second.Statistics.OpenSequences, second.Statistics.HeldEvents));
        Assert.Equal(["c (1, e20)"], Feed(second, 20, "B", id: "e20").Select(it => $"{it.RuleId} ({string.Join(", ", it.EventIds)})").Order());
    }

    [Fact]
    public void Restore_TypeOfAKeyFieldChanged_DropsTheRule()
    {
        var rule = DetectorRunner.Eql("sequence by n [any where k == \"A\"] [any where k == \"B\"]");
        var first = DetectorSet.Compile([rule]).CreateDetector();
        first.Process("""{"@timestamp":1,"k":"A","n":"05"}"""u8);

        var second = DetectorSet.Compile([rule], RuleSetOptions.Default with { FieldTypes = FieldTypeTable.BuiltIn.With("n", FieldType.Long) }).CreateDetector();

        Assert.Equal(["r"], second.Restore(Save(first)).Dropped);
    }

    [Fact]
    public void Restore_AnyByteChanged_IsRefused()
    {
        var set = DetectorSet.Compile([Pair("a", "1s")]);
        var first = set.CreateDetector();
        Feed(first, 1, "A");
        var saved = Save(first);

        for (var i = 0; i < saved.Length; i++)
        {
            var damaged = saved.ToArray();
            damaged[i] ^= 0x40;
            Assert.Throws<InvalidDataException>(() => set.CreateDetector().Restore(damaged));
            Assert.Throws<InvalidDataException>(() => set.CreateDetector().Restore(saved.AsSpan(0, i)));
        }
    }

    [Fact]
    public void Restore_Refused_LeavesTheDetectorAsItWas()
    {
        var detector = DetectorSet.Compile([Pair("a", "1s")]).CreateDetector();
        Feed(detector, 1, "A");

        var error = Assert.Throws<InvalidDataException>(() => detector.Restore("not a state at all, but long enough to be one by its length"u8));

        Assert.Equal("These bytes are not a saved detector state.", error.Message);
        Assert.Single(Feed(detector, 2, "B"));
    }

    [Fact]
    public void Restore_DamagedButSealedAnew_IsRefusedOrHarmless()
    {
        var random = new RandomStream(3);
        var set = DetectorSet.Compile(Rules(random));
        var events = random.Events(40, 30);
        var first = WithIndicator(set.CreateDetector(DetectorOptions.Default with { ReorderWindow = TimeSpan.FromMilliseconds(4) }), events[0]);
        events.Take(25).ToList().ForEach(@event => DetectorRunner.Feed(first, @event, []));
        var saved = Save(first)[..^32];

        var refused = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var damaged = saved.ToArray();
            for (var changes = random.Next(1, 3); changes > 0; changes--)
            {
                damaged[random.Next(8, damaged.Length - 1)] = (byte)random.One(random.Next(0, 255), 0, 1, 0x7f, 0x80, 0xff);
            }

            var detector = set.CreateDetector();
            try
            {
                detector.Restore([.. damaged, .. System.Security.Cryptography.SHA256.HashData(damaged)]);
            }
            catch (InvalidDataException)
            {
                refused++;
                continue;
            }

            DetectorRunner.Run(detector, events.Skip(25));
            Save(detector);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{refused} of 20,000 refused");
        Assert.True(refused > 5_000);
    }

    private static DetectorRule[] Rules(RandomStream random) =>
    [
        .. Enumerable.Range(0, 6).Select(i => DetectorRunner.Eql(random.Sequence(12).Eql, $"sequence {i}")),
        DetectorRunner.Eql(random.Sequence(12).Eql, "sequence with suppression") with { Suppression = new AlertSuppression { GroupBy = ["g", "v"], Duration = TimeSpan.FromMilliseconds(5) } },
        DetectorRunner.Eql(random.Sample().Eql, "sample"),
        DetectorRunner.Eql(random.Sample().Eql, "sample with runs") with { Interval = TimeSpan.FromMilliseconds(7), LookBack = TimeSpan.FromMilliseconds(15) },
        DetectorRunner.Rule("k: *", new ThresholdCriteria { Fields = ["g"], Value = 3, Cardinality = [new("v", 2)] }, "threshold") with { LookBack = TimeSpan.FromMilliseconds(9), Interval = TimeSpan.FromMilliseconds(4) },
        DetectorRunner.Rule("k: *", new ThresholdCriteria { Fields = ["g", "h"], Value = 2 }, "threshold of one run"),
        DetectorRunner.Rule("k: *", new NewTermsCriteria { Fields = ["k", "g"], HistoryWindow = TimeSpan.FromMilliseconds(6) }, "new terms"),
        DetectorRunner.Rule("k: *", new ThreatMatchCriteria { Mapping = [new([new("k", "k"), new("g", "g", Negate: true)]), new([new("v", "v")])] }, "threat"),
        DetectorRunner.Rule("k: A", null, "query") with { Suppression = new AlertSuppression { GroupBy = ["h"], Duration = TimeSpan.FromMilliseconds(5) } },
        DetectorRunner.Eql("any where k == \"A\" | head 6 | tail 2", "pipes"),
    ];

    private static DetectorRule Pair(string id, string maxSpan) => DetectorRunner.Eql($"sequence with maxspan={maxSpan} [any where k == \"A\"] [any where k == \"B\"]", id);

    private static List<RuleDetection> Feed(RuleDetector detector, long time, string kind, string id = "")
    {
        var found = new List<RuleDetection>();
        foreach (var detection in detector.Process(System.Text.Encoding.UTF8.GetBytes($$"""{"@timestamp":{{time}},"k":"{{kind}}"}"""), default, System.Text.Encoding.UTF8.GetBytes(id)))
        {
            found.Add(detection);
        }

        return found;
    }

    private static RuleDetector WithIndicator(RuleDetector detector, SlowEvent indicator)
    {
        detector.AddIndicator(indicator.ToUtf8Json(), default, indicator.Utf8Id);
        return detector;
    }

    private static byte[] Save(RuleDetector detector)
    {
        var saved = new ArrayBufferWriter<byte>();
        detector.Save(saved);
        return saved.WrittenSpan.ToArray();
    }

    private static (long, int, int, int, int) Held(DetectorStatistics it) => (it.Events, it.OpenSequences, it.Groups, it.IndicatorEntries, it.HeldEvents);

    private static string Line(RuleDetection detection) => $"{detection.RuleId}: {DetectorRunner.Text(detection)}";
}
