namespace Elastic.ResponseActions.Tool.Tests.Corpus;

public sealed class CorpusRespondTests
{
    [Fact]
    public async Task Respond_RealRulesAndEvents_CountsEqualThoseOfTheSlowRun()
    {
        var corpus = new CorpusFiles();
        string[] input =
        [
            "--rules", corpus.Rules,
            "--events", .. corpus.Events,
            "--overlay", Repository.TestFile("Corpus", "overlay.json"),
            "--ignore-index", "--base-query", "--format", "ndjson",
        ];

        var run = await ToolRun.Of(["respond", "--fake", .. input, "--responses", Repository.TestFile("Corpus", "responses.json"), "--policy", Repository.TestFile("Corpus", "policy.json")]);
        var slow = new SlowResponse(corpus.ReadEvents());
        slow.Run(await MatchesOfGraveRules(corpus, input));

        var outcomes = run.Records.CountBy(record => record.GetProperty("outcome").GetString()!).ToDictionary();
        Assert.Equal(0, run.ExitCode);
        Assert.Equal((slow.Planned, slow.Held, slow.Refused, slow.Confirmed), (run.Records.Count, outcomes["held"], outcomes["refused"], outcomes["confirmed"]));
        Assert.Equal(slow.Planned, slow.Held + slow.Refused + slow.Confirmed);
        Assert.True(run.Records.Count >= 500, $"only {run.Records.Count} actions are planned");
        TestContext.Current.TestOutputHelper?.WriteLine($"{slow.Planned} planned, {slow.Held} held, {slow.Refused} refused, {slow.Confirmed} confirmed");
    }

    /// <summary>What the rules of severity high and critical match, in the order of the rules and of the events.</summary>
    private static async Task<IReadOnlyList<IReadOnlyList<string>>> MatchesOfGraveRules(CorpusFiles corpus, string[] input)
    {
        var run = await ToolRun.Of(["match", .. input]);
        var matches = run.Records.ToLookup(record => record.GetProperty("rule_id").GetString()!, record => record.GetProperty("event_ids")[0].GetString()!);
        return [.. corpus.ReadRules().Where(rule => (string?)rule["severity"] is "high" or "critical").Select(rule => matches[(string)rule["rule_id"]!].ToList())];
    }
}
