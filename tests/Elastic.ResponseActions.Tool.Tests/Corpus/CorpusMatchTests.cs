namespace Elastic.ResponseActions.Tool.Tests.Corpus;

public sealed class CorpusMatchTests
{
    [Fact]
    public async Task Match_KueryRules_GiveExactlyTheExpectedPairs()
    {
        var corpus = new CorpusFiles();
        var kuery = corpus.ReadRules().Where(rule => (string?)rule["language"] == "kuery").ToDictionary(rule => (string)rule["rule_id"]!, rule => (string)rule["query"]!);
        var skippedRules = corpus.ReadExpected("dev-excluded-rules").Select(row => (string)row["rule_id"]!).ToHashSet();
        var skippedFields = corpus.ReadExpected("dev-excluded-events").ToDictionary(row => (string)row["event_id"]!, row => row["fields"]!.AsArray().Select(field => (string)field!).ToList());
        bool IsJudged((string Rule, string Event) pair) =>
            kuery.TryGetValue(pair.Rule, out var query)
            && !skippedRules.Contains(pair.Rule)
            && !skippedFields.GetValueOrDefault(pair.Event, []).Any(field => query.Contains(field, StringComparison.Ordinal));

        var run = await ToolRun.Of(["match", "--rules", corpus.Rules, "--events", .. corpus.Events, "--ignore-index", "--base-query", "--format", "ndjson"]);

        var expected = corpus.ReadExpected("dev").Select(row => ((string)row["rule_id"]!, (string)row["event_id"]!)).Where(IsJudged).ToHashSet();
        var actual = run.Records.Select(record => (record.GetProperty("rule_id").GetString()!, record.GetProperty("event_ids")[0].GetString()!)).Where(IsJudged).ToHashSet();
        Assert.Equal(0, run.ExitCode);
        Assert.True(expected.Count > 3_000, $"only {expected.Count} pairs to compare");
        Assert.Empty(expected.Except(actual));
        Assert.Empty(actual.Except(expected));
    }

    [Fact]
    public async Task Check_EveryKueryRule_IsOkAndEveryOtherIsUnsupportedWithAReason()
    {
        var corpus = new CorpusFiles();
        var isKuery = corpus.ReadRules().ToDictionary(rule => (string)rule["rule_id"]!, rule => (string?)rule["language"] == "kuery");

        var run = await ToolRun.Of("check", "--rules", corpus.Rules, "--format", "ndjson");

        Assert.Equal((0, isKuery.Count), (run.ExitCode, run.Records.Count));
        Assert.All(run.Records, record =>
        {
            var expected = isKuery[record.GetProperty("rule_id").GetString()!] ? "ok" : "unsupported";
            Assert.Equal(expected, record.GetProperty("status").GetString());
            Assert.Equal(expected == "unsupported", record.TryGetProperty("message", out var message) && message.GetString()!.Length > 0);
        });
    }
}
