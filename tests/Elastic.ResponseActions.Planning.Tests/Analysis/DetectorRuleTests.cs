using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Planning.Tests.Analysis;

public sealed class DetectorRuleTests
{
    private const string Threshold = """{"type":"threshold","query":"a: 1","threshold":{"field":["host.id"],"value":3}}""";

    [Fact]
    public void TryCreateDetectorRule_ThresholdRule_CarriesCriteriaSuppressionAndTimes()
    {
        var rule = Create("""
            {"type":"threshold","query":"a: 1","index":["logs-*"],"from":"now-1h-5m","interval":"1h","timestamp_override":"event.ingested",
             "threshold":{"field":"host.id","value":3,"cardinality":[{"field":"user.name","value":2}]},"alert_suppression":{"duration":{"value":5,"unit":"h"}}}
            """);

        var criteria = Assert.IsType<ThresholdCriteria>(rule.Criteria);
        Assert.Equal(["host.id"], criteria.Fields);
        Assert.Equal((3, new ThresholdCardinality("user.name", 2)), (criteria.Value, Assert.Single(criteria.Cardinality)));
        Assert.Equal((TimeSpan.FromMinutes(65), TimeSpan.FromHours(1), "event.ingested"), (rule.LookBack, rule.Interval, rule.TimestampOverride));
        Assert.Equal((0, TimeSpan.FromHours(5)), (rule.Suppression!.GroupBy.Count, rule.Suppression.Duration));
        Assert.Equal("a: 1", rule.Query.Query);
        Assert.Equal(["logs-*"], rule.Query.IndexPatterns);
    }

    [Fact]
    public void TryCreateDetectorRule_NewTermsRule_CarriesFieldsAndHistory()
    {
        var rule = Create("""{"type":"new_terms","query":"a: 1","new_terms_fields":["host.id","user.name"],"history_window_start":"now-2w","alert_suppression":{"group_by":["a"],"missing_fields_strategy":"doNotSuppress"}}""");

        var criteria = Assert.IsType<NewTermsCriteria>(rule.Criteria);
        Assert.Equal(["host.id", "user.name"], criteria.Fields);
        Assert.Equal(TimeSpan.FromDays(14), criteria.HistoryWindow);
        Assert.Equal((MissingFieldsStrategy.DoNotSuppress, null), (rule.Suppression!.MissingFieldsStrategy, rule.Suppression.Duration));
        Assert.Equal(["a"], rule.Suppression.GroupBy);
    }

    [Fact]
    public void TryCreateDetectorRule_ThreatMatchRule_CarriesTheMapping()
    {
        var rule = Create("""
            {"type":"threat_match","query":"a: 1","threat_query":"b: 2","threat_language":"lucene","threat_index":["ti-*"],"threat_filters":[{"query":{"match_all":{}}}],
             "threat_mapping":[{"entries":[{"field":"a","type":"mapping","value":"b"},{"field":"c","type":"mapping","value":"d","negate":true}]},{"entries":[{"field":"e","value":"f"}]}]}
            """);

        var criteria = Assert.IsType<ThreatMatchCriteria>(rule.Criteria);
        Assert.Equal(("b: 2", QueryLanguage.Lucene, 1), (criteria.ThreatQuery, criteria.ThreatLanguage, criteria.ThreatFilters.Count));
        Assert.Equal(["ti-*"], criteria.ThreatIndex);
        Assert.Equal([new("a", "b"), new("c", "d", Negate: true)], criteria.Mapping[0].Entries);
        Assert.Equal([new ThreatMappingEntry("e", "f")], criteria.Mapping[1].Entries);
    }

    [Theory]
    [InlineData("""{"type":"query","query":"a: 1"}""")]
    [InlineData("""{"type":"query","query":"a: 1","from":"now-1M/d"}""")]
    [InlineData("""{"type":"query","query":"a: 1","from":"2024-01-01T00:00:00Z","to":"now+1d","timestamp_override":""}""")]
    [InlineData("""{"type":"saved_query","saved_id":"s","query":"a: 1","language":"lucene"}""")]
    [InlineData("""{"type":"eql","query":"sequence by a [any where true] [any where true]"}""")]
    [InlineData("""{"type":"threat_match","query":"a: 1","threat_mapping":[{"entries":[{"field":"a","value":"b"}]}]}""")]
    public void TryCreateDetectorRule_EvaluatedRule_Compiles(string json) => DetectorSet.Compile([Create(json)]);

