using Elastic.ResponseActions.Matching.Tests.Detection.Oracle;

namespace Elastic.ResponseActions.Matching.Tests.Detection;

/// <summary>Feeds made-up events to detectors and says in short what they report.</summary>
internal static class DetectorRunner
{
    public static DetectorOptions Reordering { get; } = new() { ReorderWindow = TimeSpan.MaxValue };

    public static DetectorSet Compile(params DetectorRule[] rules) => DetectorSet.Compile(rules);

    public static DetectorRule Eql(string query, string id = "r") => new() { Query = new RuleQuery { RuleId = id, Language = QueryLanguage.Eql, Query = query, TiebreakerField = "tie" } };

    public static DetectorRule Rule(string query, RuleCriteria? criteria, string id = "r") => new() { Query = new RuleQuery { RuleId = id, Query = query }, Criteria = criteria };

    /// <summary>All events in their order of arrival, and the end.</summary>
    public static List<RuleDetection> Run(RuleDetector detector, IEnumerable<SlowEvent> events)
    {
        var found = new List<RuleDetection>();
        foreach (var @event in events)
        {
            Feed(detector, @event, found);
        }

        Complete(detector, found);
        return found;
    }

    public static void Feed(RuleDetector detector, SlowEvent @event, List<RuleDetection> found)
    {
        var detections = detector.Process(@event.ToUtf8Json(), default, @event.Utf8Id);
        Assert.Equal(EventError.None, detections.Error);
        foreach (var detection in detections)
        {
            found.Add(detection);
        }
    }

    public static void Complete(RuleDetector detector, List<RuleDetection> found)
    {
        foreach (var detection in detector.Complete())
        {
            found.Add(detection);
        }
    }

    public static void Collect(in RuleDetections detections, List<RuleDetection> found)
    {
        Assert.Equal(EventError.None, detections.Error);
        foreach (var detection in detections)
        {
            found.Add(detection);
        }
    }

    public static string Text(RuleDetection detection) => detection switch
    {
        SequenceDetection sequence => new SlowResult([.. sequence.JoinKeys.Select(key => key.Text)], [.. sequence.EventIds]).ToString(),
        ThresholdDetection threshold => Threshold(threshold.Terms.Select(term => term.Text), threshold.EventIds, threshold.Count, threshold.From?.ToUnixTimeMilliseconds()),
        NewTermsDetection newTerms => Terms(newTerms.NewTerms.Select(term => term.Text), newTerms.EventIds[0]!),
        ThreatMatchDetection threat => $"{threat.EventIds[0]}: {string.Join(",", threat.Indicators.Select(it => it.IndicatorId))}",
        _ => detection.EventIds[0]!,
    };

    public static string Threshold(IEnumerable<string?> terms, IEnumerable<string?> ids, long count, long? from) =>
        $"({string.Join(",", terms)}) {count}, last {string.Join(",", ids)}, from {from}";

    public static string Terms(IEnumerable<string?> terms, string id) => $"({string.Join(",", terms)}) at {id}";
}
