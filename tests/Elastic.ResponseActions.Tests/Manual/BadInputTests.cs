using System.Text;
using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Manual;

/// <summary>What servers, clocks and callers do wrong: nothing is sent that was not meant, nothing hangs, nothing leaks the key.</summary>
public sealed class BadInputTests
{
    private static readonly EndpointId A1 = new("a1");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task IsolateAsync_CancelledAtEveryRequest_IsExecutedAtMostOnceAndFoundOutAbout()
    {
        for (var n = 1; ; n++)
        {
            await using var rig = await StartAsync();
            using var caller = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            var requests = 0;
            async ValueTask<TransportResponse> HandleAsync(TransportRequest request)
            {
                var answer = await rig.Way.PassAsync(request);
                if (Interlocked.Increment(ref requests) != n)
                    return answer;

                await caller.CancelAsync();
                throw new OperationCanceledException(caller.Token);
            }

            rig.Way.OnGet = HandleAsync;
            rig.Way.OnPost = (request, _) => HandleAsync(request);

            var cancelled = false;
            try
            {
                await rig.Dispatcher.ByHand.IsolateAsync(A1, waitUntil: WaitUntil.Completed, cancellationToken: caller.Token);
            }
            catch (OperationCanceledException)
            {
                cancelled = true;
            }

            (rig.Way.OnGet, rig.Way.OnPost) = (null, null);
            await rig.Dispatcher.ProcessPendingAsync(Stop);
            Assert.True(rig.Kibana.Actions.Count <= 1, $"cancelled at request {n}: {rig.Kibana.Actions.Count} actions");
            Assert.True(rig.Way.Posts.Count <= 1, $"cancelled at request {n}: {rig.Way.Posts.Count} sends");
            if (!cancelled)
            {
                Assert.True(n > 3, $"only {n - 1} requests were made");
                return;
            }
        }
    }

