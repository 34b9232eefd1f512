using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Testing.Alerts;

/// <summary>What an indicator match writes into its alert: each indicator that fits, and which field of the event had its value.</summary>
internal static class ThreatEnrichments
{
    private const string UsualPath = "threat.indicator";

    public static JsonArray Of(ThreatMatchDetection match, Finding finding)
    {
        var path = ((ThreatMatchRule)finding.Rule).ThreatIndicatorPath is { Length: > 0 } given ? given : UsualPath;
        var enrichments = new JsonArray();
        foreach (var matched in match.Indicators)
        {
            var document = finding.Indicators[int.Parse(matched.IndicatorId, CultureInfo.InvariantCulture)];
            var indicator = AlertFields.Parse(System.Text.Encoding.UTF8.GetBytes(document.GetRawText())).TryGet(path, out var found) ? found : default;
            foreach (var entry in matched.Mapping.Entries.Where(entry => !entry.Negate))
                enrichments.Add((JsonNode)Enrichment(indicator, entry, matched.IndicatorId, finding.Fields[0]));
        }
        return enrichments;
    }

    private static JsonObject Enrichment(JsonElement indicator, ThreatMappingEntry entry, string id, AlertFields alert)
    {
        var matched = new JsonObject { ["field"] = entry.Field, ["id"] = id, ["type"] = "indicator_match_rule" };
        if (alert.TryGet(entry.Field, out var value))
            matched["atomic"] = JsonNode.Parse(value.GetRawText());
        return new JsonObject
        {
            ["indicator"] = indicator.ValueKind == JsonValueKind.Undefined ? new JsonObject() : JsonNode.Parse(indicator.GetRawText()),
            ["matched"] = matched,
        };
    }
}
