using System.Text.Json;
using CsCheck;

namespace Elastic.ResponseActions.Planning.Tests.Rules;

public sealed class DetectionRuleRoundTripTests
{
    private const string Full =
        """{"name":"R","zeta":{"b":1.0,"a":[1e3,-0,null]},"type":"query","rule_id":"r1","severity":"high","risk_score":47.0,"tags":["a","b"],"filters":[{"meta":{"x":1.50},"query":{"match_all":{}}}],"exceptions_list":null,"index":[],"response_actions":[{"extra":true,"action_type_id":".endpoint","params":{"command":"kill-process","later":{"x":2.0},"config":{"new_member":[1.0],"field":"","overwrite":true}}},{"action_type_id":".osquery","params":{"query":"select 1;","timeout":1e2,"ecs_mapping":{"a":{"field":"b"}}}},{"action_type_id":".next","params":[1.0],"on":"all"}],"language":"kuery","query":"a: *","last":0.10}""";

    public static TheoryData<string> Documents { get; } = new(
        Full,
        """{"type":"query","rule_id":"r1","name":"R"}""",
        """{"type":"query","rule_id":"r1","name":"R","query":null,"tags":null,"enabled":null,"response_actions":null}""",
        """{"type":"saved_query","saved_id":"s","rule_id":"r1","name":"R","severity":"apocalyptic"}""",
        """{"type":"eql","language":"eql","query":"any where true","rule_id":"r1","name":"R","tiebreaker_field":"t","x":1}""",
        """{"type":"esql","language":"esql","query":"from a","rule_id":"r1","name":"R"}""",
        """{"type":"threshold","threshold":{"value":1e1,"cardinality":[{"field":"f","value":2.0}],"field":"host.name"},"rule_id":"r1","name":"R"}""",
        """{"type":"threat_match","threat_query":"*:*","threat_index":["i"],"threat_mapping":[{"entries":[]}],"threat_filters":[],"rule_id":"r1","name":"R"}""",
        """{"type":"threshold","from":"now-9m","to":"now","interval":"5m","timestamp_override":"event.ingested","timestamp_override_fallback_disabled":false,"threshold":{"field":[],"value":3,"cardinality":[{"x":1.0,"value":2,"field":"f"}]},"alert_suppression":{"duration":{"unit":"h","value":5.0,"y":null},"z":[]},"rule_id":"r1","name":"R"}""",
        """{"type":"threat_match","threat_query":"*:*","threat_language":"kuery","threat_filters":[{"query":{"match_all":{}},"n":1.0}],"threat_index":["i"],"threat_mapping":[{"entries":[{"field":"a","type":"mapping","value":"b","negate":true,"x":1e1},{"value":"d","field":"c"}],"y":0.10}],"threat_indicator_path":"t","items_per_search":9000,"rule_id":"r1","name":"R","alert_suppression":{"group_by":["a"],"missing_fields_strategy":"later"}}""",
        """{"type":"machine_learning","machine_learning_job_id":"one","anomaly_threshold":50.0,"rule_id":"r1","name":"R"}""",
        """{"type":"new_terms","new_terms_fields":["a"],"history_window_start":"now-7d","rule_id":"r1","name":"R"}""",
        """{"type":"tomorrow","threshold":"not an object here","rule_id":"r1","name":"R"}""",
        """{"type":"query","rule_id":"r1","name":"R","response_actions":[{"action_type_id":".endpoint","params":{"command":"kill-process","config":{}}},{"action_type_id":".endpoint","params":{"command":"suspend-process","config":{"overwrite":null}}}]}""",
        """{"type":"query","rule_id":"r1","name":"R","response_actions":[{"action_type_id":".endpoint","params":{"command":"runscript","config":{"linux":{"scriptId":"s","timeout":60.0,"x":1},"windows":{},"solaris":{}}}},{"action_type_id":".endpoint","params":{"command":"scan","path":"/"}},{"action_type_id":".endpoint","params":{"comment":"no command"}}]}""");

    [Theory]
    [MemberData(nameof(Documents))]
    public void WriteTo_UntouchedRule_WritesTheSameText(string json) =>
        Assert.Equal(json, JsonText.Write(JsonText.ParseRule(json)));

    [Theory]
    [MemberData(nameof(Documents))]
    public void WriteTo_ChangedSeverity_ChangesNothingElse(string json)
    {
        var changed = JsonText.ParseRule(json) with { Severity = RuleSeverity.Critical };

        var written = JsonText.Write(changed);

        var had = JsonElement.Parse(json).TryGetProperty("severity", out var before);
        var expected = had
            ? json.Replace($"\"severity\":{before.GetRawText()}", "\"severity\":\"critical\"", StringComparison.Ordinal)
            : json[..^1] + ",\"severity\":\"critical\"}";
        Assert.Equal(expected, written);
        Assert.Equal(changed, JsonText.ParseRule(written));
    }

    [Fact]
    public void WriteTo_ChangedSelectorOfOneAction_KeepsUnknownMembersAround()
    {
        var rule = JsonText.ParseRule(Full);
        var kill = (KillProcessAction)rule.ResponseActions[0];
        var changed = kill with { Selector = kill.Selector! with { Overwrite = false, Field = "process.entity_id" }, Comment = "new" };

        var written = JsonText.Write(rule with { ResponseActions = [changed, .. rule.ResponseActions.Skip(1)] });

        Assert.Equal(
            Full.Replace(
                "\"config\":{\"new_member\":[1.0],\"field\":\"\",\"overwrite\":true}}",
                "\"config\":{\"new_member\":[1.0],\"field\":\"process.entity_id\",\"overwrite\":false},\"comment\":\"new\"}",
                StringComparison.Ordinal),
            written);
    }

