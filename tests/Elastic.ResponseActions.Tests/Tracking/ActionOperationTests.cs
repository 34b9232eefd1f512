using Elastic.ResponseActions.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Elastic.ResponseActions.Tests.Tracking;

public sealed class ActionOperationTests
{
    private static readonly AskedAction Isolate = new(ResponseActionCommand.Isolate, new EndpointId("a1"));
    private static readonly AskedAction Kill = new(ResponseActionCommand.KillProcess, new EndpointId("a1"));

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero));
    private readonly List<DateTimeOffset> _looks = [];
    private Func<TransportResponse> _action = () => Action("isolate", "pending", completed: false);
    private bool _isolated;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ActionOperation Operation(AskedAction asked)
    {
        var transport = new ScriptedTransport(request =>
        {
            if (request.Path.StartsWith("/api/endpoint/metadata", StringComparison.Ordinal))
                return FaultTransport.Answer(200, """{"metadata":{"agent":{"id":"a1"},"Endpoint":{"state":{"isolation":IS}}}}""".Replace("IS", _isolated ? "true" : "false", StringComparison.Ordinal));

            _looks.Add(_time.GetUtcNow());
            return _action();
        });
        return ActionOperation.Rehydrate(new ResponseActionsClient(transport, new KibanaOptions { Address = new Uri("https://k.example"), MaxReadRetries = 0 }, _time), asked, "1");
    }

    private static TransportResponse Action(string command, string status, bool completed, string agents = "\"a1\"") => FaultTransport.Answer(
        200, $$$"""{"data":{"id":"1","command":"{{{command}}}","agentType":"endpoint","agents":[{{{agents}}}],"status":"{{{status}}}","isCompleted":{{{(completed ? "true" : "false")}}},"wasSuccessful":{{{(status == "successful" ? "true" : "false")}}}, "x":0}}""");

    private async Task<ActionOutcome> RunAsync(Task<ActionOutcome> wait)
    {
        while (!wait.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await wait;
    }

    [Fact]
    public async Task WaitForCompletionAsync_NoAnswer_LooksEverMoreSeldomAndEndsPendingPastDeadline()
    {
        var outcome = await RunAsync(Operation(Isolate).WaitForCompletionAsync(new WaitOptions { FirstDelay = TimeSpan.FromSeconds(2), Backoff = 2, MaxDelay = TimeSpan.FromSeconds(10), Deadline = TimeSpan.FromSeconds(40) }, Stop).AsTask());

        Assert.Equal(ActionOutcomeKind.PendingPastDeadline, outcome.Kind);
        Assert.Equal([0, 2, 6, 14, 24, 34, 40], _looks.Select(l => (int)(l - _looks[0]).TotalSeconds));
        Assert.False(outcome.IsFinal);
    }

    [Fact]
    public async Task WaitForCompletionAsync_HostAnswers_EndsConfirmed()
    {
        _action = () => _looks.Count < 3 ? Action("kill-process", "pending", completed: false) : Action("kill-process", "successful", completed: true);

        var outcome = await RunAsync(Operation(Kill).WaitForCompletionAsync(cancellationToken: Stop).AsTask());

        Assert.Equal(ActionOutcomeKind.Confirmed, outcome.Kind);
        Assert.Equal(3, _looks.Count);
    }

    [Fact]
    public async Task WaitForCompletionAsync_HostReportsIsolationLater_EndsConfirmed()
    {
        _action = () =>
        {
            _isolated = _looks.Count > 3;
            return Action("isolate", "successful", completed: true);
        };

        var outcome = await RunAsync(Operation(Isolate).WaitForCompletionAsync(cancellationToken: Stop).AsTask());

        Assert.Equal("the host did it, and reports that it is isolated", outcome.Reason);
        Assert.Equal(ActionOutcomeKind.Confirmed, outcome.Kind);
        Assert.Equal(4, _looks.Count);
    }

    [Fact]
    public async Task WaitForCompletionAsync_HostNeverReportsIsolation_EndsUnconfirmedAfterTheGrace()
    {
        _action = () => Action("isolate", "successful", completed: true);

        var outcome = await RunAsync(Operation(Isolate).WaitForCompletionAsync(new WaitOptions { IsolationGrace = TimeSpan.FromMinutes(1) }, Stop).AsTask());

        Assert.Equal(ActionOutcomeKind.Unconfirmed, outcome.Kind);
        Assert.Equal("Kibana says successful; the host reports that it is not isolated", outcome.Reason);
        Assert.InRange(_looks[^1] - _looks[0], TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task WaitForCompletionAsync_Release_WaitsUntilTheHostIsFree()
    {
        _isolated = true;
        _action = () =>
        {
            _isolated = _looks.Count < 2;
            return Action("unisolate", "successful", completed: true);
        };

        var outcome = await RunAsync(Operation(Isolate with { Command = ResponseActionCommand.Unisolate }).WaitForCompletionAsync(cancellationToken: Stop).AsTask());

        Assert.Equal((ActionOutcomeKind.Confirmed, 2), (outcome.Kind, _looks.Count));
    }

    [Theory]
    [InlineData("isolate", "\"b2\"", "names other agents than 'a1': 'b2'")]
    [InlineData("isolate", "\"a1\",\"b2\"", "names other agents than 'a1': 'a1', 'b2'")]
    [InlineData("isolate", "", "names no agent")]
    [InlineData("kill-process", "\"a1\"", "names the command `kill-process` instead of `isolate`")]
    public async Task UpdateStatusAsync_AnswerAboutSomethingElse_IsParkedWithAlarm(string command, string agents, string expected)
    {
        _action = () => Action(command, "successful", completed: true, agents);

        var outcome = await Operation(Isolate).UpdateStatusAsync(Stop);

        Assert.Equal(ActionOutcomeKind.Parked, outcome.Kind);
        Assert.StartsWith("ALARM: action 1 ", outcome.Reason, StringComparison.Ordinal);
        Assert.Contains(expected, outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitForCompletionAsync_ReadFailsInPassing_GoesOn()
    {
        _action = () => _looks.Count < 3 ? FaultTransport.Answer(500, "{}") : Action("kill-process", "successful", completed: true);

        Assert.Equal(ActionOutcomeKind.Confirmed, (await RunAsync(Operation(Kill).WaitForCompletionAsync(cancellationToken: Stop).AsTask())).Kind);
    }

    [Fact]
    public async Task WaitForCompletionAsync_ReadIsForbidden_EndsSentWithTheReason()
    {
        _action = () => FaultTransport.Answer(403, """{"message":"Endpoint authorization failure"}""");

        var outcome = await Operation(Kill).WaitForCompletionAsync(cancellationToken: Stop);

        Assert.Equal(ActionOutcomeKind.Sent, outcome.Kind);
        Assert.Contains("Endpoint authorization failure", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitForCompletionAsync_CancelledWait_LeavesTheActionAlone()
    {
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var operation = Operation(Isolate);
        var wait = operation.WaitForCompletionAsync(cancellationToken: caller.Token).AsTask();

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.Equal(ActionOutcomeKind.Sent, operation.Outcome.Kind);
        _isolated = true;
        _action = () => Action("isolate", "successful", completed: true);
        Assert.Equal(ActionOutcomeKind.Confirmed, (await operation.UpdateStatusAsync(Stop)).Kind);
    }
}
