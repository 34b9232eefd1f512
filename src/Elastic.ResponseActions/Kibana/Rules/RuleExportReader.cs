using System.Text.Json;

namespace Elastic.ResponseActions.Kibana.Rules;

/// <summary>Reads the lines of an export, and holds its summary against what arrived: a file that was cut off is no export.</summary>
internal static class RuleExportReader
{
    /// <summary>The summary; null where the last line is none, or counts other rules than there are.</summary>
    public static RuleExport? TryRead(ReadOnlySpan<byte> utf8Ndjson)
    {
        var rules = 0L;
        JsonElement last = default;
        try
        {
            foreach (var range in utf8Ndjson.Split((byte)'\n'))
            {
                if (utf8Ndjson[range].Trim(" \t\r"u8) is not { IsEmpty: false } line)
                    continue;

                last = JsonElement.Parse(line);
                if (last.ValueKind != JsonValueKind.Object)
                    return null;
                if (last.TryGetProperty("rule_id", out _))
                    rules++;
            }
        }
        catch (JsonException)
        {
            return null;
        }

        if ((last.Count("exported_rules_count") ?? last.Count("exported_count")) is not { } told || told != rules)
            return null;

        return new RuleExport { RulesCount = rules, MissingRuleIds = [.. last.Items("missing_rules").Select(static rule => rule.Text("rule_id")).OfType<string>()] };
    }
}
