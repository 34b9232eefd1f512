using System.Text.Json;
using Elastic.ResponseActions.Matching.Tests.Corpus;
using Elastic.ResponseActions.Matching.Tests.Syntax;

namespace Elastic.ResponseActions.Matching.Tests.Detection;

/// <summary>Every row of <c>criteria.cases</c>: thresholds, new terms, threat matches, suppression.</summary>
public sealed class CriteriaCaseTests
{
    private static readonly RuleSetOptions Options = RuleSetOptions.Default with { FieldTypes = FieldTypeTable.BuiltIn.With([new("n", FieldType.Long), new("ip", FieldType.Ip)]) };

    public static TheoryData<int, string, string, string> Rows { get; } = [.. CaseTable.Load("criteria.cases").Select(row => (row.Line, row.Cells[0], row.Cells[1], row.Cells[2]))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Process_EveryRow_ReportsWhatItSays(int line, string rule, string events, string expected)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"criteria.cases, line {line}");
        if (!DetectorSet.TryCompile([Rule(JsonElement.Parse(rule))], Options, out var set, out var errors))
        {
            Assert.StartsWith("error: ", expected, StringComparison.Ordinal);
            Assert.Contains(expected["error: ".Length..], Assert.Single(errors).Message, StringComparison.Ordinal);
            return;
        }

        var detector = set.CreateDetector();
        var found = new List<RuleDetection>();
        var position = 0;
        foreach (var text in events.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var @event = CaseEvents.Read(text.TrimStart('!'), position++);
            if (!text.StartsWith('!'))
            {
                DetectorRunner.Feed(detector, @event, found);
                continue;
            }

            Assert.Equal(EventError.None, detector.AddIndicator(@event.ToUtf8Json(), default, @event.Utf8Id));
            Assert.Equal(EventError.None, detector.SeedHistory(@event.ToUtf8Json()));
        }

        DetectorRunner.Complete(detector, found);
        Assert.Equal(expected, found.Count == 0 ? "none" : string.Join(' ', found.Select(Text)));
    }

    [Fact]
    public void File_NoRowIsLost() => Assert.True(Rows.Count >= 100, $"{Rows.Count} rows");

    private static DetectorRule Rule(JsonElement rule) => new()
    {
        Query = new RuleQuery { RuleId = "r", Query = CorpusFiles.Text(rule, "query") ?? "k: *", Language = new QueryLanguage(CorpusFiles.Text(rule, "language") ?? "kuery") },
        Criteria = Criteria(rule),
        LookBack = Span(rule, "from"),
        Interval = Span(rule, "interval"),
        Suppression = rule.TryGetProperty("alert_suppression", out var suppression) ? Suppression(suppression) : null,
    };

    private static RuleCriteria? Criteria(JsonElement rule)
    {
        if (rule.TryGetProperty("threshold", out var threshold))
        {
            return new ThresholdCriteria
            {
                Fields = Texts(threshold, "field"),
                Value = threshold.GetProperty("value").GetInt32(),
                Cardinality = [.. CorpusFiles.List(threshold, "cardinality").Select(it => new ThresholdCardinality(CorpusFiles.Text(it, "field")!, it.GetProperty("value").GetInt32()))],
            };
        }

        if (rule.TryGetProperty("new_terms_fields", out _))
        {
            return new NewTermsCriteria { Fields = Texts(rule, "new_terms_fields"), HistoryWindow = Span(rule, "history_window_start") };
        }

        return !rule.TryGetProperty("threat_mapping", out _) ? null : new ThreatMatchCriteria
        {
            ThreatQuery = CorpusFiles.Text(rule, "threat_query") ?? "",
            Mapping = [.. CorpusFiles.List(rule, "threat_mapping").Select(item => new ThreatMapping(
                [.. item.EnumerateArray().Select(entry => new ThreatMappingEntry(CorpusFiles.Text(entry, "field")!, CorpusFiles.Text(entry, "value")!, entry.TryGetProperty("negate", out _)))]))],
        };
    }

    private static AlertSuppression Suppression(JsonElement suppression) => new()
    {
        GroupBy = Texts(suppression, "group_by"),
        Duration = Span(suppression, "duration"),
        MissingFieldsStrategy = CorpusFiles.Text(suppression, "missing_fields_strategy") == "doNotSuppress" ? MissingFieldsStrategy.DoNotSuppress : MissingFieldsStrategy.Suppress,
    };

    private static string[] Texts(JsonElement json, string name) => [.. CorpusFiles.List(json, name).Select(text => text.GetString()!)];

    private static TimeSpan? Span(JsonElement json, string name) => json.TryGetProperty(name, out var span) ? TimeSpan.FromMilliseconds(span.GetInt64()) : null;

    private static string Text(RuleDetection detection) => detection switch
    {
        ThresholdDetection threshold => $"{string.Join(',', threshold.Terms)}@{At(detection)}={threshold.Count}",
        NewTermsDetection newTerms => $"{string.Join(',', newTerms.NewTerms)}@{At(detection)}",
        ThreatMatchDetection threat => $"@{At(detection)}<{string.Join('+', threat.Indicators.Select(it => it.IndicatorId[1..]).Order(StringComparer.Ordinal))}",
        _ => $"@{At(detection)}",
    };

    private static string At(RuleDetection detection) => detection.EventIds[^1]![1..];
}
