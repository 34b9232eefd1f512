using System.Globalization;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Processing;

/// <summary>Finds what takes several events of a pass: a pass is one run, so each has a detector of its own. Thread-safe.</summary>
internal sealed class PassDetector(DetectorSet rules)
{
    private const int LongestNumber = 11;

    /// <param name="pass">The events.</param>
    /// <param name="hits">Where findings go; made at the first.</param>
    /// <param name="cancellationToken">Ends the run between two events.</param>
    public void Detect(ReadOnlySpan<InputEvent> pass, ref PassHits? hits, CancellationToken cancellationToken)
    {
        if (rules.Rules.Count == 0)
            return;

        // Events are known by their place in the pass: two may have the same id.
        Span<byte> place = stackalloc byte[LongestNumber];
        var detector = rules.CreateDetector(DetectorOptions.OneRun);
        for (var i = 0; i < pass.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            i.TryFormat(place, out var length, default, CultureInfo.InvariantCulture);
            var found = detector.Process(pass[i].Utf8Event.Span, pass[i].Utf8Index.Span, place[..length]);
            foreach (var unknown in found.Unknown)
                (hits ??= new PassHits()).Unknown.Add(new(unknown.RuleId, EventIds.Of(pass[i]), i, unknown.Reason));
            Keep(found, pass, ref hits);
        }

        Keep(detector.Complete(), pass, ref hits);
        foreach (var threshold in detector.ReadThresholdDetections())
            Keep(threshold, pass, ref hits);

        // What had to be given up is told, also where nothing was found: it may be the reason.
        var statistics = detector.Statistics;
        if (hits is not null || statistics is not { EvictedSequences: 0, EvictedGroups: 0, EventsCut: 0, EventsWithoutTime: 0 })
            (hits ??= new PassHits()).Statistics = statistics;
    }

    private static void Keep(in RuleDetections found, ReadOnlySpan<InputEvent> pass, ref PassHits? hits)
    {
        foreach (var detection in found)
        {
            // A threshold's count is known when the run is over.
            if (detection is not ThresholdDetection)
                Keep(detection, pass, ref hits);
        }
    }

    private static void Keep(RuleDetection detection, ReadOnlySpan<InputEvent> pass, ref PassHits? hits)
    {
        var ids = new string?[detection.EventIds.Count];
        List<int> indexes = [];
        for (var i = 0; i < ids.Length; i++)
        {
            if (detection.EventIds[i] is not { } place)
                continue;

            indexes.Add(int.Parse(place, CultureInfo.InvariantCulture));
            ids[i] = EventIds.Of(pass[indexes[^1]]);
        }

        (hits ??= new PassHits()).Detections.Add(new(detection with { EventIds = ids }, indexes));
    }
}
