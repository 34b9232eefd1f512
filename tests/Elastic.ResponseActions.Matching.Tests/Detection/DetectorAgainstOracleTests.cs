using System.Globalization;
using Elastic.ResponseActions.Matching.Tests.Detection.Oracle;

namespace Elastic.ResponseActions.Matching.Tests.Detection;

/// <summary>
/// Random rules over random streams: the detector reports what the slow definitions find, in their order. The same streams on every run;
/// <c>RA_STREAMS</c> asks for more of them, <c>RA_SEED</c> for others.
/// </summary>
public sealed class DetectorAgainstOracleTests
{
    private static readonly int Streams = Setting("RA_STREAMS", 3_000);
    private static readonly int Seed = Setting("RA_SEED", 20_240_515);

    [Fact]
    public void Sequences_OutOfOrderStreams_AgreeWithOracle() => Compare((random, seed) =>
    {
        const int times = 12;
        var (sequence, eql, pipes) = random.Sequence(times);
        var events = random.Events(random.Next(4, 25), times);
        var expected = pipes.Aggregate<ResultPipeText, IEnumerable<SlowResult>>(sequence.Find(SlowEvent.InOrder(events)), (results, pipe) => pipe.Cut(results));

        var detector = DetectorRunner.Compile(DetectorRunner.Eql(eql)).CreateDetector(DetectorRunner.Reordering);
        return (eql, InOrder(sequence, pipes, expected.Select(it => it.ToString())), InOrder(sequence, pipes, DetectorRunner.Run(detector, events).Select(DetectorRunner.Text)));
    });

    [Fact]
    public void Sequences_OrderedStreams_AgreeWithOracle() => Compare((random, seed) =>
    {
        const int times = 12;
        var (sequence, eql, pipes) = random.Sequence(times);
        var events = Renumbered(SlowEvent.InOrder(random.Events(random.Next(4, 25), times)));
        var expected = pipes.Aggregate<ResultPipeText, IEnumerable<SlowResult>>(sequence.Find(events), (results, pipe) => pipe.Cut(results));

        var detector = DetectorRunner.Compile(DetectorRunner.Eql(eql)).CreateDetector();
        return (eql, InOrder(sequence, pipes, expected.Select(it => it.ToString())), InOrder(sequence, pipes, DetectorRunner.Run(detector, events).Select(DetectorRunner.Text)));
    });

    [Fact]
    public void Samples_AgreeWithOracle() => Compare((random, seed) =>
    {
        var (sample, eql) = random.Sample();
        var events = random.Events(random.Next(2, 14), 9);
        return (eql, sample.Find(events).Select(it => it.ToString()), DetectorRunner.Run(DetectorRunner.Compile(DetectorRunner.Eql(eql)).CreateDetector(), events));
    });

    [Fact]
    public void Thresholds_AgreeWithOracle() => Compare((random, seed) =>
    {
        var fields = random.Keys(random.Next(0, 2), mayBeOptional: false);
        var cardinality = Enumerable.Range(0, random.One(0, 0, 1, 1, 2)).Select(_ => (random.One("v", "h"), random.Next(1, 3))).ToList();
        var oracle = new SlowThreshold(fields, random.Next(1, 4), cardinality, random.Chance(60) ? random.Next(1, 8) : null, random.Chance(60) ? random.Next(1, 8) : null);
        var events = Renumbered(SlowEvent.InOrder(random.Events(random.Next(4, 30), 20)));
        var rule = DetectorRunner.Rule("k: (A or B or C)", new ThresholdCriteria
        {
            Fields = [.. fields.Select(field => field.Field)],
            Value = oracle.Value,
            Cardinality = [.. cardinality.Select(it => new ThresholdCardinality(it.Item1, it.Item2))],
        }) with
        {
            LookBack = Span(oracle.LookBack),
            Interval = Span(oracle.Interval),
        };

        var mostIds = random.One(1, 2, 3, 100);
        var looksAtTime = oracle.LookBack is not null || oracle.Interval is not null;
        var expected = oracle.Find([.. events.Where(it => it.Is("k", "A") || it.Is("k", "B") || it.Is("k", "C"))])
            .Select(it => DetectorRunner.Threshold(it.Terms, it.Events.TakeLast(mostIds).Select(@event => @event.Id), it.Events.Count, looksAtTime ? it.Events[0].Time : null));
        var detector = DetectorRunner.Compile(rule).CreateDetector(new DetectorOptions { MaxGroupEventIds = mostIds });
        return ($"{rule} {rule.Criteria} {rule.LookBack} {rule.Interval}, ids {mostIds}", expected, DetectorRunner.Run(detector, events));
    });

