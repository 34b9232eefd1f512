using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;
using static Elastic.ResponseActions.Tests.Contract.Case;

namespace Elastic.ResponseActions.Tests.Contract;

/// <summary>Section 13: alerts.</summary>
internal static class AlertCases
{
    public static IReadOnlyList<ContractCase> All { get; } =
    [
        Gives("13", "the fields that matter", async rig => (await rig.Client.Alerts.SearchAsync(Utf8("""{"size":1}"""))).Alerts[0], "True a1 default N", alert => $"{alert.Fields.Text("kibana.alert.uuid") == alert.Id} {alert.AgentId} {alert.SpaceIds[0]} {alert.Fields.Text("kibana.alert.rule.name")}").After(AlertsAsync),
        Gives("13", "a new alert is open", async rig => (await rig.Client.Alerts.SearchAsync(Utf8("""{"size":1}"""))).Alerts[0], "open", alert => alert.Fields.Text("kibana.alert.workflow_status")).After(AlertsAsync),
        Gives("13", "a status that nobody knows yet is kept", async rig => (await rig.Client.Alerts.SearchAsync(Utf8("""{"size":1}"""))).Alerts[0], "levitating", alert => alert.Fields.Text("kibana.alert.workflow_status"))
            .After(AlertsAsync).With(rig => rig.Kibana.Faults.Add("*/signals/search", FakeFaultEffect.Rewrite(body => body.Replace("\"open\"", "\"levitating\"", StringComparison.Ordinal)))),
        Gives("13", "an alert with its agent twice is not acted on, and told", async rig => await rig.Client.Alerts.SearchAsync(Utf8("""{"size":5}""")), "0 of 1 alerts, 1 unreadable")
            .After(AlertsAsync).With(rig => rig.Kibana.Faults.Add("*/signals/search", FakeFaultEffect.Rewrite(body => body.Replace("\"id\":\"a1\"", "\"id\":\"a1\",\"id\":\"b2\"", StringComparison.Ordinal)))),
        Gives("13", "no alert at all", rig => rig.Client.Alerts.SearchAsync(Utf8("""{"size":1}""")), "0 of 0 alerts, 0 unreadable"),
        Refused("13", "a search for nothing", rig => rig.Client.Alerts.SearchAsync(Utf8("{}")), 400, "\"value\" must have at least 1 children"),
        Refused("13", "a size below 0", rig => rig.Client.Alerts.SearchAsync(Utf8("""{"size":-1}""")), 400, "[request body]: size: Number must be greater than or equal to 0"),
        Refused("13", "`_source` as an object, which Elasticsearch alone would take", rig => rig.Client.Alerts.SearchAsync(Utf8("""{"_source":{"excludes":["a"]}}""")), 400, "[request body]: _source: Invalid input"),
        Unsent("13", "a search that is no object", rig => rig.Client.Alerts.SearchAsync(Utf8("[]")), "It has to be one JSON object."),
        Unsent("13", "a search with a member twice", rig => rig.Client.Alerts.SearchAsync(Utf8("""{"size":1,"size":2}""")), "It cannot be read"),
        .. ((AlertStatus[])[AlertStatus.Open, AlertStatus.Acknowledged, AlertStatus.Closed]).Select(status =>
            Gives("13", $"setting {status}", async rig =>
            {
                await rig.Client.Alerts.SetStatusAsync([rig.Kibana.Alerts[0].Id], status);
                return rig.Kibana.Alerts[0].Document.GetProperty("kibana.alert.workflow_status");
            }, status.Name).After(AlertsAsync)),
        Gives("13", "conflicts end a change by query, unless told otherwise", async rig =>
        {
            await rig.Client.Alerts.SetStatusByQueryAsync(Utf8("""{"match_all":{}}"""), AlertStatus.Closed);
            return rig.Kibana.Requests[^1].Body;
        }, """{"query":{"match_all":{}},"status":"closed","conflicts":"abort"}"""),
        Refused("13", "a status that Kibana does not know", rig => rig.Client.Alerts.SetStatusAsync(["x"], new("levitating")), 400, "[request body]: status: Invalid enum value. Expected 'open' | 'closed' | 'acknowledged' | 'in-progress', received 'levitating'"),
        Unsent("13", "a status of no alerts", rig => rig.Client.Alerts.SetStatusAsync([], AlertStatus.Closed), "0 alert ids were given; expected 1 to 1000"),
        Unsent("13", "a status of 1,001 alerts", rig => rig.Client.Alerts.SetStatusAsync([.. Enumerable.Range(0, 1001).Select(i => $"{i}")], AlertStatus.Closed), "1001 alert ids were given; expected 1 to 1000"),
        Unsent("13", "a status of a blank id", rig => rig.Client.Alerts.SetStatusAsync([" "], AlertStatus.Closed), "none of them blank"),
        Unsent("13", "a status by an empty query", rig => rig.Client.Alerts.SetStatusByQueryAsync(Utf8("{}"), AlertStatus.Closed), "The query is empty."),
        Gives("13", "alerts that are not there are not counted", rig => rig.Client.Alerts.SetStatusAsync(["gone"], AlertStatus.Closed), "0 of 0 alerts updated, 0 conflicts, 0 failures"),
        Unsent("13", "a tag both added and removed", rig => rig.Client.Alerts.SetTagsAsync(["x"], ["t"], ["t"]), "The tag `t` is both added and removed."),
        Unsent("13", "no tag", rig => rig.Client.Alerts.SetTagsAsync(["x"], [], []), "Name at least one tag"),
    ];

    private static async Task AlertsAsync(Rig rig)
    {
        await CreateAsync(rig, "r-1");
        rig.Kibana.RunRuleOnAlerts("r-1", ["""{"agent":{"id":"a1","type":"endpoint"}}"""]);
    }
}
