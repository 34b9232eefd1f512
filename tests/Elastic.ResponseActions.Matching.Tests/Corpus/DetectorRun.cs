using System.Text;
using System.Text.Json;

namespace Elastic.ResponseActions.Matching.Tests.Corpus;

/// <summary>Feeds events to a detector and collects what it reports.</summary>
internal sealed class DetectorRun(RuleDetector detector)
{
    public List<RuleDetection> Detections { get; } = [];

    public RuleDetector Detector => detector;

    public DetectorRun Feed(IEnumerable<CorpusEvent> events)
    {
        foreach (var @event in events)
        {
            Feed(@event);
        }

        return this;
    }

    public void Feed(CorpusEvent @event)
    {
        var found = detector.Process(@event.Utf8Source, Encoding.UTF8.GetBytes(@event.Index), Encoding.UTF8.GetBytes(@event.Id));
        Assert.Equal(EventError.None, found.Error);
        foreach (var detection in found)
        {
            Detections.Add(detection);
        }
    }

    public DetectorRun Complete()
    {
        foreach (var detection in detector.Complete())
        {
            Detections.Add(detection);
        }

        return this;
    }

    /// <summary>Sequences in the corpus' own form: rule, join keys, event ids.</summary>
    public IEnumerable<string> Sequences() => Detections.OfType<SequenceDetection>().Select(it => Key(it.RuleId, it.JoinKeys.Select(key => key.Text), it.EventIds));

    public static string Key(string ruleId, IEnumerable<string?> joinKeys, IEnumerable<string?> eventIds) =>
        $"{ruleId} ({string.Join(", ", joinKeys.Select(key => key ?? "null"))}) [{string.Join(", ", eventIds.Select(id => id ?? "missing"))}]";

    public static string Key(JsonElement sequence, string ruleId) => Key(
        ruleId,
        sequence.GetProperty("join_keys").EnumerateArray().Select(Name),
        sequence.GetProperty("event_ids").EnumerateArray().Select(Name));

    private static string? Name(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.ToString();
}
