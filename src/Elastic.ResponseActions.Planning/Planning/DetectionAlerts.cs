using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Elastic.ResponseActions.Alerts;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions;

/// <summary>Makes the alerts of what a detector found, as Kibana does: which fields they have decides which actions they can carry. Holds no state.</summary>
public static class DetectionAlerts
{
    /// <summary>
    /// Makes the alerts of one detection. An EQL sequence or sample gives one that ties it together and has only the fields on which all of its events agree, and
    /// then one for each of its events, which is why each of them is acted on. A threshold gives one that has the group's fields and nothing else. Any other
    /// gives one with the whole event.
    /// </summary>
    /// <param name="detection">What was found.</param>
    /// <param name="rule">The rule that found it.</param>
    /// <param name="utf8Events">The documents of <see cref="RuleDetection.EventIds"/>, in the same order, without missing ones; at most 1 MiB and 64 levels each. They are copied.</param>
    /// <param name="alerts">The alerts.</param>
    /// <param name="error">Why there are none: the window of the sequence is still open, or an event is malformed, too large, or writes an identity field (agent, host, process) twice. Nothing may be sent then.</param>
    /// <param name="spaceId">The Kibana space the alerts count for.</param>
    public static bool TryCreate(
        RuleDetection detection,
        DetectionRule rule,
        IReadOnlyList<ReadOnlyMemory<byte>> utf8Events,
        [NotNullWhen(true)] out IReadOnlyList<Alert>? alerts,
        out string error,
        string spaceId = "default")
    {
        ArgumentNullException.ThrowIfNull(detection);
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(utf8Events);
        alerts = null;
        var ids = detection.EventIds.OfType<string>().ToList();
        if (utf8Events.Count != ids.Count || ids.Count == 0)
        {
            throw new ArgumentException($"{utf8Events.Count} documents for {ids.Count} events; expected one for each, at least one.", nameof(utf8Events));
        }

        if (detection is SequenceDetection { IsWindowOpen: true })
        {
            error = "the window in which an event of the sequence's missing stage may still come was open when the events ended. Pass on events until it is over.";
            return false;
        }

        if (!TryReadEvents(detection, ids, rule, utf8Events, spaceId, out var events, out error))
        {
            return false;
        }

        alerts = detection switch
        {
            SequenceDetection => [events[0] with { Id = IdOf(rule, ids), Fields = SharedFields.Of([.. events.Select(alert => alert.Fields)]) }, .. events],
            ThresholdDetection threshold => [events[^1] with { Id = IdOf(rule, ids), Fields = GroupOf(threshold, rule, events) }],
            _ => events,
        };
        return true;
    }

    private static bool TryReadEvents(
        RuleDetection detection,
        List<string> ids,
        DetectionRule rule,
        IReadOnlyList<ReadOnlyMemory<byte>> utf8Events,
        string spaceId,
        out List<Alert> events,
        out string error)
    {
        events = [];
        error = "";
        for (var i = 0; i < ids.Count; i++)
        {
            // One event may be part of several sequences; each time it is an alert of its own.
            var context = new AlertContext { Rule = rule, EventIds = detection is SequenceDetection ? [ids[i], .. ids] : [ids[i]], SpaceId = spaceId };
            if (!Alert.TryRead(utf8Events[i], context, out var alert, out error))
            {
                error = ids.Count == 1 ? error : $"event '{ids[i]}': {error}";
                return false;
            }

            events.Add(alert);
        }

        return true;
    }

    private static string IdOf(DetectionRule rule, List<string> ids) => Json.LengthPrefixedHash.Of([rule.RuleId, .. ids]);

    private static AlertFields GroupOf(ThresholdDetection threshold, DetectionRule rule, List<Alert> events)
    {
        var fields = (rule as ThresholdRule)?.Threshold?.Fields ?? [];
        var newest = events.MaxBy(alert => alert.Timestamp ?? DateTimeOffset.MinValue)!;
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (field, term) in fields.Zip(threshold.Terms).DistinctBy(group => group.First))
            {
                json.WritePropertyName(field);
                term.WriteTo(json);
            }

            if (newest.Fields.TryGet("@timestamp", out var time) && !fields.Contains("@timestamp"))
            {
                json.WritePropertyName("@timestamp");
                time.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return new AlertFields(JsonElement.Parse(buffer.WrittenSpan));
    }
}
