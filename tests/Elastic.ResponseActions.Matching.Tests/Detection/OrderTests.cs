using System.Text;

namespace Elastic.ResponseActions.Matching.Tests.Detection;

/// <summary>Events out of order, late ones, and what waits for time to pass.</summary>
public sealed class OrderTests
{
    private const string Pair = "sequence with maxspan=1h [any where k == \"A\"] [any where k == \"B\"]";

    [Fact]
    public void Process_WithinTheReorderWindow_IsUsedInOrder()
    {
        var detector = Detector(Pair, TimeSpan.FromSeconds(10));

        Assert.Empty(Feed(detector, "B", 5_000));
        Assert.Empty(Feed(detector, "A", 4_000));
        Assert.Equal(2, detector.Statistics.HeldEvents);
        Assert.Empty(Feed(detector, "C", 15_000));
        Assert.Equal(["2 1"], Feed(detector, "C", 15_001));

        Assert.Equal((0, 0L), (detector.Statistics.HeldEvents, detector.Statistics.LateEvents));
    }

    [Fact]
    public void Process_BeyondTheReorderWindow_IsLateAndSaysSo()
    {
        var detector = Detector(Pair, TimeSpan.FromSeconds(10));
        Feed(detector, "B", 50_000);
        Feed(detector, "C", 61_000);   // the B is used

        var late = detector.Process(Event("A", 49_000));

        Assert.True(late.IsLate);
        Assert.Equal(1, detector.Statistics.LateEvents);
        Assert.Empty(Complete(detector));
    }

    [Theory]
    [InlineData(2_000, true)]
    [InlineData(3_601_000, true)]
    [InlineData(3_601_001, false)]
    public void Complete_TrailingMissingEvent_SaysWhetherOneMayStillCome(int newest, bool isOpen)
    {
        foreach (var window in new[] { TimeSpan.Zero, TimeSpan.MaxValue })
        {
            var detector = Detector("sequence with maxspan=1h [any where k == \"A\"] ![any where k == \"B\"]", window);
            var found = new List<RuleDetection>();
            DetectorRunner.Collect(detector.Process(Event("A", 1_000)), found);
            DetectorRunner.Collect(detector.Process(Event("C", newest)), found);
            DetectorRunner.Collect(detector.Complete(), found);

            Assert.Equal(isOpen, Assert.IsType<SequenceDetection>(Assert.Single(found)).IsWindowOpen);
        }
    }

    [Fact]
    public void Complete_TrailingMissingEventBehindAPipe_MayStillCome()
    {
        var detector = Detector("sequence with maxspan=1s [any where k == \"A\"] ![any where k == \"B\"] | tail 1");
        var found = new List<RuleDetection>();
        DetectorRunner.Collect(detector.Process(Event("A", 1_000)), found);
        DetectorRunner.Collect(detector.Complete(), found);

        Assert.True(Assert.IsType<SequenceDetection>(Assert.Single(found)).IsWindowOpen);
    }

    [Fact]
    public void Process_NoWindow_LateEventIsStillUsedWhereNothingCameAfterItsTime()
    {
        var detector = Detector("sequence by g with maxspan=1h [any where k == \"A\"] [any where k == \"B\"]");

        Feed(detector, "A", 1_000, ",\"g\":\"host 1\"");
        Feed(detector, "A", 5_000, ",\"g\":\"host 2\"");
        var late = detector.Process(Event("B", 2_000, ",\"g\":\"host 1\""));

        Assert.True(late.IsLate);
        Assert.Equal(1, late.Count);
    }

    [Fact]
    public void Process_NoWindow_LateEventDoesNotFollowALaterOne()
    {
        var detector = Detector(Pair);

        Feed(detector, "A", 5_000);

        Assert.Empty(Feed(detector, "B", 4_000));
        Assert.Equal(["1 3"], Feed(detector, "B", 6_000));
    }

    [Fact]
    public void Process_NoWindow_LateFirstStageDoesNotReplaceALaterOne()
    {
        var detector = Detector("sequence with maxspan=2s [any where k == \"A\"] [any where k == \"B\"]");

        Feed(detector, "A", 5_000);
        Feed(detector, "A", 3_000);

        Assert.Equal(["1 3"], Feed(detector, "B", 6_000));
    }