    [Fact]
    public void NewTerms_AgreeWithOracle() => Compare((random, seed) =>
    {
        var fields = random.Keys(random.Next(1, 3), mayBeOptional: false);
        var oracle = new SlowNewTerms(fields, random.Chance(60) ? random.Next(1, 10) : null);
        var rule = DetectorRunner.Rule("k: *", new NewTermsCriteria { Fields = [.. fields.Select(field => field.Field)], HistoryWindow = Span(oracle.History) });
        var history = random.Events(random.Next(0, 3), 5).Where(it => it["k"].Length > 0).ToList();
        var events = Renumbered(SlowEvent.InOrder(random.Events(random.Next(4, 20), 25)));

        var detector = DetectorRunner.Compile(rule).CreateDetector();
        foreach (var old in history)
        {
            Assert.Equal(EventError.None, detector.SeedHistory(old.ToUtf8Json()));
        }

        var expected = oracle.Find(history, [.. events.Where(it => it["k"].Length > 0)]).Select(it => DetectorRunner.Terms(it.Terms, it.Event.Id));
        return ($"{rule.Criteria}", expected, DetectorRunner.Run(detector, events));
    });

    [Fact]
    public void ThreatMatches_AgreeWithOracle() => Compare((random, seed) =>
    {
        var mapping = Enumerable.Range(0, random.Next(1, 2)).Select(_ => new ThreatMapping(
            [.. Enumerable.Range(0, random.Next(1, 3)).Select((_, i) => new ThreatMappingEntry(random.One("g", "h", "v"), random.One("g", "h", "v"), i > 0 && random.Chance(40)))])).ToList();
        var rule = DetectorRunner.Rule("k: *", new ThreatMatchCriteria { ThreatQuery = "k: (A or B)", Mapping = mapping });
        var indicators = random.Events(random.Next(0, 6), 5);
        var events = random.Events(random.Next(1, 10), 25);

        var detector = DetectorRunner.Compile(rule).CreateDetector();
        foreach (var indicator in indicators)
        {
            Assert.Equal(EventError.None, detector.AddIndicator(indicator.ToUtf8Json(), default, indicator.Utf8Id));
        }

        var expected = new SlowThreatMatch(mapping)
            .Find([.. indicators.Where(it => it.Is("k", "A") || it.Is("k", "B"))], [.. events.Where(it => it["k"].Length > 0)])
            .Select(it => $"{it.Event.Id}: {string.Join(",", it.Indicators)}");
        var actual = DetectorRunner.Run(detector, events).Cast<ThreatMatchDetection>()
            .Select(it => $"{it.EventIds[0]}: {string.Join(",", it.Indicators.Select(i => $"{i.IndicatorId}/{mapping.FindIndex(item => ReferenceEquals(item, i.Mapping))}").Order(StringComparer.Ordinal))}");
        return ($"{string.Join(" | ", mapping.Select(item => string.Join(" & ", item.Entries)))}", expected, actual);
    });

    // What must be missing at the end makes each sequence certain at a time of its own; without a pipe it is told then.
    private static IEnumerable<string> InOrder(SlowSequence sequence, IReadOnlyList<ResultPipeText> pipes, IEnumerable<string> results) =>
        sequence.Stages[^1].Missing && pipes.Count == 0 ? results.Order(StringComparer.Ordinal) : results;

    private static void Compare(Func<RandomStream, int, (string Rule, IEnumerable<string> Expected, List<RuleDetection> Found)> one) => Compare((random, seed) =>
    {
        var (rule, expected, found) = one(random, seed);
        return (rule, expected, found.Select(DetectorRunner.Text));
    });

    private static void Compare(Func<RandomStream, int, (string Rule, IEnumerable<string> Expected, IEnumerable<string> Actual)> one)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"RA_SEED={Seed} RA_STREAMS={Streams}");
        var (results, rules) = (0, 0);
        var wrong = new List<string>();
        for (var seed = Seed; seed < Seed + Streams; seed++)
        {
            var (rule, expected, actual) = one(new RandomStream(seed), seed);
            var wanted = expected.ToList();
            var got = actual.ToList();
            results += wanted.Count;
            rules += wanted.Count > 0 ? 1 : 0;
            if (!wanted.SequenceEqual(got))
            {
                wrong.Add($"RA_SEED={seed} RA_STREAMS=1: {rule}\n  expected {string.Join(" ", wanted)}\n  found    {string.Join(" ", got)}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{results} results of {rules} rules with results");
        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong; the shortest are\n{string.Join('\n', wrong.OrderBy(text => text.Length).Take(4))}");
        Assert.True(Streams < 1000 || rules > Streams / 20, $"only {rules} of {Streams} rules have results");
    }

    private static List<SlowEvent> Renumbered(IReadOnlyList<SlowEvent> events) => [.. events.Select((it, i) => it with { Arrival = i + 1 })];

    private static TimeSpan? Span(long? millis) => millis is null ? null : TimeSpan.FromMilliseconds(millis.Value);

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
