using System.Text.Json.Nodes;
using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Testing.Wire;

namespace Elastic.ResponseActions.Testing.Alerts;

/// <summary>What the detection engine writes into the alerts of several events: who belongs together, and what was counted.</summary>
internal static class GroupedSources
{
    // The alert of a sequence is made of alerts; those of events are the first generation.
    private const int DepthOfASequence = 2;

    /// <param name="detection">What was found.</param>
    /// <param name="rule">The rule that found it.</param>
    /// <param name="fields">The fields of its alerts; of a sequence the one that ties it together first.</param>
    public static IReadOnlyList<AlertSource> Of(RuleDetection detection, DetectionRule rule, IReadOnlyList<AlertFields> fields) => detection switch
    {
        SequenceDetection => OfSequence(fields),
        ThresholdDetection threshold => [new(fields[0].Document) { Engine = new() { ["kibana.alert.threshold_result"] = Result(threshold, (ThresholdRule)rule, fields[0]) } }],
        _ => [.. fields.Select(alert => new AlertSource(alert.Document))],
    };

    private static List<AlertSource> OfSequence(IReadOnlyList<AlertFields> fields)
    {
        List<AlertSource> sources = [new(fields[0].Document) { Engine = new() { ["kibana.alert.depth"] = DepthOfASequence } }];
        for (var i = 1; i < fields.Count; i++)
            sources.Add(new(fields[i].Document) { Engine = new() { ["kibana.alert.building_block_type"] = "default", ["kibana.alert.group.index"] = i - 1 } });
        return sources;
    }

    private static JsonObject Result(ThresholdDetection found, ThresholdRule rule, AlertFields group)
    {
        var terms = new JsonArray();
        foreach (var field in rule.Threshold?.Fields ?? [])
        {
            if (group.TryGet(field, out var value))
                terms.Add((JsonNode)new JsonObject { ["field"] = field, ["value"] = Node(value) });
        }
        var result = new JsonObject { ["terms"] = terms, ["count"] = found.Count };
        if (found.From is { } from)
            result["from"] = WireJson.Date(from);
        return result;
    }

    private static JsonNode? Node(System.Text.Json.JsonElement value) => JsonNode.Parse(value.GetRawText());
}
