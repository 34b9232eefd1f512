using System.Globalization;
using System.Text;
using System.Text.Json;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Testing.Alerts;

/// <summary>Finds among events what takes several of them: sequences, samples, thresholds. The events are one run of the rule, in whatever order they are given.</summary>
internal sealed class StreamSearch(DetectorSet rules, DetectionRule rule, List<string> notes)
{
    /// <summary>A finding is one sequence or group; its alerts stand together.</summary>
    public IReadOnlyList<IReadOnlyList<AlertSource>> Find(IReadOnlyList<JsonElement> events)
    {
        List<RuleDetection> found = [];
        var detector = rules.CreateDetector(DetectorOptions.OneRun);
        for (var i = 0; i < events.Count; i++)
        {
            // Known by their place: documents of a test have no ids.
            var detections = detector.Process(Bytes(events[i]), default, Encoding.ASCII.GetBytes(i.ToString(CultureInfo.InvariantCulture)));
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
        var behind = detection.EventIds.OfType<string>().Select(id => (ReadOnlyMemory<byte>)Bytes(events[int.Parse(id, CultureInfo.InvariantCulture)])).ToList();
        if (DetectionAlerts.TryCreate(detection, rule, behind, out var alerts, out var error))
            return GroupedSources.Of(detection, rule, [.. alerts.Select(alert => alert.Fields)]);
        notes.Add($"A finding makes no alert: {error}");
        return null;
    }

    private static byte[] Bytes(JsonElement document) => Encoding.UTF8.GetBytes(document.GetRawText());
}
