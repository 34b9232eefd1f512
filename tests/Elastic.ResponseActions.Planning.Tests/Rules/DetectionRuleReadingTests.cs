using System.Text;
using System.Text.Json;
using Elastic.ResponseActions.Matching;

namespace Elastic.ResponseActions.Planning.Tests.Rules;

public sealed class DetectionRuleReadingTests
{
    [Fact]
    public void Parse_QueryRule_ReadsEveryModelledMember()
    {
        var rule = JsonText.ParseRule("""
            {"id":"u","rule_id":"r1","name":"R","type":"query","language":"kuery","query":"a: 1","description":"d","severity":"low","risk_score":21,
             "enabled":true,"index":["logs-*"],"data_view_id":"v","filters":[{"meta":{}}],"tags":["t"],"exceptions_list":[{"id":"e"}],"max_signals":5,
             "response_actions":[{"action_type_id":".endpoint","params":{"command":"isolate","comment":"c"}}]}
            """);

        var query = Assert.IsType<QueryRule>(rule);
        Assert.Equal(("u", "r1", "R"), (query.Id, query.RuleId, query.Name));
        Assert.Equal((RuleType.Query, QueryLanguage.Kuery, "a: 1"), (query.Type, query.Language!.Value, query.Query));
        Assert.Equal(("d", RuleSeverity.Low, 21d, true), (query.Description, query.Severity!.Value, query.RiskScore, query.Enabled!.Value));
        Assert.Equal(["logs-*"], query.Index);
        Assert.Equal(("v", 5d), (query.DataViewId, query.MaxSignals));
        Assert.Equal(["t"], query.Tags);
        Assert.Single(query.Filters);
        Assert.Single(query.ExceptionsList);
        Assert.Equal("c", Assert.IsType<IsolateAction>(Assert.Single(query.ResponseActions)).Comment);
    }

    [Theory]
    [InlineData("query", typeof(QueryRule))]
    [InlineData("saved_query", typeof(SavedQueryRule))]
    [InlineData("eql", typeof(EqlRule))]
    [InlineData("esql", typeof(EsqlRule))]
    [InlineData("threshold", typeof(ThresholdRule))]
    [InlineData("threat_match", typeof(ThreatMatchRule))]
    [InlineData("machine_learning", typeof(MachineLearningRule))]
    [InlineData("new_terms", typeof(NewTermsRule))]
    [InlineData("tomorrow", typeof(UnknownRule))]
    public void Parse_Type_GivesItsModel(string type, Type expected)
    {
        var rule = JsonText.ParseRule($$"""{"type":"{{type}}","rule_id":"r1","name":"R"}""");

        Assert.IsType(expected, rule);
        Assert.Equal(type, rule.Type.Name);
        Assert.Empty(rule.Tags);
        Assert.Empty(rule.ResponseActions);
    }

    [Fact]
    public void Parse_OwnMembersOfTheTypes_AreRead()
    {
        var threshold = (ThresholdRule)JsonText.ParseRule("""{"type":"threshold","threshold":{"field":"host.id","value":5},"rule_id":"r1","name":"R"}""");
        var jobs = (MachineLearningRule)JsonText.ParseRule("""{"type":"machine_learning","machine_learning_job_id":["a","b"],"anomaly_threshold":75,"rule_id":"r1","name":"R"}""");
        var terms = (NewTermsRule)JsonText.ParseRule("""{"type":"new_terms","new_terms_fields":["a"],"history_window_start":"now-7d","rule_id":"r1","name":"R"}""");
        var threat = (ThreatMatchRule)JsonText.ParseRule("""{"type":"threat_match","threat_query":"*","threat_index":["i"],"threat_mapping":[{}],"rule_id":"r1","name":"R"}""");
        var eql = (EqlRule)JsonText.ParseRule("""{"type":"eql","event_category_override":"c","timestamp_field":"t","tiebreaker_field":"b","rule_id":"r1","name":"R"}""");

        Assert.Equal(["host.id"], threshold.Threshold!.Fields);
        Assert.Equal(5, threshold.Threshold.Value);
        Assert.Equal(["a", "b"], jobs.JobIds);
        Assert.Equal(75, jobs.AnomalyThreshold);
        Assert.Equal(["a"], terms.NewTermsFields);
        Assert.Equal("now-7d", terms.HistoryWindowStart);
        Assert.Equal(("*", 1, 1), (threat.ThreatQuery, threat.ThreatIndex.Count, threat.ThreatMapping.Count));
        Assert.Equal(("c", "t", "b"), (eql.EventCategoryOverride, eql.TimestampField, eql.TiebreakerField));
    }

