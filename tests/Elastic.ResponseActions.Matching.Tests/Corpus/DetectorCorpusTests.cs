using System.Text.Json;

namespace Elastic.ResponseActions.Matching.Tests.Corpus;

/// <summary>Prebuilt sequence and threshold rules over timelines made for them, and over all real events.</summary>
public sealed class DetectorCorpusTests
{
    private static readonly RuleSetOptions AnyIndex = RuleSetOptions.Default with { IgnoreIndexPatterns = true };

    [Fact]
    public void Compile_RulesOfAllTypes_AllCompile()
    {
        CorpusFiles.SkipIfAbsent();

        DetectorSet.TryCompile(DetectorRules.All(), null, out var set, out var errors);

        Assert.Empty(errors.Select(error => error.ToString()));
        Assert.True(set.Rules.Count > 1_000, $"{set.Rules.Count} rules");
    }

    [Fact]
    public void Process_SequenceGroups_GiveExactlyTheirSequences()
    {
        CorpusFiles.SkipIfAbsent();
        var sets = DetectorRules.All().Where(DetectorRules.IsSequence).ToDictionary(rule => rule.Query.RuleId, rule => DetectorSet.Compile([rule], AnyIndex));
        var wrong = new List<string>();
        var groups = 0;
        foreach (var group in CorpusFiles.Lines("events", "dev-sequences.ndjson"))
        {
            groups++;
            var ruleId = CorpusFiles.Text(group, "rule_id")!;
            var expected = CorpusFiles.List(group, "sequences").Select(sequence => DetectorRun.Key(sequence, ruleId)).ToHashSet();

            var actual = new DetectorRun(sets[ruleId].CreateDetector()).Feed(EventsOf(group)).Complete().Sequences().ToList();

            if (!expected.SetEquals(actual) || actual.Count != expected.Count)
            {
                wrong.Add($"{CorpusFiles.Text(group, "group")} ({CorpusFiles.Text(group, "why")}): expected {string.Join("; ", expected)}, found {string.Join("; ", actual)}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{groups} groups");
        Assert.True(groups > 500, $"only {groups} groups");
        Assert.Empty(wrong);
    }

    [Fact]
    public void Process_ThresholdGroups_AlertWhenTheyShould()
    {
        CorpusFiles.SkipIfAbsent();
        var sets = DetectorRules.All().Where(rule => rule.Criteria is ThresholdCriteria).ToDictionary(rule => rule.Query.RuleId, rule => DetectorSet.Compile([rule], AnyIndex));
        var wrong = new List<string>();
        var cases = 0;
        foreach (var row in CorpusFiles.Lines("events", "dev-threshold.ndjson"))
        {
            cases++;
            var ruleId = CorpusFiles.Text(row, "rule_id")!;
            var run = new DetectorRun(sets[ruleId].CreateDetector()).Feed(Copies(row)).Complete();

            var alert = run.Detections.Count > 0;
            var group = run.Detector.ReadThresholdGroups(ruleId).MaxBy(it => it.Count);
            if (alert != row.GetProperty("alert").GetBoolean() || run.Detections.Count > 1 || group?.Count != row.GetProperty("copies").GetInt32() || group.Alerted != alert)
            {
                wrong.Add($"{ruleId}, {row.GetProperty("copies")} copies: {run.Detections.Count} alerts, {group}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{cases} cases");
        Assert.True(cases > 20, $"only {cases} cases");
        Assert.Empty(wrong);
    }

    [Fact]
    public void Process_AllRealEvents_GivesExactlyTheExpectedSequencesAndGroups()
    {
        CorpusFiles.SkipIfAbsent();
        var excluded = CorpusFiles.ExcludedRules();
        var rules = DetectorRules.All().Where(rule => (DetectorRules.IsSequence(rule) || rule.Criteria is ThresholdCriteria) && !excluded.Contains(rule.Query.RuleId)).ToList();
        var run = new DetectorRun(DetectorSet.Compile(rules).CreateDetector(new DetectorOptions { ReorderWindow = TimeSpan.MaxValue }));

        run.Feed(RealEvents()).Complete();

        Assert.Equal(0, run.Detector.Statistics.LateEvents);
        Assert.Equal(
            CorpusFiles.Lines("expected", "dev-sequences.ndjson").Select(line => DetectorRun.Key(line, CorpusFiles.Text(line, "rule_id")!)).Order(StringComparer.Ordinal),
            run.Sequences().Order(StringComparer.Ordinal));
        Assert.Equal(ExpectedGroups().Order(StringComparer.Ordinal), rules.Where(rule => rule.Criteria is ThresholdCriteria).SelectMany(rule => Groups(rule, run.Detector)).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<CorpusEvent> RealEvents() => CorpusFiles.Lines("events", "dev.ndjson").Select(EventOf);

    private static IEnumerable<string> ExpectedGroups() => CorpusFiles.Lines("expected", "dev-threshold.ndjson").Select(line =>
        $"{CorpusFiles.Text(line, "rule_id")} {string.Join(", ", line.GetProperty("terms").EnumerateObject().Select(term => $"{term.Name}={term.Value}").Order(StringComparer.Ordinal))}: {line.GetProperty("count")} {line.GetProperty("alert")}");

    private static IEnumerable<string> Groups(DetectorRule rule, RuleDetector detector)
    {
        var fields = ((ThresholdCriteria)rule.Criteria!).Fields;
        return detector.ReadThresholdGroups(rule.Query.RuleId).Select(group =>
            $"{rule.Query.RuleId} {string.Join(", ", fields.Zip(group.Terms, (field, term) => $"{field}={term}").Order(StringComparer.Ordinal))}: {group.Count} {group.Alerted}");
    }

    private static IEnumerable<CorpusEvent> EventsOf(JsonElement group) => CorpusFiles.List(group, "events").Select(EventOf);

    private static CorpusEvent EventOf(JsonElement line) =>
        new(CorpusFiles.Text(line, "_id")!, CorpusFiles.Text(line, "_index")!, JsonSerializer.SerializeToUtf8Bytes(line.GetProperty("_source")));

    private static IEnumerable<CorpusEvent> Copies(JsonElement row)
    {
        var template = row.GetProperty("template");
        var vary = row.GetProperty("vary");
        for (var i = 0; i < row.GetProperty("copies").GetInt32(); i++)
        {
            var copy = System.Text.Json.Nodes.JsonNode.Parse(template.GetRawText())!.AsObject();
            if (vary.ValueKind == JsonValueKind.Object)
            {
                var values = CorpusFiles.List(vary, "values");
                Set(copy, CorpusFiles.Text(vary, "field")!.Split('.'), values[i % values.Count]);
            }

            yield return new CorpusEvent($"{i}", CorpusFiles.Text(row, "_index")!, JsonSerializer.SerializeToUtf8Bytes(copy));
        }
    }

    private static void Set(System.Text.Json.Nodes.JsonObject target, string[] path, JsonElement value)
    {
        foreach (var name in path[..^1])
        {
            if (target[name] is not System.Text.Json.Nodes.JsonObject inner)
            {
                inner = [];
                target[name] = inner;
            }

            target = inner;
        }

        target[path[^1]] = System.Text.Json.Nodes.JsonNode.Parse(value.GetRawText());
    }
}
