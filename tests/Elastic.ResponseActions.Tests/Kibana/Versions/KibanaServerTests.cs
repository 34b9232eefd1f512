using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Kibana.Versions;

public sealed class KibanaServerTests
{
    private static readonly KibanaOptions Options = new() { Address = new Uri("https://kibana.example"), MaxReadRetries = 0 };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("9.4.0", true)]
    [InlineData("9.4.12-SNAPSHOT", true)]
    [InlineData("9.3.9", false)]
    [InlineData("8.19.0", false)]
    [InlineData("7.17.0", false)]
    [InlineData("9.99.0", true)]
    [InlineData("10.0.0", true)]
    [InlineData("nonsense", null)]
    [InlineData("9.4", null)]
    [InlineData("", null)]
    public void Has_Release_KnowsOrAsks(string version, bool? has) =>
        Assert.Equal(has, new KibanaServer { VersionText = version }.Has(ServerFeatures.AutomatedRunScript));

    [Fact]
    public void Has_FlaggedOrServerless_OnlyTheServerCanTell()
    {
        Assert.Null(new KibanaServer { VersionText = "9.6.0" }.Has(ServerFeatures.KillDescendants));
        Assert.False(new KibanaServer { VersionText = "9.5.0" }.Has(ServerFeatures.KillDescendants));
        Assert.Null(new KibanaServer { VersionText = "9.0.0", IsServerless = true }.Has(ServerFeatures.AutomatedRunScript));
        Assert.True(new KibanaServer { VersionText = "9.0.0", IsServerless = true }.Has(ServerFeatures.SpaceAwareness));
        Assert.False(new KibanaServer { VersionText = "9.5.0" }.Has(ServerFeatures.PatchCountsUnsentActions));
    }

    [Theory]
    [InlineData("9.6.0", null)]
    [InlineData("9.7.0", "Kibana 9.7.0 is newer than this library knows (9.6): it is taken to have all that one has.")]
    [InlineData("x\n", "Kibana does not say which release it is (`x\\u{a}`): nothing is refused beforehand for being too new.")]
    public void Warning_Release_SaysWhatIsNotKnown(string version, string? warning) => Assert.Equal(warning, new KibanaServer { VersionText = version }.Warning);

    [Theory]
    [InlineData("runscript", "sentinel_one", "9.2")]
    [InlineData("runscript", "microsoft_defender_endpoint", "8.19, 9.1")]
    [InlineData("isolate", "crowdstrike", "7.15")]
    [InlineData("reboot", "endpoint", null)]
    public void ByRequest_CommandAndAgentType_IsTheRowOfTheTable(string command, string agentType, string? since) =>
        Assert.Equal(since, ServerFeatures.ByRequest(new(command), new(agentType))?.Since);

    [Fact]
    public void All_Names_AreDistinct() => Assert.Equal(ServerFeatures.All.Count, ServerFeatures.All.Select(row => row.Name).Distinct().Count());

    [Fact]
    public async Task GetServerAsync_TwiceAndForRules_AsksOnce()
    {
        await using var kibana = new FakeKibana();
        var options = Options with { Credentials = KibanaCredentials.ApiKey(kibana.ApiKey) };
        using var transport = new HttpClientTransport(options, kibana.CreateHandler());
        var client = new ResponseActionsClient(transport, options);

        Assert.Equal("9.4.0", (await client.Status.GetServerAsync(Stop)).VersionText);
        Assert.Equal("9.4.0", await client.Status.GetVersionAsync(Stop));
        Assert.Single(kibana.Requests);
    }

    [Fact]
    public async Task GetServerAsync_Serverless_IsSeen()
    {
        var client = new ResponseActionsClient(new ScriptedTransport(_ => FaultTransport.Answer(200, """{"version":{"number":"9.3.0","build_flavor":"serverless"}}""")), Options);

        var server = await client.Status.GetServerAsync(Stop);

        Assert.True(server.IsServerless);
        Assert.Null(server.Release);
    }
}
