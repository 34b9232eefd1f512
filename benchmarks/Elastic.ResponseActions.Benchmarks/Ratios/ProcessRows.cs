using System.Diagnostics;
using System.Text.Json.Nodes;
using Elastic.ResponseActions.Benchmarks.Workloads;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Benchmarks.Ratios;

/// <summary>A native process from its start to its first verdict over all rules, which it reads and compiles from text.</summary>
internal static class ProcessRows
{
    private const int Runs = 9;

    public static IEnumerable<RatioRow> Of(Workload workload, string? executable)
    {
        if (executable is null)
            return [];

        var folder = Directory.CreateTempSubdirectory("first-verdict-");
        try
        {
            var rules = Path.Combine(folder.FullName, "rules.ndjson");
            var utf8Event = Path.Combine(folder.FullName, "event.json");
            File.WriteAllLines(rules, workload.Queries.Select((query, i) => Rule(query, i).ToJsonString()));
            File.WriteAllBytes(utf8Event, workload.Events.Document(0).ToArray());
            var times = Enumerable.Range(0, Runs + 1).Select(_ => Start(executable, rules, utf8Event, workload.Queries.Count)).Skip(1).ToArray();
            return [new RatioRow("M13", "native process from start to first verdict over all rules", "ms", times, null)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Start(string executable, string rules, string utf8Event, int count)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(executable, ["first-verdict", rules, utf8Event]) { RedirectStandardOutput = true })!;
        var line = process.StandardOutput.ReadLine();
        var time = Stopwatch.GetElapsedTime(start);
        process.WaitForExit();
        return process.ExitCode == 0 && line?.StartsWith($"{count} rules, ", StringComparison.Ordinal) == true
            ? time.TotalMilliseconds
            : throw new InvalidOperationException($"{executable} did not match with {count} rules: {line}");
    }

    private static JsonObject Rule(RuleQuery query, int number)
    {
        var isEql = query.Language == QueryLanguage.Eql;
        var rule = new JsonObject
        {
            ["id"] = $"{number:D8}-0000-4000-8000-000000000000",
            ["rule_id"] = query.RuleId,
            ["name"] = query.RuleName ?? query.RuleId,
            ["type"] = isEql ? "eql" : "query",
            ["language"] = query.Language.ToString(),
            ["query"] = query.Query,
            ["severity"] = "low",
            ["risk_score"] = 1,
            ["filters"] = new JsonArray([.. query.Filters.Select(filter => JsonNode.Parse(filter.GetRawText()))]),
        };
        if (query.EventCategoryField is { } category)
            rule["event_category_override"] = category;
        return rule;
    }
}
