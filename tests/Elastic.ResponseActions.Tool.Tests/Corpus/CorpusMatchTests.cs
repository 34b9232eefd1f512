using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Elastic.ResponseActions.Tool.Tests.Corpus;

public sealed partial class CorpusMatchTests
{
    [Fact]
    public async Task Match_RulesForSingleEvents_GiveExactlyTheExpectedPairs()
    {
        var corpus = new CorpusFiles();
        var evaluated = corpus.ReadRules().Where(IsEvaluated).ToDictionary(rule => (string)rule["rule_id"]!, rule => (string)rule["query"]!);
        var skippedRules = corpus.ReadExpected("dev-excluded-rules").Select(row => (string)row["rule_id"]!).ToHashSet();
        var skippedFields = corpus.ReadExpected("dev-excluded-events").ToDictionary(row => (string)row["event_id"]!, row => row["fields"]!.AsArray().Select(field => (string)field!).ToList());
        bool IsJudged((string Rule, string Event) pair) =>
            evaluated.TryGetValue(pair.Rule, out var query)
            && !skippedRules.Contains(pair.Rule)
            && !skippedFields.GetValueOrDefault(pair.Event, []).Any(field => query.Contains(field, StringComparison.Ordinal));

        var run = await ToolRun.Of(["match", "--rules", corpus.Rules, "--events", .. corpus.Events, "--ignore-index", "--base-query", "--format", "ndjson"]);

        var expected = corpus.ReadExpected("dev").Select(row => ((string)row["rule_id"]!, (string)row["event_id"]!)).Where(IsJudged).ToHashSet();
        var actual = run.Records.Select(record => (record.GetProperty("rule_id").GetString()!, record.GetProperty("event_ids")[0].GetString()!)).Where(IsJudged).ToHashSet();
        Assert.Equal(0, run.ExitCode);
        Assert.True(expected.Count > 4_400, $"only {expected.Count} pairs to compare");
        Assert.Empty(expected.Except(actual));
        Assert.Empty(actual.Except(expected));
    }

    [Fact]
    public async Task Check_EveryRuleInKueryAndEql_IsOkAndEveryOtherIsUnsupportedWithAReason()
    {
        var corpus = new CorpusFiles();
        var isEvaluated = corpus.ReadRules().ToDictionary(rule => (string)rule["rule_id"]!, rule => (string?)rule["language"] is "kuery" or "eql");

        var run = await ToolRun.Of("check", "--rules", corpus.Rules, "--format", "ndjson");

        Assert.Equal((0, isEvaluated.Count), (run.ExitCode, run.Records.Count));
        Assert.Equal(1051, isEvaluated.Values.Count(evaluated => evaluated));
        Assert.All(run.Records, record =>
        {
            var expected = isEvaluated[record.GetProperty("rule_id").GetString()!] ? "ok" : "unsupported";
            Assert.Equal(expected, record.GetProperty("status").GetString());
            Assert.Equal(expected == "unsupported", record.TryGetProperty("message", out var message) && message.GetString()!.Length > 0);
        });
    }

    private static bool IsEvaluated(JsonObject rule) => (string?)rule["language"] switch
    {
        "kuery" => true,
        "eql" => !Sequence().IsMatch((string)rule["query"]!),
        _ => false,
    };

    [GeneratedRegex(@"^(\s|//[^\n]*\n|/\*.*?\*/)*(sequence|sample)\b", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Sequence();
}