    [Fact]
    public void Process_MoreHeldEventsThanAllowed_UsesTheOldestEarlyAndCounts()
    {
        var set = DetectorRunner.Compile(DetectorRunner.Eql(Pair));
        var detector = set.CreateDetector(new DetectorOptions { ReorderWindow = TimeSpan.FromDays(1), MaxHeldEvents = 2 });

        Feed(detector, "A", 1_000);
        Feed(detector, "C", 1_500);
        Feed(detector, "A", 3_000);
        Assert.Empty(Feed(detector, "B", 2_000));
        Assert.Equal(["1 4"], Feed(detector, "A", 4_000));

        Assert.Equal((2, 2L), (detector.Statistics.HeldEvents, detector.Statistics.ReleasedEarly));
    }

    [Fact]
    public void Process_EventWithoutTime_IsPassedOverAndCounted()
    {
        var detector = Detector(Pair);
        Feed(detector, "A", 1_000);

        Assert.Equal(0, detector.Process("""{"k":"B"}"""u8).Count);
        Assert.Equal(0, detector.Process("""{"k":"B","@timestamp":"yesterday"}"""u8).Count);
        Assert.Equal(0, detector.Process("""{"k":"Z"}"""u8).Count);

        Assert.Equal(2, detector.Statistics.EventsWithoutTime);
    }

    [Fact]
    public void Process_SeveralTimes_TakesTheEarliest()
    {
        var detector = Detector(Pair);
        Feed(detector, "A", 5_000);

        detector.Process("""{"k":"B","@timestamp":["1970-01-01T00:00:09Z","1970-01-01T00:00:04Z"]}"""u8);

        Assert.Equal(1, detector.Statistics.LateEvents);
    }

    [Fact]
    public void Process_TrailingMissingEvent_IsToldWhenTimeHasPassed()
    {
        var detector = Detector("sequence with maxspan=5s [any where k == \"A\"] ![any where k == \"M\"]");

        Assert.Empty(Feed(detector, "A", 10_000));
        Assert.Empty(Feed(detector, "C", 15_000));
        Assert.Equal(["1 -"], Feed(detector, "C", 15_001));
    }

    [Fact]
    public void Process_TrailingMissingEvents_AreToldAsSoonAsEachIsCertain()
    {
        // The second has the older first event, so it is certain sooner.
        var detector = Detector("sequence by g with maxspan=5s [any where k == \"A\"] [any where k == \"B\"] ![any where k == \"M\"]");
        Feed(detector, "A", 10_000, ",\"g\":\"y\"");
        Feed(detector, "A", 12_000, ",\"g\":\"x\"");
        Feed(detector, "B", 13_000, ",\"g\":\"x\"");
        Feed(detector, "B", 14_000, ",\"g\":\"y\"");

        Assert.Equal(["1 4 -"], Feed(detector, "C", 16_000));
        Assert.Equal(["2 3 -"], Feed(detector, "C", 18_000));
    }

    [Fact]
    public void Process_TrailingMissingEventsWithAPipe_AreCutInTheOrderOfTheirLastEvents()
    {
        var detector = Detector("sequence by g with maxspan=5s [any where k == \"A\"] [any where k == \"B\"] ![any where k == \"M\"] | head 1");
        Feed(detector, "A", 10_000, ",\"g\":\"y\"");
        Feed(detector, "A", 12_000, ",\"g\":\"x\"");
        Feed(detector, "B", 13_000, ",\"g\":\"x\"");
        Feed(detector, "B", 14_000, ",\"g\":\"y\"");

        Assert.Empty(Feed(detector, "C", 19_000));
        Assert.Equal(["2 3 -"], Complete(detector));
    }

    [Fact]
    public void Process_ManySequencesOfOneKeyAwaitingAnAbsence_TakeNoLongerThanOfManyKeys()
    {
        // A hundred thousand of one key at one time, and then as many events that look for them: each is looked at once.
        var detector = Detector("sequence with maxspan=1h [any where k == \"A\"] ![any where k == \"M\"]");
        for (var i = 0; i < 100_000; i++)
        {
            detector.Process(OneTime("A"));
        }

        Assert.Equal(100_000, detector.Statistics.OpenSequences);
        for (var i = 0; i < 100_000; i++)
        {
            detector.Process(OneTime("M"));
        }

        Assert.Equal(100_000, Feed(detector, "C", 10_000_000).Count);
        Assert.InRange(detector.Statistics.OpenSequences, 0, 1);
    }

