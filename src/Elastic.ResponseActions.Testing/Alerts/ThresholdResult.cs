using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Matching;
using Elastic.ResponseActions.Testing.Wire;

namespace Elastic.ResponseActions.Testing.Alerts;

/// <summary>What a threshold's alert says of its group: its terms, how many events, how many distinct values.</summary>
internal static class ThresholdResult
{
    public static JsonObject Of(ThresholdDetection found, Finding finding)
    {
        var threshold = ((ThresholdRule)finding.Rule).Threshold;
        var terms = new JsonArray();
        foreach (var field in threshold?.Fields ?? [])
        {
            if (finding.Fields[0].TryGet(field, out var value))
                terms.Add((JsonNode)new JsonObject { ["field"] = field, ["value"] = JsonNode.Parse(value.GetRawText()) });
        }
        var result = new JsonObject { ["terms"] = terms, ["count"] = found.Count };
        if (threshold?.Cardinality is { Count: > 0 } cardinality)
            result["cardinality"] = new JsonArray([.. cardinality.Select(of => of.Field).OfType<string>().Select(field => (JsonNode)new JsonObject { ["field"] = field, ["value"] = Distinct(finding.Events, field) })]);
        if (found.From is { } from)
            result["from"] = WireJson.Date(from);
        return result;
    }

    private static int Distinct(IReadOnlyList<ReadOnlyMemory<byte>> events, string field) =>
        events.SelectMany(document => AlertFields.Parse(document.Span).TryGet(field, out var value) ? Values(value) : []).Distinct().Count();

    private static IEnumerable<string> Values(JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(item => item.ToString()) : [value.ToString()];
}
