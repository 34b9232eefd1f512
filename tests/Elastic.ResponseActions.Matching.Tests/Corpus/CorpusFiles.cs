using System.Text.Json;
using Elastic.ResponseActions.Matching.Syntax;
using Elastic.ResponseActions.Matching.Syntax.Eql;

namespace Elastic.ResponseActions.Matching.Tests.Corpus;

/// <summary>Real rules, events and expected matches that are not part of the repository. A test that needs them is skipped, and says so, where they are absent.</summary>
internal static class CorpusFiles
{
    private static readonly string[] EventFiles = ["dev.ndjson", "dev-positive.ndjson", "dev-negative.ndjson"];

    public static void SkipIfAbsent()
    {
        if (!Directory.Exists(Folder()))
        {
            Assert.Skip($"The corpus is absent (no folder {Folder()}; RA_CORPUS can name another): real rules and events were not compared.");
        }
    }

    /// <summary>Every rule of the language that asks for single events, of all rule types; of those with memory the base query.</summary>
    public static List<RuleQuery> Rules(QueryLanguage language) => [.. AllRules(language).Where(rule => language != QueryLanguage.Eql || IsEventQuery(rule))];

    /// <summary>Every rule of the language.</summary>
    public static IEnumerable<RuleQuery> AllRules(QueryLanguage language) =>
        Lines("rules", "dev.ndjson").Where(rule => Text(rule, "language") == language.Name).Select(rule => new RuleQuery
        {
            RuleId = Text(rule, "rule_id")!,
            RuleName = Text(rule, "name"),
            Language = language,
            Query = Text(rule, "query")!,
            IndexPatterns = [.. List(rule, "index").Select(pattern => pattern.GetString()!)],
            Filters = List(rule, "filters"),
            EventCategoryField = Text(rule, "event_category_override"),
        });

    public static List<CorpusEvent> Events() =>
        [.. EventFiles.SelectMany(file => Lines("events", file)).Select(line =>
            new CorpusEvent(Text(line, "_id")!, Text(line, "_index")!, JsonSerializer.SerializeToUtf8Bytes(line.GetProperty("_source"))))];

    public static List<ExpectedPair> ExpectedPairs() =>
        [.. Lines("expected", "dev.ndjson").Select(line => new ExpectedPair(Text(line, "rule_id")!, Text(line, "event_id")!, line.GetProperty("in_index").GetBoolean()))];

    public static HashSet<string> ExcludedRules() => [.. Lines("expected", "dev-excluded-rules.ndjson").Select(line => Text(line, "rule_id")!)];

    /// <summary>Event id to the fields of it that a rule may not be judged by.</summary>
    public static Dictionary<string, string[]> ExcludedFields() => Lines("expected", "dev-excluded-events.ndjson")
        .GroupBy(line => Text(line, "event_id")!)
        .ToDictionary(lines => lines.Key, lines => lines.SelectMany(line => List(line, "fields")).Select(field => field.GetString()!).ToArray());

    private static bool IsEventQuery(RuleQuery rule) => EqlParser.Parse(rule.Query, new QueryBudget()) is EqlEventQuery;

    public static string Folder()
    {
        if (Environment.GetEnvironmentVariable("RA_CORPUS") is { Length: > 0 } named)
        {
            return named;
        }

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Elastic.ResponseActions.sln")))
        {
            folder = folder.Parent;
        }

        return Path.GetFullPath(Path.Combine(folder?.FullName ?? AppContext.BaseDirectory, "..", "shared", "corpus"));
    }

    public static IEnumerable<JsonElement> Lines(string folder, string file) =>
        File.ReadLines(Path.Combine(Folder(), folder, file)).Where(line => line.Length > 0).Select(line => JsonElement.Parse(line));

    public static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static List<JsonElement> List(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [];
}

internal sealed record CorpusEvent(string Id, string Index, byte[] Utf8Source);

internal sealed record ExpectedPair(string RuleId, string EventId, bool InIndex);