    [Fact]
    public async Task SendAsync_CancelledBefore_AsksNobody()
    {
        await using var rig = await StartAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await rig.Dispatcher.ByHand.IsolateAsync(A1, cancellationToken: cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await rig.Client.Endpoints.ResolveAsync("web-01", cancelled.Token).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Stop));
        Assert.Empty(rig.Kibana.Actions);
    }

    public static TheoryData<string, string, int> Answers() => new()
    {
        { "a log-in page", "<html><body>Log in, ApiKey KEY</body></html>", 200 },
        { "ten megabytes", "\"" + new string('x', 10_000_000) + "\"", 200 },
        { "a key twice", """{"data":{"id":"1","command":"isolate","agents":["a1"],"agents":["b2"],"comment":"KEY"}}""", 200 },
        { "no action", """{"data":{}}""", 200 },
        { "cut JSON", """{"data":{"id":""", 200 },
        { "another agent", """{"data":{"id":"1","command":"isolate","agents":["b2"],"comment":"KEY"}}""", 200 },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task IsolateAsync_AnswerThatIsNone_IsNoSuccessAndLeaksNoKey(string what, string body, int status)
    {
        await using var rig = await StartAsync();
        var html = body.StartsWith('<');
        rig.Way.OnPost = (_, _) => ValueTask.FromResult(FaultTransport.Answer(status, body.Replace("KEY", rig.Kibana.ApiKey, StringComparison.Ordinal), html ? "text/html" : "application/json"));

        var operation = await rig.Dispatcher.ByHand.IsolateAsync(A1, cancellationToken: Stop);

        Assert.True(operation.Outcome.Kind is ActionOutcomeKind.Parked or ActionOutcomeKind.Blocked, $"{what}: {operation.Outcome}");
        Assert.DoesNotContain(rig.Kibana.ApiKey, $"{operation.Outcome}{operation}", StringComparison.Ordinal);
        Assert.Single(rig.Way.Posts);
    }

    [Fact]
    public async Task GetAsync_UnknownEnumValues_AreKept()
    {
        var transport = new ScriptedTransport(_ => FaultTransport.Answer(
            200, """{"data":{"id":"1","command":"defragment","agentType":"new_vendor","agents":["a1"],"status":"half_done","outputs":{"a1":{"type":"xml","content":{"code":"ra_new_code","more":[1]}}}}}"""));
        var client = new ResponseActionsClient(transport, new KibanaOptions { Address = new Uri("https://k.example") });

        var details = await client.Actions.GetAsync("1", Stop);

        Assert.Equal(("defragment", "new_vendor", "half_done"), (details!.Command.Name, details.AgentType.Name, details.Status.Name));
        Assert.Equal("ra_new_code", Assert.IsType<CodeOutput>(details.Outputs["a1"].Result).Code);
        Assert.Equal("[1]", details.Outputs["a1"].Content.GetProperty("more").GetRawText());
    }

    [Theory]
    [InlineData(365)]
    [InlineData(-365)]
    public async Task WaitForCompletionAsync_ClockIsSetMidway_NeitherEndsNorProlongsTheWait(int days)
    {
        var time = new VirtualTimeProvider(new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero));
        var clock = new JumpingClock(time);
        var looks = 0;
        var transport = new ScriptedTransport(_ =>
        {
            if (++looks == 3)
                clock.Offset = TimeSpan.FromDays(days);
            return FaultTransport.Answer(200, """{"data":{"id":"1","command":"scan","agents":["a1"],"status":"pending"}}""");
        });
        var client = new ResponseActionsClient(transport, new KibanaOptions { Address = new Uri("https://k.example") }, clock);
        var start = time.GetUtcNow();

        var outcome = await ActionOperation.Rehydrate(client, new AskedAction(ResponseActionCommand.Scan, A1), "1").WaitForCompletionAsync(new WaitOptions { Deadline = TimeSpan.FromMinutes(2) }, Stop);

        Assert.Equal(ActionOutcomeKind.PendingPastDeadline, outcome.Kind);
        Assert.Equal(TimeSpan.FromMinutes(2), time.GetUtcNow() - start);
        Assert.True(looks > 5);
    }

    [Fact]
    public async Task SendAsync_HostileTexts_ArriveAsTheyAre()
    {
        await using var rig = await StartAsync();
        var hostile = "x\r\nkbn-xsrf: no\r\n\r\n{\"endpoint_ids\":[\"b2\"]}\u202e\"\\";

        var json = await rig.Dispatcher.ByHand.SendAsync(A1, new ExecuteRequest { CommandLine = hostile, Comment = hostile }, cancellationToken: Stop);
        var form = await rig.Dispatcher.ByHand.SendAsync(A1, new UploadRequest { FileName = "x", Comment = hostile, Open = () => new MemoryStream(Encoding.UTF8.GetBytes(hostile)) }, cancellationToken: Stop);

        Assert.All([json, form], operation => Assert.True(operation.Id is not null, $"{operation.Outcome}"));
        Assert.All(rig.Kibana.Actions, action => Assert.Equal(["a1"], action.AgentIds));
        Assert.Equal(hostile, (await rig.Client.Actions.GetAsync(json.Id!, Stop))!.Parameters.GetProperty("command").GetString());
        Assert.StartsWith(hostile, (await rig.Client.Actions.GetAsync(form.Id!, Stop))!.Comment, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a\r\nb")]
    [InlineData("a\"; x=\"y")]
    [InlineData("..")]
    public async Task SendAsync_UploadNamedLikeAPath_IsRefusedBeforeTheCall(string name)
    {
        await using var rig = await StartAsync();

        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await rig.Dispatcher.ByHand.SendAsync(A1, new UploadRequest { FileName = name, Open = static () => Stream.Null }, cancellationToken: Stop));

        Assert.Contains("FileName has to be a plain name", error.Message, StringComparison.Ordinal);
        Assert.Empty(rig.Kibana.Requests);
    }

    private static async Task<Rig> StartAsync()
    {
        var rig = await Rig.StartAsync(Face.InMemory);
        rig.Kibana.AddEndpoint("a1", "web-01");
        rig.Kibana.AddEndpoint("b2", "web-02");
        return rig;
    }
}
