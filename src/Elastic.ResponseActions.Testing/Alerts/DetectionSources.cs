using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Testing.Alerts;

/// <summary>A detection and what it was made of.</summary>
/// <param name="Detection">What was found.</param>
/// <param name="Rule">The rule that found it.</param>
/// <param name="Fields">The fields of its alerts; of a sequence the one that ties it together first.</param>
/// <param name="Events">The events behind it.</param>
/// <param name="Indicators">All indicators, by the number that the detection names.</param>
internal sealed record Finding(RuleDetection Detection, DetectionRule Rule, IReadOnlyList<AlertFields> Fields, IReadOnlyList<ReadOnlyMemory<byte>> Events, IReadOnlyList<JsonElement> Indicators);

/// <summary>What the detection engine writes into the alerts of a detection: who belongs together, what was counted, what was new, what it was compared with.</summary>
internal static class DetectionSources
{
    // The alert of a sequence is made of alerts; those of events are the first generation.
    private const int DepthOfASequence = 2;

    public static IReadOnlyList<AlertSource> Of(Finding finding) => finding.Detection switch
    {
        SequenceDetection => OfSequence(finding.Fields),
        ThresholdDetection threshold => One(finding, "kibana.alert.threshold_result", ThresholdResult.Of(threshold, finding)),
        NewTermsDetection newTerms => One(finding, "kibana.alert.new_terms", new JsonArray([.. newTerms.NewTerms.Select(Node)])),
        ThreatMatchDetection match => One(finding, "threat.enrichments", ThreatEnrichments.Of(match, finding)),
        _ => [.. finding.Fields.Select(alert => new AlertSource(alert.Document))],
    };

    private static List<AlertSource> OfSequence(IReadOnlyList<AlertFields> fields)
    {
        List<AlertSource> sources = [new(fields[0].Document) { Engine = new() { ["kibana.alert.depth"] = DepthOfASequence } }];
        for (var i = 1; i < fields.Count; i++)
            sources.Add(new(fields[i].Document) { Engine = new() { ["kibana.alert.building_block_type"] = "default", ["kibana.alert.group.index"] = i - 1 } });
        return sources;
    }

    private static IReadOnlyList<AlertSource> One(Finding finding, string name, JsonNode value) => [new(finding.Fields[0].Document) { Engine = new() { [name] = value } }];

    private static JsonNode? Node(DetectionTerm term)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            term.WriteTo(json);
        return JsonNode.Parse(buffer.WrittenSpan);
    }
}