    [Fact]
    public void Parse_MembersOfRulesOverSeveralEvents_AreRead()
    {
        var rule = (ThresholdRule)JsonText.ParseRule("""
            {"type":"threshold","rule_id":"r1","name":"R","from":"now-9m","to":"now","interval":"5m","timestamp_override":"event.ingested","timestamp_override_fallback_disabled":true,
             "threshold":{"field":["host.id"],"value":5,"cardinality":[{"field":"user.name","value":2}]},
             "alert_suppression":{"group_by":["a","b"],"duration":{"value":3,"unit":"h"},"missing_fields_strategy":"doNotSuppress"}}
            """);
        var threat = (ThreatMatchRule)JsonText.ParseRule("""
            {"type":"threat_match","rule_id":"r1","name":"R","threat_query":"*:*","threat_language":"lucene","threat_filters":[{}],"threat_indicator_path":"i",
             "threat_mapping":[{"entries":[{"field":"a","type":"mapping","value":"b"},{"field":"c","value":"d","negate":true}]},{"entries":[]}]}
            """);

        Assert.Equal(("now-9m", "now", "5m"), (rule.From, rule.To, rule.Interval));
        Assert.Equal(("event.ingested", true), (rule.TimestampOverride, rule.TimestampOverrideFallbackDisabled));
        Assert.Equal(("user.name", 2d), (rule.Threshold!.Cardinality[0].Field, rule.Threshold.Cardinality[0].Value));
        Assert.Equal(["a", "b"], rule.AlertSuppression!.GroupBy);
        Assert.Equal((3d, "h", "doNotSuppress"), (rule.AlertSuppression.Duration!.Value, rule.AlertSuppression.Duration.Unit, rule.AlertSuppression.MissingFieldsStrategy));
        Assert.Equal((QueryLanguage.Lucene, "i", 1), (threat.ThreatLanguage, threat.ThreatIndicatorPath, threat.ThreatFilters.Count));
        Assert.Equal("a is b and c is not d", threat.ThreatMapping[0].ToString());
        Assert.Empty(threat.ThreatMapping[1].Entries);
    }

    [Theory]
    [InlineData("""{"name":"R","rule_id":"r1","type":"threat_match","threat_mapping":[{"entries":[{"field":"a"},{"field":7}]}]}""", "Rule 'R', `threat_mapping` 0, `entries` 1: `field` must be text, found a number.")]
    [InlineData("""{"name":"R","rule_id":"r1","type":"threat_match","threat_mapping":{}}""", "Rule 'R': `threat_mapping` must be a list, found an object.")]
    [InlineData("""{"name":"R","rule_id":"r1","type":"threshold","threshold":{"cardinality":["a"]}}""", "Rule 'R', `threshold`, `cardinality` 0: it must be an object, found text.")]
    [InlineData("""{"name":"R","rule_id":"r1","type":"query","alert_suppression":{"duration":"5m"}}""", "Rule 'R', `alert_suppression`, `duration`: it must be an object, found text.")]
    [InlineData("""{"name":"R","rule_id":"r1","type":"query","from":9}""", "Rule 'R': `from` must be text, found a number.")]
    [InlineData("""[]""", "Rule: it must be an object, found a list.")]
    [InlineData("""{"name":"R","rule_id":"r1"}""", "Rule 'R': the member `type` is missing; expected text.")]
    [InlineData("""{"name":"R","type":"query"}""", "Rule 'R': the member `rule_id` is missing; expected text.")]
    [InlineData("""{"rule_id":"r1","type":"query"}""", "Rule 'r1': the member `name` is missing; expected text.")]
    [InlineData("""{"name":"R","rule_id":"r1","type":"query","severity":4}""", "Rule 'R': `severity` must be text, found a number.")]
    [InlineData("""{"name":"R","rule_id":"r1","type":"query","query":["a"]}""", "Rule 'R': `query` must be text, found a list.")]
    [InlineData("""{"name":"R","rule_id":"r1","type":"query","tags":["a",1]}""", "Rule 'R': `tags` must be a list of texts, found a number.")]
    [InlineData("""{"name":"R","rule_id":"r1","type":"query","enabled":"yes"}""", "Rule 'R': `enabled` must be true or false, found text.")]
    [InlineData("""{"name":"R","rule_id":"r1","type":"query","response_actions":[{"action_type_id":".endpoint"}]}""", "Rule 'R' (r1), response action 0: the member `params` is missing; expected an object.")]
    [InlineData("""{"name":"R","rule_id":"r1","type":"query","response_actions":[{"params":{}}]}""", "Rule 'R' (r1), response action 0: the member `action_type_id` is missing; expected text.")]
    [InlineData("""{"name":"R","rule_id":"r1","type":"query","response_actions":[{"action_type_id":".endpoint","params":{"command":"kill-process","config":{"overwrite":1}}}]}""", "Rule 'R' (r1), response action 0, `params`, `config`: `overwrite` must be true or false, found a number.")]
    public void Parse_WrongShape_SaysWhereAndWhatWasExpected(string json, string message) =>
        Assert.Equal(message, Assert.Throws<JsonException>(() => JsonText.ParseRule(json)).Message);

