using System.Security.Cryptography;
using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Kibana;

public sealed class ActionReadingTests
{
    private static readonly EndpointId A1 = new("a1");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Face.InMemory)]
    [InlineData(Face.Loopback)]
    public async Task ListAsync_EachFilter_GivesWhatFits(Face face)
    {
        await using var rig = await StartAsync(face);
        var isolate = await rig.Dispatcher.ByHand.IsolateAsync(A1, "one", WaitUntil.Completed, Stop);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        var between = rig.Time.GetUtcNow();
        var run = await rig.Dispatcher.ByHand.SendAsync(A1, new ExecuteRequest { CommandLine = "whoami", AlertIds = ["alert-1"] }, cancellationToken: Stop);
        (ActionQuery Query, string[] Expected)[] cases =
        [
            (new(), [run.Id!, isolate.Id!]),
            (new() { PageSize = 1, Page = 2 }, [isolate.Id!]),
            (new() { AgentIds = ["a1"] }, [run.Id!, isolate.Id!]),
            (new() { AgentIds = ["a2", "a3"] }, []),
            (new() { AgentTypes = [AgentType.Endpoint] }, [run.Id!, isolate.Id!]),
            (new() { AgentTypes = [AgentType.SentinelOne] }, []),
            (new() { Commands = [ResponseActionCommand.Isolate] }, [isolate.Id!]),
            (new() { Commands = [ResponseActionCommand.Isolate, ResponseActionCommand.Execute] }, [run.Id!, isolate.Id!]),
            (new() { Statuses = [ActionStatus.Successful] }, [isolate.Id!]),
            (new() { Statuses = [ActionStatus.Pending] }, [run.Id!]),
            (new() { Types = [ActionType.Automated] }, [run.Id!]),
            (new() { Types = [ActionType.Manual] }, [isolate.Id!]),
            (new() { UserIds = ["elastic"] }, [run.Id!, isolate.Id!]),
            (new() { UserIds = ["nobody"] }, []),
            (new() { StartDate = between }, [run.Id!]),
            (new() { EndDate = between - TimeSpan.FromSeconds(1) }, [isolate.Id!]),
        ];

        foreach (var (query, expected) in cases)
            Assert.Equal(expected, (await rig.Client.Actions.ListAsync(query, Stop)).Actions.Select(a => a.Id));
    }

    [Theory, BothFaces]
    public async Task ListAsync_NothingStoredYet_IsAnEmptyPage(Face face)
    {
        await using var rig = await StartAsync(face);

        Assert.Equal("0 of 0 actions", (await rig.Client.Actions.ListAsync(new ActionQuery(), Stop)).ToString());
        Assert.Empty(await rig.Client.Actions.ListAllAsync(new ActionQuery(), Stop).ToListAsync(Stop));
    }

    [Theory, BothFaces]
    public async Task ListAllAsync_ActionsComeMeanwhile_GivesEachOnce(Face face)
    {
        await using var rig = await StartAsync(face);
        for (var i = 0; i < 7; i++)
            await rig.Dispatcher.ByHand.SendAsync(A1, new ScanRequest { Path = $"/{i}" }, cancellationToken: Stop);

        List<string> ids = [];
        await foreach (var action in rig.Client.Actions.ListAllAsync(new ActionQuery { PageSize = 2 }, Stop))
        {
            if (ids.Count == 2)
                await rig.Dispatcher.ByHand.SendAsync(A1, new ScanRequest { Path = "/late" }, cancellationToken: Stop);
            ids.Add(action.Id);
        }

        Assert.Equal(7, ids.Count);
        Assert.Equal(ids.Distinct(), ids);
    }

    [Theory, BothFaces]
    public async Task ListAsync_BlankFilter_IsRefusedBeforeTheCall(Face face)
    {
        await using var rig = await StartAsync(face);

        Assert.Equal("`agentIds` has a blank value. Nothing was sent.", (await Assert.ThrowsAsync<ArgumentException>(async () => await rig.Client.Actions.ListAsync(new ActionQuery { AgentIds = [" "] }, Stop))).Message);
        Assert.Empty(rig.Kibana.Requests);
    }

    [Theory]
    [InlineData(Face.InMemory)]
    [InlineData(Face.Loopback)]
    public async Task GetPendingAsync_ManyHosts_KeepsTheirOrderOverSeveralRequests(Face face)
    {
        await using var rig = await StartAsync(face);
        var hosts = Enumerable.Range(0, 120).Select(i => new EndpointId($"h{i}")).ToList();
        foreach (var host in hosts)
            rig.Kibana.AddEndpoint(host.Value);
        await rig.Dispatcher.ByHand.IsolateAsync(hosts[77], cancellationToken: Stop);

        var pending = await rig.Client.Actions.GetPendingAsync([.. hosts, hosts[0]], Stop);

        Assert.Equal(hosts, pending.Select(p => p.AgentId));
        Assert.Equal(1, pending[77].Of(ResponseActionCommand.Isolate));
        Assert.Equal(0, pending[76].Of(ResponseActionCommand.Isolate));
        Assert.Equal(3, rig.Kibana.Requests.Count(r => r.Path.StartsWith("/api/endpoint/action_status", StringComparison.Ordinal)));
        await Assert.ThrowsAsync<ArgumentException>(async () => await rig.Client.Actions.GetPendingAsync([], Stop));
        await Assert.ThrowsAsync<ArgumentException>(async () => await rig.Client.Actions.GetPendingAsync([new EndpointId("..")], Stop));
        await Assert.ThrowsAsync<ResponseActionsException>(async () => await rig.Client.Actions.GetPendingAsync([new EndpointId("nobody")], Stop));
    }

    [Theory, BothFaces]
    public async Task CanSignAsync_PermissionOrNone_SaysSoOrThrows(Face face)
    {
        await using var rig = await StartAsync(face);

        Assert.True(await rig.Client.Actions.CanSignAsync(Stop));
        rig.Kibana.User.Permissions = [FakePermission.CanReadSecuritySolution];
        Assert.Equal(403, (await Assert.ThrowsAnyAsync<ResponseActionsException>(async () => await rig.Client.Actions.CanSignAsync(Stop))).StatusCode);
    }

    [Theory]
    [InlineData(Face.InMemory)]
    [InlineData(Face.Loopback)]
    public async Task DownloadAsync_FetchedFile_WritesItsBytesAndReportsTheirHash(Face face)
    {
        await using var rig = await StartAsync(face);
        rig.Kibana.Hosts["a1"].AddFile("/big", new string('x', 3 * 1024 * 1024));
        var fetch = await rig.Dispatcher.ByHand.SendAsync(A1, new GetFileRequest { Path = "/big" }, WaitUntil.Completed, Stop);
        var fileId = ActionRoutes.FileId(fetch.Id!, A1, AgentType.Endpoint);
        using var target = new MemoryStream();

        var info = await rig.Client.Actions.GetFileInfoAsync(fetch.Id!, fileId, Stop);
        var download = await rig.Client.Actions.DownloadAsync(fetch.Id!, fileId, target, maxBytes: 10 * 1024 * 1024, Stop);

        Assert.True(info.IsReady);
        Assert.Equal((info.Size, Convert.ToHexStringLower(SHA256.HashData(target.ToArray()))), (download.Bytes, download.Sha256));
        Assert.Equal("PK"u8.ToArray(), target.ToArray()[..2]);
        Assert.True(target.CanWrite, "the stream stays open");
    }

    [Theory]
    [InlineData(Face.InMemory)]
    [InlineData(Face.Loopback)]
    public async Task DownloadAsync_LargerThanAllowed_StopsThereAndSaysHowMuchIsWritten(Face face)
    {
        await using var rig = await StartAsync(face);
        var (action, file) = await FetchAsync(rig);
        using var target = new MemoryStream();

        var error = await Assert.ThrowsAsync<FileDownloadException>(async () => await rig.Client.Actions.DownloadAsync(action, file, target, maxBytes: 10, Stop));

        Assert.Contains("larger than 10 bytes", error.Message, StringComparison.Ordinal);
        Assert.Equal(error.BytesWritten, target.Length);
        Assert.True(target.Length <= 10);
        Assert.Single(rig.Kibana.Requests, r => r.Path.Contains("/download", StringComparison.Ordinal));
    }

    [Theory, BothFaces]
    public async Task DownloadAsync_ConnectionBreaks_ReportsThePartAndDoesNotBeginAgain(Face face)
    {
        await using var rig = await StartAsync(face);
        rig.Kibana.Hosts["a1"].AddFile("/big", new string('x', 200_000));
        var (action, file) = await FetchAsync(rig, "/big");
        rig.Kibana.Faults.Add(new FakeFault { Path = "*/download", Effect = FakeFaultEffect.Cut(100_000) });
        using var target = new MemoryStream();

        var error = await Assert.ThrowsAsync<FileDownloadException>(async () => await rig.Client.Actions.DownloadAsync(action, file, target, maxBytes: 1_000_000, Stop));

        Assert.InRange(error.BytesWritten, 1, 100_000);
        Assert.Equal(error.BytesWritten, target.Length);
        Assert.Single(rig.Kibana.Requests, r => r.Path.Contains("/download", StringComparison.Ordinal));
    }

    [Theory, BothFaces]
    public async Task DownloadAsync_FailsBeforeTheFirstByte_IsTriedAgain(Face face)
    {
        await using var rig = await StartAsync(face);
        var (action, file) = await FetchAsync(rig);
        rig.Kibana.Faults.Add(new FakeFault { Path = "*/download", Count = 1, Effect = FakeFaultEffect.Answer(503) });
        using var target = new MemoryStream();

        var download = await rig.Client.Actions.DownloadAsync(action, file, target, 1_000_000, Stop);

        Assert.Equal(download.Bytes, target.Length);
        Assert.True(target.Length > 0);
    }

    [Theory, BothFaces]
    public async Task FileRoutes_WrongIds_AreErrors(Face face)
    {
        await using var rig = await StartAsync(face);
        var (action, _) = await FetchAsync(rig);
        using var target = new MemoryStream();

        Assert.Equal(400, (await Assert.ThrowsAsync<ResponseActionsException>(async () => await rig.Client.Actions.DownloadAsync(action, "other.a1", target, 1000, Stop))).StatusCode);
        Assert.Equal(404, (await Assert.ThrowsAsync<ResponseActionsException>(async () => await rig.Client.Actions.GetFileInfoAsync("nothing", "nothing.a1", Stop))).StatusCode);
        await Assert.ThrowsAsync<ArgumentException>(async () => await rig.Client.Actions.DownloadAsync(action, "..", target, 1000, Stop));
        await Assert.ThrowsAsync<ArgumentException>(async () => await rig.Client.Actions.DownloadAsync("a/b", "x", target, 1000, Stop));
        Assert.Equal(0, target.Length);
    }

    private static async Task<Rig> StartAsync(Face face)
    {
        var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1", "web-01").AddFile("/x", "x").CommandResults["whoami"] = new("root\n");
        return rig;
    }

    private static async Task<(string Action, string File)> FetchAsync(Rig rig, string path = "/x")
    {
        var fetch = await rig.Dispatcher.ByHand.SendAsync(A1, new GetFileRequest { Path = path }, WaitUntil.Completed, Stop);
        Assert.True(fetch.Outcome.Kind == ActionOutcomeKind.Confirmed, $"{fetch.Outcome}");
        return (fetch.Id!, ActionRoutes.FileId(fetch.Id!, A1, AgentType.Endpoint));
    }
}
