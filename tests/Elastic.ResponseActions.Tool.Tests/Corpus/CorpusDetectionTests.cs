using System.Text.Json;
using System.Text.Json.Nodes;

namespace Elastic.ResponseActions.Tool.Tests.Corpus;

/// <summary>Sequences and thresholds of real rules, through the tool: over timelines made for them, and over all real events as one run.</summary>
public sealed class CorpusDetectionTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly CorpusFiles _corpus = new();

    [Fact]
    public async Task Match_TimelinesOfSequences_GiveExactlyTheirSequences()
    {
        var rules = RuleFiles();
        var wrong = new List<string>();
        var groups = _corpus.ReadLines("dev-sequences");
        foreach (var group in groups)
        {
            var ruleId = (string)group["rule_id"]!;
            var run = await ToolRun.With(Lines(group["events"]!.AsArray()), "match", "--rules", rules[ruleId], "--events", "-", "--ignore-index", "--format", "ndjson");

            var expected = group["sequences"]!.AsArray().Select(sequence => Sequence(ruleId, sequence!)).Order(StringComparer.Ordinal).ToList();
            if (run.ExitCode != 0 || !expected.SequenceEqual(Lines(run).Order(StringComparer.Ordinal)))
                wrong.Add($"{group["group"]} ({group["why"]}): expected {string.Join(' ', expected)}, found {run.Output}{run.Error}");
        }

        Assert.True(groups.Count > 500, $"only {groups.Count} groups");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Match_CopiesForThresholds_AlertWhenTheyShould()
    {
        var rules = RuleFiles();
        var wrong = new List<string>();
        var cases = _corpus.ReadLines("dev-threshold");
        foreach (var row in cases)
        {
            var ruleId = (string)row["rule_id"]!;
            var run = await ToolRun.With(Lines(Copies(row)), "match", "--rules", rules[ruleId], "--events", "-", "--ignore-index", "--format", "ndjson");

            var alerts = run.Records;
            var isRight = (bool)row["alert"]!
                ? alerts is [var alert] && alert.GetProperty("count").GetInt32() == (int)row["copies"]! && alert.GetProperty("event_ids").GetArrayLength() == (int)row["copies"]!
                : alerts.Count == 0;
            if (run.ExitCode != 0 || !isRight)
                wrong.Add($"{ruleId}, {row["copies"]} copies: {run.Output}{run.Error}");
        }

        Assert.True(cases.Count > 20, $"only {cases.Count} cases");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Match_AllRealEvents_GivesExactlyTheExpectedSequencesAndThresholds()
    {
        var excluded = _corpus.ReadExpected("dev-excluded-rules").Select(row => (string)row["rule_id"]!).ToHashSet();

        var run = await ToolRun.Of("match", "--rules", _corpus.Rules, "--events", _corpus.Events[0], "--format", "ndjson");

        var sequences = run.Records.Where(record => record.TryGetProperty("join_keys", out _)).Where(IsJudged).Select(record => record.GetRawText());
        var groups = run.Records.Where(record => record.TryGetProperty("terms", out _)).Where(IsJudged).Select(record => $"{record.GetProperty("rule_id")} {record.GetProperty("terms")} {record.GetProperty("count")}");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            _corpus.ReadExpected("dev-sequences").Select(row => Sequence((string)row["rule_id"]!, row)).Order(StringComparer.Ordinal),
            sequences.Order(StringComparer.Ordinal));
        Assert.Equal(
            _corpus.ReadExpected("dev-threshold").Where(row => (bool)row["alert"]!).Select(row => $"{row["rule_id"]} {row["terms"]!.ToJsonString()} {row["count"]}").Order(StringComparer.Ordinal),
            groups.Order(StringComparer.Ordinal));

        bool IsJudged(JsonElement record) => !excluded.Contains(record.GetProperty("rule_id").GetString()!);
    }

    public void Dispose() => _scratch.Dispose();

    private Dictionary<string, string> RuleFiles() => _corpus.ReadRules().ToDictionary(
        rule => (string)rule["rule_id"]!,
        rule => _scratch.Write($"{rule["rule_id"]}.ndjson", rule.ToJsonString()));

    private static string Sequence(string ruleId, JsonNode sequence) =>
        new JsonObject { ["rule_id"] = ruleId, ["event_ids"] = sequence["event_ids"]!.DeepClone(), ["join_keys"] = sequence["join_keys"]!.DeepClone() }.ToJsonString();

    private static string[] Lines(ToolRun run) => run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Lines(IEnumerable<JsonNode?> events) => string.Join('\n', events.Select(it => it!.ToJsonString()));

    private static IEnumerable<JsonObject> Copies(JsonObject row)
    {
        for (var i = 0; i < (int)row["copies"]!; i++)
        {
            var copy = row["template"]!.DeepClone().AsObject();
            if (row["vary"] is JsonObject vary)
                Set(copy, ((string)vary["field"]!).Split('.'), vary["values"]![i % vary["values"]!.AsArray().Count]!.DeepClone());
            yield return new JsonObject { ["_id"] = $"{i}", ["_source"] = copy };
        }
    }

    private static void Set(JsonObject target, string[] path, JsonNode value)
    {
        foreach (var name in path[..^1])
        {
            if (target[name] is not JsonObject)
                target[name] = new JsonObject();
            target = target[name]!.AsObject();
        }

        target[path[^1]] = value;
    }
}
