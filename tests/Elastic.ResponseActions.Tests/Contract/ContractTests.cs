using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Contract;

/// <summary>Every case of the tables beside this file, through the client and over real HTTP.</summary>
public sealed class ContractTests
{
    private static readonly IReadOnlyList<ContractCase> Cases =
    [
        .. RequestCases.All, .. LimitCases.All, .. ReadingCases.All, .. EndpointCases.All, .. RuleCases.All, .. RuleActionCases.All, .. AlertCases.All, .. ErrorCases.All, .. SpaceCases.All,
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Case_OverHttp_EndsAsTheContractSays(string name)
    {
        var one = Cases.Single(known => known.Name == name);
        await using var rig = await Rig.StartAsync(Face.Loopback);
        Populate(rig.Kibana);
        if (one.ArrangeAsync is { } arrange)
            await arrange(rig);
        var before = rig.Kibana.Requests.Count;

        switch (one.End)
        {
            case ContractEnd.Gives gives:
                Assert.Equal(gives.Text, $"{await one.CallAsync(rig).WaitAsync(TimeSpan.FromMinutes(2), Stop)}");
                break;
            case ContractEnd.Sends sends:
                await one.CallAsync(rig).WaitAsync(TimeSpan.FromMinutes(2), Stop);
                Assert.Equal(sends.Request, $"{rig.Kibana.Requests[^1].Method} {rig.Kibana.Requests[^1].Path}");
                break;
            case ContractEnd.Refused refused:
                var error = await Assert.ThrowsAnyAsync<ResponseActionsException>(() => one.CallAsync(rig));
                Assert.Equal((refused.Status, refused.Message), (error.StatusCode, error.ServerMessage));
                Assert.Equal(refused.Status == 403, error is ResponseActionsAuthorizationException);
                break;
            case ContractEnd.Unsent unsent:
                Assert.Contains(unsent.Message, (await Assert.ThrowsAnyAsync<ArgumentException>(() => one.CallAsync(rig))).Message, StringComparison.Ordinal);
                Assert.Equal(before, rig.Kibana.Requests.Count);
                break;
        }
    }

    private static void Populate(FakeKibana kibana)
    {
        kibana.Connectors = [AgentType.SentinelOne, AgentType.CrowdStrike, AgentType.MicrosoftDefenderEndpoint];
        kibana.AddEndpoint("a1", "web-01").AddProcess(4244, "evil", entityId: "e-1").AddFile("/x", "x").CommandResults["whoami"] = new("root");
        kibana.AddEndpoint("s1").AgentType = AgentType.SentinelOne;
        kibana.AddEndpoint("c1").AgentType = AgentType.CrowdStrike;
        kibana.AddEndpoint("d1").AgentType = AgentType.MicrosoftDefenderEndpoint;
        kibana.AddScript(new FakeScript { Id = "s-1", Name = "one" });
    }
}