    [Fact]
    public void WriteTo_ChangedSelectorWithoutOverwrite_DoesNotAddTheDefault()
    {
        var kill = (KillProcessAction)JsonText.ParseAction("""{"action_type_id":".endpoint","params":{"command":"kill-process","config":{"x":1.0}}}""");

        Assert.Equal(
            """{"action_type_id":".endpoint","params":{"command":"kill-process","config":{"x":1.0,"field":"process.entity_id"}}}""",
            JsonText.Write((kill with { Selector = kill.Selector! with { Field = "process.entity_id" } }).WriteTo));
        Assert.Equal(
            """{"action_type_id":".endpoint","params":{"command":"kill-process","config":{"x":1.0,"overwrite":false}}}""",
            JsonText.Write((kill with { Selector = kill.Selector with { Overwrite = false } }).WriteTo));
    }

    [Fact]
    public void WriteTo_TextWithEscapes_KeepsTheValue()
    {
        const string Json = """{"type":"query","rule_id":"r1","name":"caf\u00e9 \"q\" \\ \u0000","note":"\ud83d\ude00 \/","\u006e2":1}""";

        Assert.Equal(JsonText.Tokens(Json), JsonText.Tokens(JsonText.Write(JsonText.ParseRule(Json))));
    }

    [Fact]
    public void WriteTo_IndentedSource_GivesOneLine()
    {
        var rule = JsonText.ParseRule("{\n  \"type\": \"query\",\n \"rule_id\": \"r1\", \"name\": \"R\", \"x\": { \"y\": [ 1.0 ] } }");

        Assert.Equal("""{"type":"query","rule_id":"r1","name":"R","x":{"y":[1.0]}}""", JsonText.Write(rule));
    }

    [Fact]
    public void WriteTo_EmptiedListAndRemovedText_AreWrittenSo()
    {
        var rule = JsonText.ParseRule("""{"type":"query","rule_id":"r1","name":"R","tags":["a"],"language":"kuery","query":"a: 1"}""");

        Assert.Equal(
            """{"type":"query","rule_id":"r1","name":"R","tags":[],"query":"a: 1"}""",
            JsonText.Write(rule with { Tags = [], Language = null }));
    }

    [Fact]
    public void WriteTo_RuleMadeInCode_WritesWhatIsSet()
    {
        var rule = new QueryRule
        {
            RuleId = "r1",
            Name = "R",
            Query = "a: 1",
            RiskScore = 47,
            ResponseActions =
            [
                new IsolateAction { Comment = "c" },
                new SuspendProcessAction { Selector = new ProcessSelector { Overwrite = false, Field = "process.entity_id" } },
                new RunScriptAction { Config = new RunScriptConfig { Linux = new RunScript { ScriptId = "s", TimeoutSeconds = 60 } } },
            ],
        };

        Assert.Equal(
            """{"rule_id":"r1","name":"R","type":"query","query":"a: 1","risk_score":47,"response_actions":[{"action_type_id":".endpoint","params":{"command":"isolate","comment":"c"}},{"action_type_id":".endpoint","params":{"command":"suspend-process","config":{"overwrite":false,"field":"process.entity_id"}}},{"action_type_id":".endpoint","params":{"command":"runscript","config":{"linux":{"scriptId":"s","timeout":60}}}}]}""",
            JsonText.Write(rule));
    }

    [Fact]
    public void WriteTo_AnyUnknownMembersAtEveryLevel_WritesTheSameText() =>
        Gen.Select(ExtraMembers, ExtraMembers, ExtraMembers, ExtraMembers).Sample((rule, action, parameters, config) =>
        {
            var json = "{" + rule + "\"type\":\"query\",\"rule_id\":\"r\",\"name\":\"n\",\"response_actions\":[{" + action + "\"action_type_id\":\".endpoint\",\"params\":{"
                + parameters + "\"command\":\"kill-process\",\"config\":{" + config + "\"overwrite\":true,\"field\":\"\"}}}]}";

            Assert.Equal(json, JsonText.Write(JsonText.ParseRule(json)));
            Assert.Equal(JsonText.ParseRule(json), JsonText.ParseRule(json));
        });

    [Fact]
    public void WriteTo_EveryCorpusRule_KeepsEveryToken()
    {
        var path = Path.Combine(Corpus.Folder(), "rules", "dev.ndjson");
        foreach (var line in File.ReadLines(path))
        {
            var rule = JsonText.ParseRule(line);
            Assert.Equal(JsonText.Tokens(line), JsonText.Tokens(JsonText.Write(rule)));

            var changed = JsonText.Write(rule with { Severity = new RuleSeverity("other") });
            Assert.Equal("other", JsonText.ParseRule(changed).Severity?.Name);
            Assert.Equal(JsonText.Tokens(line), JsonText.Tokens(JsonText.Write(JsonText.ParseRule(changed) with { Severity = rule.Severity })));
        }
    }

    private static readonly Gen<string> Value = Gens.Pick("1.0", "1e3", "-0", "null", "true", "\"x\"", "[]", "{\"command\":1}", "[1,{\"a\":0.10}]");

    private static readonly Gen<string> ExtraMembers =
        Gen.Dictionary(Gen.String[Gen.Char["abcdefg"], 1, 4], Value)[0, 4]
            .Select(members => string.Concat(members.Select(member => $"\"x_{member.Key}\":{member.Value},")));
}
