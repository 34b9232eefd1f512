using Elastic.ResponseActions.Tests.Kibana.Rules;
using Elastic.ResponseActions.Tests.Support;
using static Elastic.ResponseActions.Tests.Contract.Case;

namespace Elastic.ResponseActions.Tests.Contract;

/// <summary>Section 17: from 9.1 on each space sees its own.</summary>
internal static class SpaceCases
{
    public static IReadOnlyList<ContractCase> All { get; } =
    [
        Gives("17", "an action of another space is not there", async rig => await Other(rig).Actions.GetAsync(rig.Kibana.Actions[0].Id), "").After(ScanAsync),
        Gives("17", "nor in its list", async rig => (await Other(rig).Actions.ListAsync(new())).Total, "0").After(ScanAsync),
        Gives("17", "before 9.1 every space sees it", async rig => (await Other(rig).Actions.GetAsync(rig.Kibana.Actions[0].Id))!.Command, "scan").With(rig => rig.Kibana.Version = "9.0.0").After(async rig =>
        {
            rig.Kibana.Version = "9.0.0";
            await ScanAsync(rig);
        }),
        Gives("17", "a host of another space is not listed", async rig => (await Other(rig).Endpoints.ListAsync(new())).Total, "0"),
        Refused("17", "nor counted", rig => Other(rig).Actions.GetPendingAsync([A1]), 404, "Agent a1 not found"),
        Gives("17", "a rule of another space is not there", async rig => await Other(rig).Rules.GetAsync(RuleKey.OfRuleId("r-1")), "").After(async rig => await CreateAsync(rig, "r-1")),
        Gives("17", "and may be stored there as well", async rig => (await Other(rig).Rules.CreateAsync(RuleRoutesTests.Rule("r-1"))).RuleId, "r-1").After(async rig => await CreateAsync(rig, "r-1")),
        Gives("17", "alerts of another space are not found", async rig => (await Other(rig).Alerts.SearchAsync(Utf8("""{"size":1}"""))).Total, "0").After(async rig =>
        {
            await CreateAsync(rig, "r-1");
            rig.Kibana.RunRuleOnAlerts("r-1", ["""{"agent":{"id":"a1","type":"endpoint"}}"""]);
        }),
    ];

    private static ResponseActionsClient Other(Rig rig) => new(rig.Way, rig.Options with { SpaceId = "ops" }, rig.Time);

    private static async Task ScanAsync(Rig rig) => await ByHandAsync(rig, "a1", new ScanRequest { Path = "/x" });
}
