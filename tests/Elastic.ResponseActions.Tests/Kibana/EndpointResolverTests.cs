using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Kibana;

public sealed class EndpointResolverTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Face.InMemory, "web-01")]
    [InlineData(Face.Loopback, "WEB-01")]
    [InlineData(Face.InMemory, "Web-01")]
    public async Task ResolveAsync_OneHostOfTheName_GivesIt(Face face, string name)
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1", "web-01");
        rig.Kibana.AddEndpoint("a2", "web-011");

        Assert.Equal("a1", (await rig.Client.Endpoints.ResolveAsync(name, Stop)).AgentId.Value);
    }

    [Theory]
    [InlineData(Face.InMemory, "")]
    [InlineData(Face.Loopback, "")]
    [InlineData(Face.InMemory, "  ")]
    [InlineData(Face.Loopback, "  ")]
    public async Task ResolveAsync_NoName_IsAnErrorAndNothingIsAsked(Face face, string name)
    {
        await using var rig = await Rig.StartAsync(face);

        await Assert.ThrowsAsync<ArgumentException>(async () => await rig.Client.Endpoints.ResolveAsync(name, Stop));
        Assert.Empty(rig.Kibana.Requests);
    }

    [Theory]
    [InlineData(Face.InMemory, "web-0*")]
    [InlineData(Face.Loopback, "web-0*")]
    [InlineData(Face.InMemory, "web-01\" or united.endpoint.host.name : \"*")]
    [InlineData(Face.Loopback, "web-01\" or united.endpoint.host.name : \"*")]
    [InlineData(Face.InMemory, "nobody")]
    [InlineData(Face.Loopback, "nobody")]
    public async Task ResolveAsync_NoSuchHost_IsAnErrorWithoutCandidates(Face face, string name)
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1", "web-01");

        var error = await Assert.ThrowsAsync<EndpointResolutionException>(async () => await rig.Client.Endpoints.ResolveAsync(name, Stop));

        Assert.Empty(error.Candidates);
        Assert.StartsWith("No host in this space is named", error.Message, StringComparison.Ordinal);
    }

    [Theory, BothFaces]
    public async Task ResolveAsync_OfflineDouble_IsAnErrorThatListsBoth(Face face)
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1", "web-01");
        rig.Kibana.AddEndpoint("a2", "web-01").GoOffline();

        var error = await Assert.ThrowsAsync<EndpointResolutionException>(async () => await rig.Client.Endpoints.ResolveAsync("web-01", Stop));

        Assert.Equal(["healthy", "offline"], error.Candidates.Select(c => c.HostStatus!.Value.Name).Order());
        Assert.Contains("'a2' (offline, last seen ", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("2 hosts are named 'web-01': ", error.Message, StringComparison.Ordinal);
    }

    [Theory, BothFaces]
    public async Task ResolveAsync_UnenrolledDouble_DoesNotCount(Face face)
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1", "web-01");
        rig.Kibana.AddEndpoint("old", "web-01").StatusOverride = "unenrolled";
        rig.Kibana.Faults.Add(new FakeFault { Path = "/api/endpoint/metadata", Effect = FakeFaultEffect.Misbehave(FakeMisbehaviour.ListsUnenrolled) });

        Assert.Equal("a1", (await rig.Client.Endpoints.ResolveAsync("web-01", Stop)).AgentId.Value);

        rig.Kibana.Hosts["a1"].StatusOverride = "unenrolled";
        var error = await Assert.ThrowsAsync<EndpointResolutionException>(async () => await rig.Client.Endpoints.ResolveAsync("web-01", Stop));
        Assert.StartsWith("Every host named 'web-01' is unenrolled: ", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, error.Candidates.Count);
    }

    [Theory, BothFaces]
    public async Task ListAllAsync_SeveralPages_GivesEveryHostOnce(Face face)
    {
        await using var rig = await Rig.StartAsync(face);
        for (var i = 0; i < 25; i++)
            rig.Kibana.AddEndpoint($"a{i:00}", $"web-{i:00}");

        var all = await rig.Client.Endpoints.ListAllAsync(new EndpointQuery { PageSize = 10, SortField = "metadata.host.hostname", SortAscending = true, HostStatuses = [HostStatus.Healthy] }, Stop).ToListAsync(Stop);

        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"a{i:00}"), all.Select(e => e.AgentId.Value));
        Assert.Equal(3, rig.Kibana.Requests.Count);
    }

    [Theory, BothFaces]
    public async Task GetIsolationAsync_BeforeDuringAndAfter_TellsThemApart(Face face)
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1", "web-01");
        var a1 = new EndpointId("a1");

        var before = await rig.Client.Endpoints.GetIsolationAsync(a1, Stop);
        var operation = await rig.Dispatcher.ByHand.IsolateAsync(a1, cancellationToken: Stop);
        var during = await rig.Client.Endpoints.GetIsolationAsync(a1, Stop);
        await operation.WaitForCompletionAsync(cancellationToken: Stop);
        var after = await rig.Client.Endpoints.GetIsolationAsync(a1, Stop);

        Assert.Equal((false, true), (before!.Isolated, before.IsSettled));
        Assert.Equal((false, 1, false), (during!.Isolated, during.PendingIsolations, during.IsSettled));
        Assert.Equal((true, true, 0), (after!.Isolated, after.ToldToBeIsolated, after.PendingIsolations));
        Assert.Null(await rig.Client.Endpoints.GetIsolationAsync(new EndpointId("nobody"), Stop));
    }
}
