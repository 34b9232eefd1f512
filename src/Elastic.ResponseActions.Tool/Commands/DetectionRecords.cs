using System.Text.Json;
using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Tool.Output;

namespace Elastic.ResponseActions.Tool.Commands;

/// <summary>Writes what a detector found as a record: the rule and its events, and what joins or groups them, typed by field.</summary>
internal static class DetectionRecords
{
    public static void Write(Utf8JsonWriter json, DetectorRule rule, RuleDetection detection)
    {
        json.WriteString("rule_id", detection.RuleId);
        json.WriteTexts("event_ids", detection.EventIds);
        switch (detection)
        {
            case SequenceDetection sequence:
                json.WriteStartArray("join_keys");
                foreach (var key in sequence.JoinKeys)
                    key.WriteTo(json);
                json.WriteEndArray();
                break;
            case ThresholdDetection threshold:
                WriteTerms(json, "terms", ((ThresholdCriteria)rule.Criteria!).Fields, threshold.Terms);
                json.WriteNumber("count", threshold.Count);
                break;
            case NewTermsDetection newTerms:
                WriteTerms(json, "new_terms", ((NewTermsCriteria)rule.Criteria!).Fields, newTerms.NewTerms);
                break;
            case ThreatMatchDetection threat:
                json.WriteTexts("indicators", threat.Indicators.Select(indicator => indicator.IndicatorId).Distinct());
                break;
        }
    }

    private static void WriteTerms(Utf8JsonWriter json, string name, IReadOnlyList<string> fields, IReadOnlyList<DetectionTerm> terms)
    {
        json.WriteStartObject(name);
        foreach (var (field, term) in fields.Zip(terms))
        {
            json.WritePropertyName(field);
            term.WriteTo(json);
        }

        json.WriteEndObject();
    }
}
