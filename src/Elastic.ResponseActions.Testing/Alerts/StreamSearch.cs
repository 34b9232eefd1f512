using System.Globalization;
using System.Text;
using System.Text.Json;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Testing.Alerts;

/// <summary>
/// Finds among events what takes more than one of them: sequences, samples, thresholds, and what is new or known as bad by what lies beside the run. The events are
/// one run of the rule, in whatever order they are given.
/// </summary>
internal sealed class StreamSearch(DetectorSet rules, DetectionRule rule, EventMemory memory, List<string> notes)
{
    /// <summary>A finding is one sequence, group or event; its alerts stand together.</summary>
    public IReadOnlyList<IReadOnlyList<AlertSource>> Find(IReadOnlyList<JsonElement> events, DateTimeOffset now)
    {
        List<RuleDetection> found = [];
        var detector = rules.CreateDetector(DetectorOptions.OneRun);
        Remember(detector, now);
        for (var i = 0; i < events.Count; i++)
        {
            var detections = detector.Process(Bytes(events[i]), default, Id(i));
            if (detections.Error != EventError.None)
                notes.Add(SearchNotes.Unreadable(detections.Error));
            foreach (var unknown in detections.Unknown)
                notes.Add(SearchNotes.Undecided(unknown.Reason));
            Take(detections, found);
        }
        Take(detector.Complete(), found);
        found.AddRange(detector.ReadThresholdDetections());
        if (detector.Statistics.EventsWithoutTime is > 0 and var untimed)
            notes.Add(SearchNotes.WithoutTime(untimed));
        return [.. found.Select(detection => Sources(detection, events)).OfType<IReadOnlyList<AlertSource>>()];
    }

    // Documents are known by their place: those of a test have no ids.
    private static byte[] Id(int place) => Encoding.ASCII.GetBytes(place.ToString(CultureInfo.InvariantCulture));

    private void Remember(RuleDetector detector, DateTimeOffset now)
    {
        if (rule is NewTermsRule)
        {
            foreach (var earlier in memory.EventsSince(HistoryStart(now)))
                detector.SeedHistory(Bytes(earlier));
        }
        for (var i = 0; rule is ThreatMatchRule && i < memory.Indicators.Count; i++)
        {
            if (detector.AddIndicator(Bytes(memory.Indicators[i]), default, Id(i)) is not EventError.None and var error)
                notes.Add(SearchNotes.UnreadableIndicator(error));
        }
    }

    private DateTimeOffset HistoryStart(DateTimeOffset now) =>
        RuleMatchability.TryCreateDetectorRule(rule, out var read, out _) && read.Criteria is NewTermsCriteria { HistoryWindow: { } window } && window < now - DateTimeOffset.MinValue
            ? now - window
            : DateTimeOffset.MinValue;

    // A threshold's count is known when the run is over.
    private static void Take(in RuleDetections detections, List<RuleDetection> found)
    {
        foreach (var detection in detections)
        {
            if (detection is not ThresholdDetection)
                found.Add(detection);
        }
    }

    private IReadOnlyList<AlertSource>? Sources(RuleDetection detection, IReadOnlyList<JsonElement> events)
    {
        List<ReadOnlyMemory<byte>> behind = [.. detection.EventIds.OfType<string>().Select(id => (ReadOnlyMemory<byte>)Bytes(events[int.Parse(id, CultureInfo.InvariantCulture)]))];
        if (DetectionAlerts.TryCreate(detection, rule, behind, out var alerts, out var error))
            return DetectionSources.Of(new Finding(detection, rule, [.. alerts.Select(alert => alert.Fields)], behind, memory.Indicators));
        notes.Add($"A finding makes no alert: {error}");
        return null;
    }

    private static byte[] Bytes(JsonElement document) => Encoding.UTF8.GetBytes(document.GetRawText());
}