    [Fact]
    public void Process_SampleWithInterval_IsToldWhenTheRunIsOver()
    {
        var rule = DetectorRunner.Eql("sample by g [any where k == \"A\"] [any where k == \"B\"]") with { Interval = TimeSpan.FromSeconds(5), LookBack = TimeSpan.FromSeconds(9) };
        var detector = DetectorRunner.Compile(rule).CreateDetector();

        Feed(detector, "A", 10_000, ",\"g\":\"x\"");
        Assert.Empty(Feed(detector, "B", 11_000, ",\"g\":\"x\""));
        Assert.Equal(["1 2"], Feed(detector, "C", 15_000));
        Feed(detector, "A", 16_000, ",\"g\":\"x\"");
        Assert.Empty(Feed(detector, "C", 20_001));
        Assert.Empty(Feed(detector, "B", 25_500, ",\"g\":\"x\""));   // the A is out of the look-back by then
        Assert.Empty(Complete(detector));
    }

    [Fact]
    public void Process_TimestampFieldOfTheRule_OrdersItsEvents()
    {
        var rule = DetectorRunner.Eql(Pair);
        var detector = DetectorRunner.Compile(rule with { Query = rule.Query with { TimestampField = "event.created" } }).CreateDetector();

        Feed(detector, "A", 5_000, ",\"event\":{\"created\":1000000}");

        Assert.Empty(Feed(detector, "B", 6_000, ",\"event\":{\"created\":999999}"));
        Assert.Equal(["1 3"], Feed(detector, "B", 1_000, ",\"event.created\":1000001"));
    }

    [Fact]
    public void Process_TimestampOverride_FallsBackToTheUsualField()
    {
        var rule = DetectorRunner.Rule("k: A", new ThresholdCriteria { Value = 2 }) with { TimestampOverride = "event.ingested", LookBack = TimeSpan.FromSeconds(5) };
        var detector = DetectorRunner.Compile(rule).CreateDetector();

        Feed(detector, "A", 1_000_000, ",\"event\":{\"ingested\":20000}");
        Assert.Empty(Feed(detector, "A", 26_000));
        Assert.Single(Feed(detector, "A", 31_000));
    }

    [Fact]
    public void Process_LookBackOfTheRule_LimitsASequenceWithoutMaxSpan()
    {
        var rule = DetectorRunner.Eql("sequence [any where k == \"A\"] [any where k == \"B\"]") with { LookBack = TimeSpan.FromSeconds(5) };
        var detector = DetectorRunner.Compile(rule).CreateDetector();

        Feed(detector, "A", 10_000);
        Assert.Empty(Feed(detector, "B", 15_001));
        Feed(detector, "A", 20_000);
        Assert.Single(Feed(detector, "B", 25_000));
    }

    [Fact]
    public void Process_TimesAtTheEndsOfTheRange_DoNotOverflow()
    {
        var detector = Detector(Pair + " | tail 5");
        foreach (var time in new[] { "-9223372036854775808", "9223372036854775807", "0" })
        {
            detector.Process(Encoding.UTF8.GetBytes($$"""{"k":"A","@timestamp":{{time}}}"""));
            detector.Process(Encoding.UTF8.GetBytes($$"""{"k":"B","@timestamp":{{time}}}"""));
        }

        Assert.Equal(["1 2", "3 4", "5 6"], Complete(detector));
    }

    private static RuleDetector Detector(string query, TimeSpan window = default) =>
        DetectorRunner.Compile(DetectorRunner.Eql(query)).CreateDetector(new DetectorOptions { ReorderWindow = window });

    private static byte[] Event(string kind, long millis, string more = "") =>
        Encoding.UTF8.GetBytes($$"""{"@timestamp":"{{DateTimeOffset.FromUnixTimeMilliseconds(millis):O}}","k":"{{kind}}"{{more}}}""");

    private static byte[] OneTime(string kind) => Event(kind, 10_000);

    private static List<string> Feed(RuleDetector detector, string kind, long time, string more = "")
    {
        var texts = new List<string>();
        foreach (var detection in detector.Process(Event(kind, time, more)))
        {
            texts.Add(Text(detection));
        }

        return texts;
    }

    private static List<string> Complete(RuleDetector detector)
    {
        var texts = new List<string>();
        foreach (var detection in detector.Complete())
        {
            texts.Add(Text(detection));
        }

        return texts;
    }

    private static string Text(RuleDetection detection) => string.Join(' ', detection.EventIds.Select(id => id ?? "-"));
}
