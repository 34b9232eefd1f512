using System.Text.Json;

namespace Elastic.ResponseActions.Testing.Tests.Rules;

/// <summary>Rules that look beside their run: at what was seen before, and at indicators.</summary>
public sealed class RunRuleWithMemoryTests
{
    private const string NewTerms = ""","query":"*:*","new_terms_fields":["user.name","host.name"],"history_window_start":"now-7d" """;
    private const string ThreatMatch = """
        ,"query":"*:*","threat_query":"not threat.indicator.type: benign","threat_index":["logs-ti_*"],
        "threat_mapping":[{"entries":[{"field":"destination.ip","type":"mapping","value":"threat.indicator.ip"},{"field":"destination.port","type":"mapping","value":"threat.indicator.port"}]},
                          {"entries":[{"field":"process.hash.sha256","type":"mapping","value":"threat.indicator.file.hash.sha256"}]}]
        """;

    [Theory, BothFaces]
    public async Task NewTerms_SeenBefore_AreNotAlertedOn(Face face)
    {
        await using var bench = await OpenAsync(face, "new_terms", NewTerms);
        bench.Kibana.AddEvents([Event("X", "ann", "2026-01-14T10:00:00Z"), Event("X", "old", "2026-01-01T10:00:00Z")]);

        var first = bench.Kibana.RunRule("r-1", [Event("X", "ann"), Event("X", "bob"), Event("X", "bob"), Event("X", "old"), Event("Y", "ann")]);
        var second = bench.Kibana.RunRule("r-1", [Event("X", "bob"), Event("Y", "cid")]);

        // `old` was seen last outside of the seven days; `ann` is known on X and new on Y.
        Assert.Equal(["bob on X", "old on X", "ann on Y"], first.Alerts.Select(Terms));
        Assert.Equal(["cid on Y"], second.Alerts.Select(Terms));
        Assert.Equal(["X", "Y", "Y"], (await bench.GetAsync(Bench.Actions + "?pageSize=100")).Body.GetProperty("data").EnumerateArray().Select(action => action.GetProperty("agents")[0].GetString()).Order());
    }

    [Theory, BothFaces]
    public async Task ThreatMatch_Indicators_AreComparedAsTheRuleSays(Face face)
    {
        await using var bench = await OpenAsync(face, "threat_match", ThreatMatch);
        bench.Kibana.AddIndicators(
        [
            Indicator(""" "ip":"192.0.2.7","port":443 """),
            Indicator(""" "ip":"192.0.2.8","port":443,"type":"benign" """),
            Indicator(""" "ip":"192.0.2.9","port":443 """, "other"),
            Indicator(""" "file":{"hash":{"sha256":"abc"}} """),
        ]);

        var run = bench.Kibana.RunRule("r-1",
        [
            Connection("X", "192.0.2.7", 443), Connection("X", "192.0.2.7", 80), Connection("Y", "192.0.2.8", 443), Connection("Y", "192.0.2.9", 443),
            """{"@timestamp":"2026-01-15T09:59:00Z","agent":{"id":"Z","type":"endpoint"},"process":{"hash":{"sha256":"abc"}}}""",
        ]);
        bench.Pass(5);

        Assert.Equal(2, run.Alerts.Count);
        Assert.Equal(
            """[{"indicator":{"ip":"192.0.2.7","port":443},"matched":{"field":"destination.ip","id":"0","type":"indicator_match_rule","atomic":"192.0.2.7"}},{"indicator":{"ip":"192.0.2.7","port":443},"matched":{"field":"destination.port","id":"0","type":"indicator_match_rule","atomic":443}}]""",
            run.Alerts[0].Document.GetProperty("threat.enrichments").GetRawText());
        Assert.Equal((true, false, true), (bench.Kibana.Hosts["X"].IsIsolated, bench.Kibana.Hosts["Y"].IsIsolated, bench.Kibana.Hosts["Z"].IsIsolated));
    }

    [Fact]
    public async Task ThreatMatch_NoIndicator_FindsNothing()
    {
        await using var bench = await OpenAsync(Face.InMemory, "threat_match", ThreatMatch);

        Assert.Empty(bench.Kibana.RunRule("r-1", [Connection("X", "192.0.2.7", 443)]).Alerts);
        Assert.ThrowsAny<JsonException>(() => bench.Kibana.AddIndicators(["1"]));
    }

    private static string Terms(FakeAlert alert) => string.Join(" on ", alert.Document.GetProperty("kibana.alert.new_terms").EnumerateArray().Select(term => term.GetString()));

    private static string Event(string agent, string user, string at = "2026-01-15T09:59:00Z") =>
        $$"""{"@timestamp":"{{at}}","agent":{"id":"{{agent}}","type":"endpoint"},"host":{"name":"{{agent}}"},"user":{"name":"{{user}}"} }""";

    private static string Connection(string agent, string ip, int port) =>
        $$"""{"@timestamp":"2026-01-15T09:59:00Z","agent":{"id":"{{agent}}","type":"endpoint"},"destination":{"ip":"{{ip}}","port":{{port}} } }""";

    private static string Indicator(string members, string dataset = "ti_test.indicator") =>
        $$"""{"data_stream":{"type":"logs","dataset":"{{dataset}}","namespace":"default"},"threat":{"indicator":{ {{members}} } } }""";

    private static async Task<Bench> OpenAsync(Face face, string type, string members)
    {
        var bench = await Bench.OpenAsync(face);
        foreach (var agent in (string[])["X", "Y", "Z"])
            bench.Kibana.AddEndpoint(agent);
        await bench.CreateAsync($$"""{"type":"{{type}}","rule_id":"r-1","name":"r","description":"d","risk_score":21,"severity":"low"{{members}},"response_actions":[{{RuleBench.Isolate}}]}""");
        return bench;
    }
}
