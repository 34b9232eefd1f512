using System.Text.Json;

namespace Elastic.ResponseActions.Kibana.Rules;

/// <summary>An NDJSON file of rules, read before it is sent. Lines that are no rules (exception lists, connectors, the summary) go along unread, and all but the summary count.</summary>
internal static class RuleImportFile
{
    public const int MaxObjects = 10_000;

    /// <exception cref="ArgumentException">Too many lines, or lines that cannot be read; all of them.</exception>
    public static IReadOnlyList<DetectionRule> Read(ReadOnlyMemory<byte> utf8Ndjson)
    {
        List<DetectionRule> rules = [];
        List<string> problems = [];
        var (line, objects) = (0, 0);
        foreach (var range in utf8Ndjson.Span.Split((byte)'\n'))
        {
            line++;
            var text = utf8Ndjson.Span[range].TrimStart("\uFEFF"u8).Trim(" \t\r"u8);
            if (!text.IsEmpty && ReadLine(text, line, rules, problems))
                objects++;
        }

        if (objects > MaxObjects)
            problems.Add($"{objects} rules, exception items and connectors; Kibana takes at most {MaxObjects} at a time. Split it.");
        if (rules.Count == 0 && problems.Count == 0)
            problems.Add("the file holds no rule.");
        return problems.Count == 0 ? rules : throw new ArgumentException($"The file cannot be imported: {VisibleText.Of(string.Join(" ", problems), 8192)} Nothing was sent.");
    }

    /// <summary>False for a summary, which Kibana passes over.</summary>
    private static bool ReadLine(ReadOnlySpan<byte> text, int line, List<DetectionRule> rules, List<string> problems)
    {
        try
        {
            var json = JsonElement.Parse(text);
            if (json.ValueKind == JsonValueKind.Object && !json.TryGetProperty("rule_id", out _))
            {
                if (json.TryGetProperty("exported_count", out _) || json.TryGetProperty("exported_rules_count", out _) || json.TryGetProperty("exported_exception_list_count", out _))
                    return false;
                if (json.TryGetProperty("list_id", out _) || json.TryGetProperty("attributes", out _))
                    return true;
            }

            rules.Add(DetectionRule.Parse(text));
        }
        catch (JsonException cause)
        {
            problems.Add($"line {line}: {cause.Message}");
        }

        return true;
    }
}