    [Theory]
    [InlineData("""{"name":"R","rule_id":"r1","type":"query","type":"eql"}""", "type")]
    [InlineData("""{"name":"R","rule_id":"r1","type":"query","meta":{"a":1,"\u0061":2}}""", "a")]
    [InlineData("""{"name":"R","rule_id":"r1","type":"query","response_actions":[{"action_type_id":".endpoint","params":{"command":"isolate","command":"scan"}}]}""", "command")]
    public void Parse_MemberTwice_IsRefused(string json, string member)
    {
        var error = Assert.Throws<JsonException>(() => JsonText.ParseRule(json)).Message;

        Assert.StartsWith("Rule: not one well-formed JSON document", error, StringComparison.Ordinal);
        Assert.Contains($"'{member}'", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("""{"name":"\ud800","rule_id":"r1","type":"query"}""")]
    [InlineData("""{"name":"R","rule_id":"r1","type":"query","note":["\udc00"]}""")]
    public void Parse_NoJsonText_Throws(string json) => Assert.Throws<JsonException>(() => JsonText.ParseRule(json));

    [Fact]
    public void Parse_TooDeep_Throws()
    {
        var deep = new string('[', 64) + new string(']', 64);

        Assert.Throws<JsonException>(() => DetectionRule.Parse(Encoding.UTF8.GetBytes($$"""{"name":"R","rule_id":"r1","type":"query","x":{{deep}}}""")));
    }

    [Fact]
    public void Equals_ComparesKnownAndUnknownMembersByValue()
    {
        const string Json = """{"name":"R","rule_id":"r1","type":"query","tags":["a"],"filters":[{"x":1}],"meta":{"a":1}}""";
        var rule = JsonText.ParseRule(Json);

        Assert.Equal(rule, JsonText.ParseRule(Json.Replace("\"meta\":{\"a\":1}", "\"meta\": {\"a\": 1.0}", StringComparison.Ordinal)));
        Assert.NotEqual(rule, JsonText.ParseRule(Json.Replace("\"meta\":{\"a\":1}", "\"meta\":{\"a\":2}", StringComparison.Ordinal)));
        Assert.NotEqual(rule, JsonText.ParseRule(Json.Replace(",\"meta\":{\"a\":1}", "", StringComparison.Ordinal)));
        Assert.NotEqual(rule, rule with { Tags = ["b"] });
        Assert.NotEqual(rule, rule with { Filters = [] });
        Assert.Equal(rule, rule with { Tags = new List<string> { "a" } });
        Assert.Equal(new QueryRule { RuleId = "r", Name = "n", Tags = ["a"] }, new QueryRule { RuleId = "r", Name = "n", Tags = ["a"] });
        Assert.NotEqual<DetectionRule>(new QueryRule { RuleId = "r", Name = "n" }, new EsqlRule { RuleId = "r", Name = "n" });
    }

    [Fact]
    public void Lists_AreCopiedAndNeverNull()
    {
        var tags = new List<string> { "a" };
        var rule = new QueryRule { RuleId = "r", Name = "n", Tags = tags, Index = null!, ResponseActions = null! };
        tags.Add("b");

        Assert.Equal(["a"], rule.Tags);
        Assert.Empty(rule.Index);
        Assert.Empty(rule.ResponseActions);
        Assert.Equal("n (r, query)", rule.ToString());
    }
}
