using Elastic.ResponseActions.Tracking;

namespace Elastic.ResponseActions.Tests.Tracking;

public sealed class OutcomeReaderTests
{
    private static readonly EndpointId Agent = new("a1");

    private static ActionDetails Details(string status, bool completed, bool successful, string? code = null) => new()
    {
        Id = "1",
        Command = ResponseActionCommand.KillProcess,
        Agents = ["a1"],
        Status = new ActionStatus(status),
        IsCompleted = completed,
        WasSuccessful = successful,
        Outputs = code is null ? new Dictionary<string, ActionOutput>() : new Dictionary<string, ActionOutput> { ["a1"] = new() { Code = code } },
    };

    [Theory]
    [InlineData("pending", false, false, null, false, ActionOutcomeKind.Sent, false)]
    [InlineData("successful", true, true, null, false, ActionOutcomeKind.Confirmed, false)]
    [InlineData("successful", true, true, "ra_kill-process_success_done", false, ActionOutcomeKind.Confirmed, false)]
    [InlineData("successful", true, true, "ra_kill-process_success_no-action", false, ActionOutcomeKind.Confirmed, true)]
    [InlineData("successful", true, true, "ra_suspend-process_success_no-action", false, ActionOutcomeKind.Confirmed, true)]
    [InlineData("successful", true, true, "ra_kill-process_success_of-the-future", false, ActionOutcomeKind.Confirmed, false)]
    [InlineData("successful", true, true, "ra_kill-process_error_not-found", false, ActionOutcomeKind.Unconfirmed, false)]
    [InlineData("levitating", true, true, null, false, ActionOutcomeKind.Unconfirmed, false)]
    [InlineData("failed", true, false, "ra_kill-process_error_not-found", false, ActionOutcomeKind.Failed, false)]
    [InlineData("failed", true, false, "ra_kill-process_error_not-found", true, ActionOutcomeKind.Confirmed, true)]
    [InlineData("failed", true, false, "ra_suspend-process_error_not-found", true, ActionOutcomeKind.Failed, false)]
    [InlineData("failed", true, false, "ra_kill-process_error_not-permitted", true, ActionOutcomeKind.Failed, false)]
    [InlineData("failed", true, false, "ra_kill-process_error_of-the-future", false, ActionOutcomeKind.Failed, false)]
    [InlineData("failed", true, false, null, false, ActionOutcomeKind.Failed, false)]
    [InlineData("canceled", true, false, null, false, ActionOutcomeKind.Cancelled, false)]
    public void Read_StatusAndCode_GiveOneKind(string status, bool completed, bool successful, string? code, bool mayHaveRunBefore, ActionOutcomeKind kind, bool alreadySo)
    {
        var outcome = OutcomeReader.Read(Details(status, completed, successful, code), Agent, mayHaveRunBefore);

        Assert.Equal((kind, alreadySo, code), (outcome.Kind, outcome.AlreadySo, outcome.Code));
        Assert.NotEmpty(outcome.Reason);
    }

    [Fact]
    public void Read_Expired_IsNotFailed() =>
        Assert.Equal(ActionOutcomeKind.Expired, OutcomeReader.Read(Details("failed", completed: false, successful: false) with { IsExpired = true }, Agent, false).Kind);

    [Fact]
    public void Read_Failed_TellsTheErrorsOnOneLine()
    {
        var whole = OutcomeReader.Read(Details("failed", true, false) with { Errors = ["Endpoint action response error: no\nway"] }, Agent, false);
        var agents = OutcomeReader.Read(Details("failed", true, false) with { AgentStates = new Dictionary<string, AgentActionState> { ["a1"] = new() { Errors = ["x", "y"] } } }, Agent, false);

        Assert.Equal("Endpoint action response error: no\\u{a}way", whole.Reason);
        Assert.Equal("x; y", agents.Reason);
    }
}
