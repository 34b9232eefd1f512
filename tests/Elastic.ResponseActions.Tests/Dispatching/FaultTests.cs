using Elastic.ResponseActions.Testing;
using Elastic.ResponseActions.Tests.Support;

namespace Elastic.ResponseActions.Tests.Dispatching;

/// <summary>What goes wrong between the send and its answer, and that nothing is sent twice or taken for done because of it.</summary>
public abstract class FaultTests(Face face)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static TransportException Lost => new("connection reset", mayHaveArrived: true);

    [Theory]
    [InlineData("isolate")]
    [InlineData("kill")]
    public async Task DispatchAsync_AnswerIsLost_IsFoundInTheListAndNotSentAgain(string command)
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1").AddProcess(8, "evil", "e-1");
        rig.Way.OnPost = async (request, _) =>
        {
            await rig.Way.PassAsync(request);
            throw Lost;
        };
        var start = rig.Time.GetUtcNow();

        var operation = await rig.DispatchAsync(command == "isolate"
            ? rig.ByHand(ResponseActionCommand.Isolate, "a1")
            : rig.ByHand(ResponseActionCommand.KillProcess, "a1", "entity_id", "e-1"));

        Assert.True(rig.Time.GetUtcNow() - start >= TimeSpan.FromSeconds(150), "The quiet time was not kept.");
        Assert.Equal(Assert.Single(rig.Kibana.Actions).Id, operation.Id);
        Assert.Equal(ActionOutcomeKind.Confirmed, (await operation.WaitForCompletionAsync(cancellationToken: Stop)).Kind);
        Assert.Single(rig.Way.Posts);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(408)]
    [InlineData(0)]
    public async Task DispatchAsync_RequestIsLost_IsParkedAfterTwoReadsAndNeverSentAgain(int status)
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        rig.Way.OnPost = (_, _) => status == 0 ? throw Lost : ValueTask.FromResult(FaultTransport.Answer(status, "{}"));
        var approved = await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.KillProcess, "a1", "pid", 4242));

        var operation = await rig.Dispatcher.DispatchAsync(approved, Stop);
        var again = await rig.Dispatcher.DispatchAsync(approved, Stop);

        Assert.Equal(ActionOutcomeKind.Parked, operation.Outcome.Kind);
        Assert.Equal(ActionOutcomeKind.Refused, again.Outcome.Kind);
        Assert.Single(rig.Way.Posts);
        Assert.Equal(2, rig.Way.Gets.Count(static g => g.Path == "/api/endpoint/action"));
        Assert.Equal(approved.Key, Assert.Single(await rig.Ledger.ReadUnsettledAsync(Stop)).Key);
    }

    [Theory]
    [InlineData(true, ActionOutcomeKind.Confirmed)]
    [InlineData(false, ActionOutcomeKind.Parked)]
    public async Task DispatchAsync_IsolateIsNotStored_IsJudgedByTheHostItself(bool reachedTheHost, ActionOutcomeKind expected)
    {
        await using var rig = await Rig.StartAsync(face);
        var host = rig.Kibana.AddEndpoint("a1");
        rig.Way.OnPost = (_, _) =>
        {
            host.IsIsolated = reachedTheHost;
            return ValueTask.FromResult(FaultTransport.Answer(500, "{}"));
        };

        var operation = await rig.DispatchAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1"));

        Assert.Equal(expected, operation.Outcome.Kind);
        Assert.Single(rig.Way.Posts);
    }

    [Fact]
    public async Task DispatchAsync_ListCannotBeRead_IsParked()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        rig.Way.OnPost = (_, _) => throw Lost;
        rig.Way.OnGet = request => request.Path == "/api/endpoint/action" ? throw Lost : rig.Way.PassAsync(request);

        var operation = await rig.DispatchAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1"));

        Assert.Equal(ActionOutcomeKind.Parked, operation.Outcome.Kind);
        Assert.Contains("could not be read", operation.Outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DispatchAsync_ProxyRepeatsThePost_IsParkedWithAlarm()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        rig.Way.OnPost = async (request, _) =>
        {
            await rig.Way.PassAsync(request);
            await rig.Way.PassAsync(request);
            throw Lost;
        };

        var operation = await rig.DispatchAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1"));

        Assert.Equal(ActionOutcomeKind.Parked, operation.Outcome.Kind);
        Assert.Contains("ALARM: one send made 2 actions", operation.Outcome.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[\"b2\"]")]
    [InlineData("[\"a1\",\"b2\"]")]
    public async Task DispatchAsync_AnswerNamesOtherAgents_ParksAndStopsAllSends(string agents)
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        rig.Kibana.AddEndpoint("b2");
        rig.Way.OnPost = async (request, _) =>
        {
            var answer = await rig.Way.PassAsync(request);
            var body = System.Text.Encoding.UTF8.GetString(answer.Body.Span).Replace("\"agents\":[\"a1\"]", $"\"agents\":{agents}", StringComparison.Ordinal);
            return answer with { Body = System.Text.Encoding.UTF8.GetBytes(body) };
        };

        var operation = await rig.DispatchAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1"));
        var next = await rig.DispatchAsync(rig.ByHand(ResponseActionCommand.Isolate, "b2"));

        Assert.Equal(ActionOutcomeKind.Parked, operation.Outcome.Kind);
        Assert.StartsWith("ALARM: ", operation.Outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(KillSwitchState.Engaged, rig.Dispatcher.KillSwitch.Read());
        Assert.Equal(ActionOutcomeKind.Held, next.Outcome.Kind);
        Assert.Single(rig.Way.Posts);
    }

    [Fact]
    public async Task DispatchAsync_NotConnectedAtFirst_IsSentAgainUntilItIs()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        rig.Way.OnPost = (request, n) => n < 3 ? throw new TransportException("refused", mayHaveArrived: false) : rig.Way.PassAsync(request);

        var operation = await rig.DispatchAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1"));

        Assert.Equal(ActionOutcomeKind.Sent, operation.Outcome.Kind);
        Assert.Equal(3, rig.Way.Posts.Count);
        Assert.Single(rig.Kibana.Actions);
    }

    [Fact]
    public async Task DispatchAsync_NeverConnected_IsBlockedAndCanBeDispatchedLater()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        rig.Way.OnPost = static (_, _) => throw new TransportException("refused", mayHaveArrived: false);
        var approved = await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1"));

        var blocked = await rig.Dispatcher.DispatchAsync(approved, Stop);
        Assert.Equal(5, rig.Way.Posts.Count);
        rig.Way.OnPost = null;
        var later = await rig.Dispatcher.DispatchAsync(approved, Stop);

        Assert.Equal((ActionOutcomeKind.Blocked, ActionOutcomeKind.Sent), (blocked.Outcome.Kind, later.Outcome.Kind));
        Assert.Single(rig.Kibana.Actions);
    }

    [Fact]
    public async Task DispatchAsync_LimiterAsksToWait_KeepsEveryHostWaiting()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        rig.Way.OnPost = (request, n) => n == 1
            ? ValueTask.FromResult(FaultTransport.Answer(429, "{}", headers: new KeyValuePair<string, string>("retry-after", "40")))
            : rig.Way.PassAsync(request);
        var start = rig.Time.GetUtcNow();

        var operation = await rig.DispatchAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1"));

        Assert.Equal(ActionOutcomeKind.Sent, operation.Outcome.Kind);
        Assert.Equal(2, rig.Way.Posts.Count);
        Assert.True(rig.Kibana.Actions[0].StartedAt - start >= TimeSpan.FromSeconds(40), "It was sent early.");
    }

    [Fact]
    public async Task DispatchAsync_CredentialsRefused_BlocksAllUntilResumed()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        rig.Kibana.AddEndpoint("b2");
        rig.Way.OnPost = static (_, _) => ValueTask.FromResult(FaultTransport.Answer(401, """{"statusCode":401,"error":"Unauthorized","message":"expired"}"""));
        var first = await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1"));
        var second = await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Isolate, "b2"));

        Assert.Equal(ActionOutcomeKind.Blocked, (await rig.Dispatcher.DispatchAsync(first, Stop)).Outcome.Kind);
        Assert.Equal(ActionOutcomeKind.Blocked, (await rig.Dispatcher.DispatchAsync(second, Stop)).Outcome.Kind);
        Assert.Single(rig.Way.Posts);

        rig.Way.OnPost = null;
        rig.Dispatcher.Resume();
        Assert.Equal(ActionOutcomeKind.Sent, (await rig.Dispatcher.DispatchAsync(first, Stop)).Outcome.Kind);
        Assert.Equal(ActionOutcomeKind.Sent, (await rig.Dispatcher.DispatchAsync(second, Stop)).Outcome.Kind);
    }

    [Fact]
    public async Task DispatchAsync_PrivilegeOfOneCommandMissing_BlocksThatCommandOnly()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        rig.Kibana.User.Permissions = [.. FakePermission.All.Where(static p => p != FakePermission.CanIsolateHost)];

        var isolate = await rig.DispatchAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1"));
        var kill = await rig.DispatchAsync(rig.ByHand(ResponseActionCommand.KillProcess, "a1", "entity_id", "e-1"));

        Assert.Equal("a privilege or the licence for `isolate` is missing (403): Endpoint authorization failure", isolate.Outcome.Reason);
        Assert.Equal((ActionOutcomeKind.Blocked, ActionOutcomeKind.Sent), (isolate.Outcome.Kind, kill.Outcome.Kind));
    }

    [Theory]
    [InlineData(200, "text/html")]
    [InlineData(302, "text/html")]
    [InlineData(404, "application/json")]
    public async Task DispatchAsync_SomethingElseThanKibanaAnswers_BlocksAll(int status, string type)
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        rig.Kibana.AddEndpoint("b2");
        rig.Way.OnPost = (_, _) => ValueTask.FromResult(FaultTransport.Answer(status, "<html>", type));

        var first = await rig.DispatchAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1"));
        var second = await rig.DispatchAsync(rig.ByHand(ResponseActionCommand.Isolate, "b2"));

        Assert.Equal((ActionOutcomeKind.Blocked, ActionOutcomeKind.Blocked), (first.Outcome.Kind, second.Outcome.Kind));
        Assert.Single(rig.Way.Posts);
    }

    [Fact]
    public async Task DispatchAsync_CancelledUnderWay_IsFoundByDispatchingAgain()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        rig.Way.OnPost = async (request, _) =>
        {
            await rig.Way.PassAsync(request);
            await caller.CancelAsync();
            throw new OperationCanceledException(caller.Token);
        };
        var approved = await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await rig.Dispatcher.DispatchAsync(approved, caller.Token));
        Assert.Equal(ActionState.Ambiguous, (await rig.Ledger.FindAsync(approved.Key, Stop))!.State);
        var operation = await rig.Dispatcher.DispatchAsync(approved, Stop);

        Assert.Equal(Assert.Single(rig.Kibana.Actions).Id, operation.Id);
        Assert.Single(rig.Way.Posts);
    }

    [Fact]
    public async Task DispatchAsync_CancelledBefore_SendsNothing()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        var approved = await rig.ApproveAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await rig.Dispatcher.DispatchAsync(approved, new CancellationToken(canceled: true)));

        Assert.Empty(rig.Way.Posts);
        Assert.Equal(ActionOutcomeKind.Sent, (await rig.Dispatcher.DispatchAsync(approved, Stop)).Outcome.Kind);
    }

    [Fact]
    public async Task DispatchAsync_TransportOfTheCallersOwnThrowsAnything_IsTakenAsPerhapsSent()
    {
        await using var rig = await Rig.StartAsync(face);
        rig.Kibana.AddEndpoint("a1");
        rig.Way.OnPost = static (_, _) => throw new NotSupportedException("surprise");

        var operation = await rig.DispatchAsync(rig.ByHand(ResponseActionCommand.KillProcess, "a1", "entity_id", "e-1"));

        Assert.Equal(ActionOutcomeKind.Parked, operation.Outcome.Kind);
        Assert.Single(rig.Way.Posts);
    }

    [Fact]
    public async Task DispatchAsync_LedgerCannotBeWritten_SendsNothing()
    {
        await using var rig = await Rig.StartAsync(face, ledger: new FullDisk());
        rig.Kibana.AddEndpoint("a1");

        await Assert.ThrowsAsync<LedgerException>(() => rig.DispatchAsync(rig.ByHand(ResponseActionCommand.Isolate, "a1")));

        Assert.Empty(rig.Way.Posts);
    }

    private sealed class FullDisk : RecordedActionLedger
    {
        protected override void Append(IReadOnlyList<LedgerRecord> records) => throw new IOException("No space left on device");
    }
}

public sealed class FaultTestsInMemory() : FaultTests(Face.InMemory);

public sealed class FaultTestsOnLoopback() : FaultTests(Face.Loopback);
