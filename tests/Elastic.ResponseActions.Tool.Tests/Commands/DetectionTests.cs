namespace Elastic.ResponseActions.Tool.Tests.Commands;

/// <summary>Rules that need more than one event, from the command line.</summary>
public sealed class DetectionTests : IDisposable
{
    private const string Events = """
        {"_id":"e3","_source":{"@timestamp":"2026-01-01T00:00:02Z","event":{"category":"process"},"process":{"pid":42},"user":{"name":"ann"},"step":"two"} }
        {"_id":"e1","_source":{"@timestamp":"2026-01-01T00:00:00Z","event":{"category":"process"},"process":{"pid":"42"},"user":{"name":"ann"},"step":"one"} }
        {"_id":"e2","_source":{"@timestamp":"2026-01-01T00:00:01Z","event":{"category":"process"},"process":{"pid":7},"user":{"name":"bob"},"step":"one"} }
        {"_id":"e4","_source":{"@timestamp":"2026-03-01T00:00:00Z","event":{"category":"process"},"process":{"pid":42},"user":{"name":"ann"},"source":{"ip":"10.0.0.9"} } }
        """;

    private readonly Scratch _scratch = new();

    public static TheoryData<string, string[]> Rules { get; } = new()
    {
        // Events come in the order of time, not of the file; keys are typed by field.
        { Eql("sequence by process.pid, user.name [process where step == \\\"one\\\"] [process where step == \\\"two\\\"]"), ["""{"rule_id":"r","event_ids":["e1","e3"],"join_keys":[42,"ann"]}"""] },
        { Eql("sequence by process.pid with maxspan=1h [process where step == \\\"one\\\"] ![process where step == \\\"two\\\"]"), ["""{"rule_id":"r","event_ids":["e2",null],"join_keys":[7]}"""] },
        { Eql("sample by ?step [process where true] [process where process.pid == 7]"), ["""{"rule_id":"r","event_ids":["e1","e2"],"join_keys":["one"]}"""] },

        // A look-back of six minutes and suppression do not count: the input is one run.
        { Rule("threshold", "\"threshold\":{\"field\":[\"process.pid\"],\"value\":2},\"from\":\"now-6m\",\"alert_suppression\":{\"duration\":{\"value\":1,\"unit\":\"h\"}}"), ["""{"rule_id":"r","event_ids":["e3","e1","e4"],"terms":{"process.pid":42},"count":3}"""] },
        { Rule("threshold", "\"threshold\":{\"field\":[],\"value\":1,\"cardinality\":[{\"field\":\"user.name\",\"value\":2}]}"), ["""{"rule_id":"r","event_ids":["e3","e1","e2","e4"],"terms":{},"count":4}"""] },
        { Rule("threshold", "\"threshold\":{\"field\":[\"user.name\"],\"value\":4}"), [] },
        { Rule("new_terms", "\"new_terms_fields\":[\"user.name\",\"process.pid\"],\"history_window_start\":\"now-5d\""), ["""{"rule_id":"r","event_ids":["e1"],"new_terms":{"user.name":"ann","process.pid":42}}""", """{"rule_id":"r","event_ids":["e2"],"new_terms":{"user.name":"bob","process.pid":7}}"""] },
        { Rule("threat_match", "\"threat_query\":\"*:*\",\"threat_index\":[\"ti-*\"],\"threat_mapping\":[{\"entries\":[{\"field\":\"source.ip\",\"type\":\"mapping\",\"value\":\"threat.indicator.ip\"}]}]"), ["""{"rule_id":"r","event_ids":["e4"],"indicators":["i1"]}"""] },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Match_RuleOverSeveralEvents_PrintsWhatItFinds(string rule, string[] expected)
    {
        var run = await ToolRun.Of(Match(rule, "--format", "ndjson"));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(expected, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Match_Table_CountsAndShowsTheFirst()
    {
        var rules = string.Join('\n', Rules.Select((row, i) => row.Data.Item1.Replace("\"rule_id\":\"r\"", $"\"rule_id\":\"r{i}\"", StringComparison.Ordinal)));

        var run = await ToolRun.Of(Match(rules));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("e1 > e3", run.Output, StringComparison.Ordinal);
        Assert.Contains("e2 > (none)", run.Output, StringComparison.Ordinal);
        Assert.Contains("3 events of 42", run.Output, StringComparison.Ordinal);
        Assert.Contains("ann / 42 at e1, bob / 7 at e2", run.Output, StringComparison.Ordinal);
        Assert.Contains("4 events, 8 rules, 8 matches.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Match_ThreatMatchWithoutIndicators_IsLeftOutAndSaysSo()
    {
        var rule = Rules.Last().Data.Item1;
        string[] args = ["match", "--rules", _scratch.Write("rules.ndjson", rule), "--events", _scratch.Write("events.ndjson", Events), "--format", "ndjson"];

        var without = await ToolRun.Of(args);
        var strict = await ToolRun.Of([.. args, "--strict"]);
        var baseQuery = await ToolRun.Of([.. args, "--base-query"]);

        Assert.Equal((0, ""), (without.ExitCode, without.Output));
        Assert.Contains("is unsupported: type `threat_match` compares events with indicators, and none were given. Give them with --indicators P…", without.Error, StringComparison.Ordinal);
        Assert.Equal(3, strict.ExitCode);
        Assert.Equal(4, baseQuery.Records.Count);
    }

    [Theory]
    [InlineData("no json", ":1: not JSON")]
    [InlineData("[]", ":1: the event is not a JSON object.")]
    public async Task Match_BrokenIndicator_IsNamedAndLeftOut(string line, string expected)
    {
        var indicators = _scratch.Write("more.ndjson", line);

        var run = await ToolRun.Of([.. Match(Rules.Last().Data.Item1, "--format", "ndjson"), "--indicators", indicators]);

        Assert.Equal((0, 1), (run.ExitCode, run.Records.Count));
        Assert.StartsWith(indicators + expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Match_EventsWithoutTime_AreCounted()
    {
        var run = await ToolRun.With("""{"event":{"category":"process"},"step":"one","process":{"pid":1},"user":{"name":"x"}}""", "match", "--rules", _scratch.Write("rules.ndjson", Rules.First().Data.Item1), "--events", "-", "--format", "ndjson");

        Assert.Equal((0, ""), (run.ExitCode, run.Output));
        Assert.Equal("1 events have no time that can be read; rules that look at time did not use them.\n", run.Error);
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("respond")]
    public async Task PlanAndRespond_SequenceAndThreshold_ActOnTheirHosts(string command)
    {
        const string Actions = """ "response_actions":[{"action_type_id":".endpoint","params":{"command":"isolate"} }] """;
        const string Hosts = """
            {"_id":"e1","_source":{"@timestamp":"2026-01-01T00:00:00Z","event":{"category":"process"},"step":"one","agent":{"id":"a1","type":"endpoint"},"host":{"id":"h1","name":"n1"} } }
            {"_id":"e1","_source":{"@timestamp":"2026-01-01T00:00:01Z","event":{"category":"process"},"step":"two","agent":{"id":"a1","type":"endpoint"},"host":{"id":"h1","name":"n1"} } }
            {"_id":"e2","_source":{"@timestamp":"2026-01-01T00:00:02Z","event":{"category":"process"},"step":"tick","agent":{"id":"a2","type":"endpoint"},"host":{"id":"h2","name":"n2"} } }
            """;
        var rules = $$"""
            {"rule_id":"s","name":"S","type":"eql","language":"eql","query":"sequence by host.id [any where step == \"one\"] [any where step == \"two\"]",{{Actions}}}
            {"rule_id":"t","name":"T","type":"threshold","language":"kuery","query":"step: tick","threshold":{"field":["agent.id","agent.type","host.id","host.name"],"value":1},{{Actions}}}
            {"rule_id":"w","name":"W","type":"eql","language":"eql","query":"sequence by host.id with maxspan=1h [any where step == \"tick\"] ![any where step == \"one\"]",{{Actions}}}
            {"rule_id":"n","name":"N","type":"new_terms","language":"kuery","query":"step: tick","new_terms_fields":["host.id"],"history_window_start":"now-7d",{{Actions}}}
            """;
        string[] args = [command, "--rules", _scratch.Write("rules.ndjson", rules), "--events", _scratch.Write("events.ndjson", Hosts), "--policy", _scratch.Write("policy.json", """{"version":1,"mode":{"default":"enforce"},"approval":{"classes":[],"first_of_rule":false} }"""), "--format", "ndjson"];

        var run = await ToolRun.Of(command == "respond" ? [.. args, "--fake"] : args);

        Assert.Equal(["s a1", "t a2"], run.Records.Where(record => record.TryGetProperty("command", out _)).Select(record => $"{record.GetProperty("rule_id").GetString()} {record.GetProperty("agent_id").GetString()}"));
        Assert.Contains("rule 'N' (n) is unsupported: type `new_terms` needs more than one event", run.Error, StringComparison.Ordinal);
        Assert.Contains("rule w is undecided for 1 events: the window in which", run.Error, StringComparison.Ordinal);
        if (command == "respond")
            Assert.All(run.Records, record => Assert.Equal("confirmed", record.GetProperty("outcome").GetString()));
    }

    [Theory]
    [InlineData("sequence by user.name [any where step == \"one\"] [any where step == \"two\"]", """{"rule_id":"query","event_ids":["e1","e3"],"join_keys":["ann"]}""")]
    [InlineData("any where step == \"two\"", """{"rule_id":"query","event_ids":["e3"]}""")]
    [InlineData("any where true | tail 1", """{"rule_id":"query","event_ids":["e4"]}""")]
    public async Task Query_Eql_FindsEventsAndSequences(string query, string expected)
    {
        var run = await ToolRun.Of("query", "--language", "eql", "--query", query, "--events", _scratch.Write("events.ndjson", Events), "--format", "ndjson");

        Assert.Equal((0, expected, ""), (run.ExitCode, run.Output.TrimEnd(), run.Error));
    }

    [Theory]
    [InlineData("--event-category-field", "user.name", "ann where step == \"two\"", "e3")]
    [InlineData("--timestamp-field", "made", "sequence [any where step == \"two\"] [any where step == \"one\"]", "e3 e1")]
    [InlineData("--tiebreaker-field", "rank", "sequence [any where step == \"two\"] [any where step == \"one\"]", "e3 e1")]
    public async Task Query_EqlFields_AreTakenFromTheOptions(string option, string field, string query, string expected)
    {
        const string Two = """
            {"_id":"e1","_source":{"@timestamp":"2026-01-01T00:00:00Z","made":"2026-01-02T00:00:00Z","rank":2,"event":{"category":"process"},"user":{"name":"bob"},"step":"one"} }
            {"_id":"e3","_source":{"@timestamp":"2026-01-01T00:00:00Z","made":"2026-01-01T00:00:00Z","rank":1,"event":{"category":"process"},"user":{"name":"ann"},"step":"two"} }
            """;
        string[] args = ["query", "--language", "eql", "--query", query, "--events", _scratch.Write("events.ndjson", Two), "--format", "ndjson"];

        var with = await ToolRun.Of([.. args, option, field]);

        Assert.Empty((await ToolRun.Of(args)).Records);
        Assert.Equal(expected, string.Join(' ', Assert.Single(with.Records).GetProperty("event_ids").EnumerateArray()));
    }

    public void Dispose() => _scratch.Dispose();

    private static string Eql(string query) => $$"""{"rule_id":"r","name":"R","type":"eql","language":"eql","query":"{{query}}"}""";

    private static string Rule(string type, string members) => $$"""{"rule_id":"r","name":"R","type":"{{type}}","language":"kuery","query":"event.category: process",{{members}}}""";

    private string[] Match(string rules, params string[] more) =>
    [
        "match",
        "--rules", _scratch.Write("rules.ndjson", rules),
        "--events", _scratch.Write("events.ndjson", Events),
        "--indicators", _scratch.Write("indicators.ndjson", """{"_id":"i1","_index":"ti-a","_source":{"threat":{"indicator":{"ip":"10.0.0.0/8"} } } }""" + "\n" + """{"_id":"i2","_index":"other","_source":{"threat":{"indicator":{"ip":"10.0.0.9"} } } }"""),
        .. more,
    ];
}
