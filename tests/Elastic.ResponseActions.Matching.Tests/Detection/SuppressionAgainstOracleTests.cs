using Elastic.ResponseActions.Matching.Tests.Detection.Oracle;

namespace Elastic.ResponseActions.Matching.Tests.Detection;

/// <summary>A rule with suppression reports what is left of the reports of the same rule without it, group by group.</summary>
public sealed class SuppressionAgainstOracleTests
{
    private const int Streams = 2_000;
    private const int Seed = 7;

    [Fact]
    public void Query_GroupsByEachValue() => Compare(
        (random, suppression) => DetectorRunner.Rule("k: (A or B)", null) with { Suppression = suppression },
        (suppression, events) => EachValue(suppression, events[^1]));

    [Fact]
    public void EqlEvents_GroupByAllValuesTogether() => Compare(
        (random, suppression) => DetectorRunner.Eql("any where k in (\"A\", \"B\")") with { Suppression = suppression },
        (suppression, events) => [Together(suppression, events)]);

    [Fact]
    public void NewTerms_GroupByAllValuesTogether() => Compare(
        (random, suppression) => DetectorRunner.Rule("k: *", new NewTermsCriteria { Fields = ["k"], HistoryWindow = TimeSpan.FromMilliseconds(2) }) with { Suppression = suppression },
        (suppression, events) => [Together(suppression, events)]);

    [Fact]
    public void ThreatMatches_GroupByAllValuesTogether() => Compare(
        (random, suppression) => DetectorRunner.Rule("k: *", new ThreatMatchCriteria { Mapping = [new([new("k", "k")])] }) with { Suppression = suppression },
        (suppression, events) => [Together(suppression, events)]);

    [Fact]
    public void Sequences_GroupByWhatTheirEventsShare() => Compare(
        (random, suppression) => DetectorRunner.Eql("sequence [any where k == \"A\"] [any where k == \"B\"] [any where k in (\"A\", \"C\")]") with { Suppression = suppression },
        (suppression, events) => [Together(suppression, events)]);

    [Fact]
    public void Thresholds_GroupByTheirOwnFields() => Compare(
        (random, suppression) => DetectorRunner.Rule("k: *", new ThresholdCriteria { Fields = ["g"], Value = 2 }) with
        {
            Suppression = new AlertSuppression { Duration = suppression.Duration },
            LookBack = TimeSpan.FromMilliseconds(8),
            Interval = TimeSpan.FromMilliseconds(1),
        },
        groups: null);

    // Null: an alert that is not to be suppressed.
    private static IEnumerable<string?> EachValue(AlertSuppression suppression, SlowEvent @event)
    {
        var optional = suppression.MissingFieldsStrategy == MissingFieldsStrategy.Suppress;
        var keys = @event.Keys([.. suppression.GroupBy.Select(field => new SlowKey(field, optional))]);
        return keys.Count == 0 ? Enumerable.Repeat<string?>(null, 1) : keys.Select(key => string.Join("|", key.Select(part => part ?? "?")));
    }

    private static string? Together(AlertSuppression suppression, SlowEvent[] events)
    {
        var shared = suppression.GroupBy.Select(field => events.Select(@event => @event[field]).Aggregate((a, b) => [.. a.Intersect(b)]).Distinct().Order(StringComparer.Ordinal).ToArray()).ToList();
        return suppression.MissingFieldsStrategy == MissingFieldsStrategy.DoNotSuppress && shared.Exists(values => values.Length == 0)
            ? null
            : string.Join("|", shared.Select(values => string.Join("&", values)));
    }

    private static void Compare(Func<RandomStream, AlertSuppression, DetectorRule> make, Func<AlertSuppression, SlowEvent[], IEnumerable<string?>>? groups)
    {
        var suppressed = 0L;
        for (var seed = Seed; seed < Seed + Streams; seed++)
        {
            var random = new RandomStream(seed);
            var suppression = new AlertSuppression
            {
                GroupBy = random.One<string[]>(["g"], ["g", "h"], ["v", "g"]),
                Duration = random.Chance(80) ? TimeSpan.FromMilliseconds(random.Next(1, 8)) : null,
                MissingFieldsStrategy = random.One(MissingFieldsStrategy.Suppress, MissingFieldsStrategy.DoNotSuppress),
            };
            var rule = make(random, suppression);
            var events = SlowEvent.InOrder(random.Events(random.Next(4, 20), 20)).Select((it, i) => it with { Arrival = i + 1 }).ToList();
            var byId = events.ToDictionary(it => it.Id);

            var all = DetectorRunner.Run(Detector(rule with { Suppression = null }, events[0]), events);
            var slow = new SlowSuppression((long?)(rule.Suppression!.Duration ?? rule.Interval)?.TotalMilliseconds);
            var expected = all.SelectMany(it => Groups(it).Where(group => slow.Reports(group, byId[it.EventIds[^1]!].Time)).Select(_ => DetectorRunner.Text(it)));

            var detector = Detector(rule, events[0]);
            Assert.Equal(expected, DetectorRunner.Run(detector, events).Select(DetectorRunner.Text));
            suppressed += detector.Statistics.SuppressedAlerts;

            IEnumerable<string?> Groups(RuleDetection detection) => detection is ThresholdDetection threshold
                ? [string.Join("|", threshold.Terms)]
                : groups!(suppression, [.. detection.EventIds.Select(id => byId[id!])]);
        }

        Assert.True(suppressed > Streams / 20, $"only {suppressed} alerts were suppressed");
    }

    private static RuleDetector Detector(DetectorRule rule, SlowEvent indicator)
    {
        var detector = DetectorRunner.Compile(rule).CreateDetector();
        detector.AddIndicator(indicator.ToUtf8Json(), default, indicator.Utf8Id);
        return detector;
    }
}