    [Fact]
    public void TryCreateDetectorRule_TimesLeftOut_AreKibanasDefaults()
    {
        var rule = Create("""{"type":"eql","query":"any where true"}""");

        Assert.Equal((TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(5), null, null, null), (rule.LookBack, rule.Interval, rule.TimestampOverride, rule.Suppression, rule.Criteria));
    }

    public static TheoryData<string, QueryErrorKind, string> Refused { get; } = new()
    {
        { """{"type":"esql","query":"from a"}""", QueryErrorKind.Unsupported, "language `esql` runs only in Elasticsearch and cannot be matched here." },
        { """{"type":"machine_learning"}""", QueryErrorKind.Unsupported, "type `machine_learning` takes its findings from jobs that run only in Elasticsearch; it cannot be matched here." },
        { """{"type":"threshold","query":"a"}""", QueryErrorKind.Syntax, "the rule has no `threshold`; expected one with `field` and `value`." },
        { """{"type":"threshold","query":"a","threshold":{"field":[]}}""", QueryErrorKind.Syntax, "`threshold.value` is missing; expected a whole number, at least 1." },
        { """{"type":"threshold","query":"a","threshold":{"value":2.5}}""", QueryErrorKind.Syntax, "`threshold.value` is 2.5; expected a whole number, at least 1." },
        { """{"type":"threshold","query":"a","threshold":{"value":1e99}}""", QueryErrorKind.Syntax, "`threshold.value` is 1E+99; expected a whole number, at least 1." },
        { """{"type":"threshold","query":"a","threshold":{"value":1,"cardinality":[{"value":2}]}}""", QueryErrorKind.Syntax, "`threshold.cardinality.field` is missing; expected the name of a field." },
        { """{"type":"new_terms","query":"a","history_window_start":"now-7d"}""", QueryErrorKind.Syntax, "the rule has no `new_terms_fields`; expected one to three fields." },
        { """{"type":"new_terms","query":"a","new_terms_fields":["a"]}""", QueryErrorKind.Syntax, "the rule has no `history_window_start`; expected date math, for example `now-7d`." },
        { """{"type":"new_terms","query":"a","new_terms_fields":["a"],"history_window_start":"now-1M"}""", QueryErrorKind.Unsupported, "its `history_window_start` is `now-1M`; evaluated is `now` less a fixed length in s, m, h, d or w, for example `now-9m`." },
        { """{"type":"threat_match","query":"a"}""", QueryErrorKind.Syntax, "the rule has no `threat_mapping`; expected which event field is compared with which indicator field." },
        { """{"type":"threat_match","query":"a","threat_mapping":[{"entries":[{"field":"a"}]}]}""", QueryErrorKind.Syntax, "`threat_mapping.entries.value` is missing; expected the name of a field." },
        { """{"type":"threat_match","query":"a","threat_mapping":[{"entries":[{"field":"a","value":"b","type":"regex"}]}]}""", QueryErrorKind.Unsupported, "an entry of its `threat_mapping` is of type `regex`; evaluated is `mapping`." },
        { """{"type":"threshold","query":"a","threshold":{"value":1},"from":"now-1d/d"}""", QueryErrorKind.Unsupported, "its runs look from `now-1d/d` to `now`, whose length changes with the clock; evaluated is `now` less a fixed length in s, m, h, d or w, for example `now-9m`." },
        { """{"type":"query","query":"a","interval":"often"}""", QueryErrorKind.Unsupported, "its `interval` is `often`; evaluated is a whole number of s, m, h, d or w, for example `5m`." },
        { """{"type":"query","query":"a","alert_suppression":{"group_by":["a"],"missing_fields_strategy":"guess"}}""", QueryErrorKind.Unsupported, "`alert_suppression.missing_fields_strategy` is `guess`; evaluated are `suppress` and `doNotSuppress`." },
        { """{"type":"query","query":"a","alert_suppression":{"group_by":["a"],"duration":{"value":1,"unit":"d"}}}""", QueryErrorKind.Unsupported, "`alert_suppression.duration` is `1d`; evaluated is a whole number of s, m or h." },
        { """{"type":"query","query":"a","exceptions_list":[{"list_id":"x"}]}""", QueryErrorKind.Unsupported, "its exceptions (1 lists in `exceptions_list`) are stored in Kibana and were not given; without them it would match events that it must not alert on." },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void TryCreateDetectorRule_WhatCannotBeUsed_SaysWhatAndWhy(string json, QueryErrorKind kind, string message)
    {
        Assert.False(RuleMatchability.TryCreateDetectorRule(Parse(json), out var rule, out var error));

        Assert.Null(rule);
        Assert.Equal(("r1", "R", kind, message), (error.RuleId, error.RuleName, error.Kind, error.Message));
    }

    [Fact]
    public void TryCreateDetectorRule_ExceptionListsGiven_GoAlong()
    {
        var lists = new ExceptionLists([new ExceptionList { ListId = "x" }]);

        Assert.True(RuleMatchability.TryCreateDetectorRule(Parse(Threshold[..^1] + ""","exceptions_list":[{"list_id":"x"}]}"""), out var rule, out _, lists));

        Assert.Equal(lists.Lists, rule.Query.Exceptions);
    }

    [Theory]
    [InlineData("event.ingested", true, 1)]
    [InlineData("event.ingested", false, 0)]
    [InlineData("", true, 0)]
    public void TryCreateDetectorRule_TimestampWithoutFallback_LeavesEventsWithoutItOut(string field, bool isDisabled, int filters)
    {
        var rule = Create($$"""{"type":"query","query":"a: 1","timestamp_override":"{{field}}","timestamp_override_fallback_disabled":{{(isDisabled ? "true" : "false")}}}""");

        Assert.Equal(filters, rule.Query.Filters.Count);
        var matcher = RuleSet.Compile([rule.Query]).CreateMatcher();
        Assert.Equal(1 - filters, matcher.Match("""{"a":1}"""u8).Count);
        Assert.Equal(1, matcher.Match("""{"a":1,"event":{"ingested":"2024-01-01T00:00:00Z"}}"""u8).Count);
    }

    [Theory]
    [InlineData("""{"type":"threshold"}""", true)]
    [InlineData("""{"type":"new_terms"}""", true)]
    [InlineData("""{"type":"threat_match"}""", true)]
    [InlineData("""{"type":"eql","query":"sequence by a [any where true] [any where true]"}""", true)]
    [InlineData("""{"type":"eql","query":"sample by a [any where true] [any where false]"}""", true)]
    [InlineData("""{"type":"eql","query":"any where true | head 1"}""", true)]
    [InlineData("""{"type":"eql","query":"any where true // sequence"}""", false)]
    [InlineData("""{"type":"eql","query":"sequence by"}""", false)]
    [InlineData("""{"type":"eql"}""", false)]
    [InlineData("""{"type":"query","query":"sequence by a [any where true] [any where true]"}""", false)]
    [InlineData("""{"type":"esql","query":"from a"}""", false)]
    public void NeedsDetector_Rule_SaysWhetherOneEventDecides(string json, bool expected) =>
        Assert.Equal(expected, RuleMatchability.NeedsDetector(Parse(json)));

    [Fact]
    public void TryCreateDetectorRule_EveryCorpusRuleOfAnEvaluatedType_Compiles()
    {
        var rules = File.ReadLines(Path.Combine(Corpus.Folder(), "rules", "dev.ndjson")).Select(JsonText.ParseRule).Where(rule => rule is not (EsqlRule or MachineLearningRule));
        var created = rules.Select(rule => RuleMatchability.TryCreateDetectorRule(rule, out var made, out var error) ? made : throw new InvalidOperationException(error.ToString())).ToList();

        Assert.Equal(1051, DetectorSet.Compile(created).Rules.Count);
    }

    private static DetectionRule Parse(string json) => JsonText.ParseRule("{\"rule_id\":\"r1\",\"name\":\"R\"," + json.Trim()[1..]);

    private static DetectorRule Create(string json)
    {
        Assert.True(RuleMatchability.TryCreateDetectorRule(Parse(json), out var rule, out var error), error?.Message);
        return rule;
    }
}
