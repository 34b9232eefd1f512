using System.Text.Json;

namespace Elastic.ResponseActions.Kibana.Rules;

/// <summary>An NDJSON file of rules, read before it is sent. Lines that are no rules (exception lists, connectors, the summary) go along unread.</summary>
internal static class RuleImportFile
{
    public const int MaxBytes = 10_485_760;
    public const int MaxObjects = 10_000;

    /// <exception cref="ArgumentException">Too large, or lines that cannot be read; all of them.</exception>
    public static IReadOnlyList<DetectionRule> Read(ReadOnlyMemory<byte> utf8Ndjson)
    {
        if (utf8Ndjson.Length > MaxBytes)
            throw new ArgumentException($"The file has {utf8Ndjson.Length} bytes; Kibana takes at most {MaxBytes}. Split it. Nothing was sent.");

        List<DetectionRule> rules = [];
        List<string> problems = [];
        var line = 0;
        foreach (var range in utf8Ndjson.Span.Split((byte)'\n'))
        {
            line++;
            var text = utf8Ndjson.Span[range].TrimStart("\uFEFF"u8).Trim(" \t\r"u8);
            if (!text.IsEmpty)
                ReadLine(text, line, rules, problems);
        }

        if (rules.Count > MaxObjects)
            problems.Add($"{rules.Count} rules; Kibana takes at most {MaxObjects} at a time.");
        if (rules.Count == 0 && problems.Count == 0)
            problems.Add("the file holds no rule.");
        return problems.Count == 0 ? rules : throw new ArgumentException($"The file cannot be imported: {VisibleText.Of(string.Join(" ", problems), 8192)} Nothing was sent.");
    }

    private static void ReadLine(ReadOnlySpan<byte> text, int line, List<DetectionRule> rules, List<string> problems)
    {
        try
        {
            if (IsRule(text))
                rules.Add(DetectionRule.Parse(text));
        }
        catch (JsonException cause)
        {
            problems.Add($"line {line}: {cause.Message}");
        }
    }

    private static bool IsRule(ReadOnlySpan<byte> text)
    {
        var json = JsonElement.Parse(text);
        return json.ValueKind != JsonValueKind.Object || json.TryGetProperty("rule_id", out _)
            || !(json.TryGetProperty("exported_count", out _) || json.TryGetProperty("exported_exception_list_count", out _) || json.TryGetProperty("list_id", out _) || json.TryGetProperty("attributes", out _));
    }
}
