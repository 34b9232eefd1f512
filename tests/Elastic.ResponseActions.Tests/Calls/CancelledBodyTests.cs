using Elastic.ResponseActions.Tests.Kibana.Rules;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Calls;

/// <summary>The caller gives up while a body is on its way, over a real connection: the call ends there, and what it says of the part that went is true.</summary>
public sealed class CancelledBodyTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ExportAsync_CancelledInTheMiddle_EndsWithWholeLines()
    {
        await using var world = await ManyAsync();
        using var http = world.CreateTransport();
        using var caller = new CancellationTokenSource();
        using var file = new CancellingStream(caller, at: 7);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client(world, http).Rules.ExportAsync(file, cancellationToken: caller.Token).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Stop));

        Assert.Equal(7, file.Writes);
        Assert.Single(world.Rig.Kibana.Requests, request => request.Path.Contains("_export", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ExportRulesAsync_CancelledInTheMiddle_Ends()
    {
        await using var world = await ManyAsync();
        using var http = world.CreateTransport();
        using var caller = new CancellationTokenSource();
        var given = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReadAsync().WaitAsync(TimeSpan.FromSeconds(60), Stop));

        Assert.Equal(3, given);

        async Task ReadAsync()
        {
            await foreach (var rule in Client(world, http).Rules.ExportRulesAsync(cancellationToken: caller.Token))
            {
                if (++given == 3)
                    await caller.CancelAsync();
            }
        }
    }

    [Fact]
    public async Task DownloadAsync_CancelledInTheMiddle_Ends()
    {
        await using var world = await CallWorld.StartAsync(Face.Loopback, Stop);
        using var http = world.CreateTransport();
        world.Rig.Kibana.Hosts["a1"].AddFile("/big", new string('x', 3_000_000));
        var fetch = await world.Rig.Dispatcher.ByHand.SendAsync(CallWorld.Host, new GetFileRequest { Path = "/big" }, WaitUntil.Completed, Stop);
        using var caller = new CancellationTokenSource();
        using var file = new CancellingStream(caller, at: 2);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client(world, http).Actions
            .DownloadAsync(fetch.Id!, ActionRoutes.FileId(fetch.Id!, CallWorld.Host, AgentType.Endpoint), file, 10_000_000, caller.Token).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Stop));

        Assert.Equal(2, file.Writes);
        Assert.Single(world.Rig.Kibana.Requests, request => request.Path.Contains("/download", StringComparison.Ordinal));
    }

    // The file is read twice: for its hash, and on its way. In the second reading the request is under way, so it may have been executed, and is looked for instead of sent again.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Upload_CancelledInTheMiddle_IsSentAtMostOnce(int reading)
    {
        await using var world = await CallWorld.StartAsync(Face.Loopback, Stop);
        using var http = world.CreateTransport();
        var client = Client(world, http);
        using var dispatcher = new ActionDispatcher(client, world.Rig.Policy, new InMemoryActionLedger(), new DispatchOptions { Rights = world.Rig.Rights });
        using var caller = new CancellationTokenSource();
        var (before, opened) = (world.Rig.Kibana.Actions.Count, 0);
        var upload = new UploadRequest { FileName = "x.bin", Open = () => new CancellingSource(++opened == reading ? caller : null) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dispatcher.ByHand.SendAsync(CallWorld.Host, upload, cancellationToken: caller.Token).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Stop));

        await dispatcher.ProcessPendingAsync(Stop);
        Assert.Equal(before, world.Rig.Kibana.Actions.Count);
        Assert.Equal(reading, opened);
    }

    [Fact]
    public async Task ExportRulesAsync_ReaderStopsAndTheTransportDoesNotListen_StillEnds()
    {
        await using var world = await ManyAsync();

        // The rig's way leaves the caller's token out.
        await ReadOneAsync().WaitAsync(TimeSpan.FromSeconds(60), Stop);

        async Task ReadOneAsync()
        {
            await foreach (var rule in world.Rig.Client.Rules.ExportRulesAsync(cancellationToken: Stop))
                break;
        }
    }

    private static ResponseActionsClient Client(CallWorld world, HttpClientTransport http) => new(http, world.Rig.Options, world.Rig.Time);

    private static async Task<CallWorld> ManyAsync()
    {
        var world = await CallWorld.StartAsync(Face.Loopback, Stop);
        for (var i = 0; i < 200; i++)
            await world.Rig.Client.Rules.CreateAsync(RuleRoutesTests.Rule($"many-{i}"), Stop);

        return world;
    }

    private sealed class CancellingStream(CancellationTokenSource caller, int at) : MemoryStream
    {
        public int Writes { get; private set; }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await base.WriteAsync(buffer, CancellationToken.None);
            Writes++;
            if (Writes == at)
                await caller.CancelAsync();
        }
    }

    private sealed class CancellingSource(CancellationTokenSource? caller) : MemoryStream(new byte[1_000_000])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (caller is not null && Position > 0)
            {
                await caller.CancelAsync();
                cancellationToken.ThrowIfCancellationRequested();
            }

            return await base.ReadAsync(buffer[..Math.Min(buffer.Length, 100_000)], cancellationToken);
        }

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            var buffer = new byte[100_000];
            while (await ReadAsync(buffer, cancellationToken) is var read && read > 0)
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }
}
