using System.Text.Json;

namespace Elastic.ResponseActions.Testing.Tests.World;

/// <summary>How an action's status follows from its documents and the clock, on each read anew.</summary>
public sealed class CompletionTests
{
    [Theory, BothFaces]
    public async Task Details_OneOfTwoAgentsFailed_ShowsErrorsOfTheWholeOnlyAtTheEnd(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.AddEndpoint("b2").AnswerAfter = TimeSpan.FromSeconds(20);
        var sent = await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1","b2"]}""");
        bench.Kibana.Actions[0].Fail("a1", "no room");

        var half = await bench.DetailsAsync(sent);
        Assert.Equal("pending", half.GetProperty("status").GetString());
        Assert.False(half.TryGetProperty("errors", out _));
        Assert.False(half.TryGetProperty("completedAt", out _));
        Assert.Equal("Endpoint action response error: no room", half.GetProperty("agentState").GetProperty("a1").GetProperty("errors")[0].GetString());

        bench.Pass(20);
        var whole = await bench.DetailsAsync(sent);
        Assert.Equal("failed", whole.GetProperty("status").GetString());
        Assert.True(whole.GetProperty("isCompleted").GetBoolean());
        Assert.Equal("2026-01-15T10:00:20.000Z", whole.GetProperty("completedAt").GetString());
        Assert.Equal("""["Endpoint action response error: no room"]""", whole.GetProperty("errors").GetRawText());
        Assert.True(whole.GetProperty("agentState").GetProperty("b2").GetProperty("wasSuccessful").GetBoolean());
        Assert.False(bench.Kibana.Hosts["a1"].IsIsolated, "an agent that was said to fail does nothing later");
        Assert.True(bench.Kibana.Hosts["b2"].IsIsolated);
    }

    [Theory, BothFaces]
    public async Task FailInFleet_OnlyAgent_CompletesWithFleetsText(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        var sent = await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""");
        bench.Pass(1);
        bench.Kibana.Actions[0].FailInFleet("a1", "signature mismatch");

        var details = await bench.DetailsAsync(sent);

        Assert.Equal("failed", details.GetProperty("status").GetString());
        Assert.Equal("2026-01-15T10:00:01.000Z", details.GetProperty("completedAt").GetString());
        Assert.Equal("""["Fleet action response error: signature mismatch"]""", details.GetProperty("errors").GetRawText());
    }

    // Codes are open: whatever an agent says is passed on.
    [Theory]
    [InlineData("ra_kill-process_success_done", null, "successful")]
    [InlineData("ra_kill-process_success_no-action", null, "successful")]
    [InlineData("ra_kill-process_success_from-the-future", null, "successful")]
    [InlineData("ra_kill-process_error_not-found", "gone", "failed")]
    [InlineData("ra_kill-process_error_not-permitted", "protected", "failed")]
    [InlineData("something else", "x", "failed")]
    public async Task Code_OfAnyKind_IsStoredAsTheAgentGaveIt(string code, string? error, string status)
    {
        await using var bench = await Bench.OpenAsync(Face.Loopback);
        var sent = await bench.ActAsync(Bench.Kill, """{"endpoint_ids":["a1"],"parameters":{"pid":4}}""");
        if (error is null)
            bench.Kibana.Actions[0].Complete("a1", code);
        else
            bench.Kibana.Actions[0].Fail("a1", error, code);

        var details = await bench.DetailsAsync(sent);

        Assert.Equal((status, code), (details.GetProperty("status").GetString(), details.GetProperty("outputs").GetProperty("a1").GetProperty("content").GetProperty("code").GetString()));
        if (error is not null)
            Assert.Equal($"Endpoint action response error: {error}", details.GetProperty("errors")[0].GetString());
    }

    [Theory, BothFaces]
    public async Task Answer_HostThatNeverAnswersByItself_CarriesOutWhenTold(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.Hosts["a1"].AnswerAfter = Timeout.InfiniteTimeSpan;
        await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""");
        bench.Pass(1000);
        Assert.Equal("pending", bench.Kibana.Actions[0].Status);

        bench.Kibana.Actions[0].Answer("a1");

        Assert.True(bench.Kibana.Hosts["a1"].IsIsolated);
        Assert.Equal("successful", bench.Kibana.Actions[0].Status);
        Assert.Throws<ArgumentException>(() => bench.Kibana.Actions[0].Answer("b2"));
    }

    [Theory, BothFaces]
    public async Task Details_PastFourteenDays_AreExpiredAndALateAnswerCompletesThem(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        bench.Kibana.Hosts["a1"].AnswerAfter = TimeSpan.FromDays(15);
        var sent = await bench.ActAsync(Bench.Isolate, """{"endpoint_ids":["a1"]}""");

        bench.Clock.Advance(TimeSpan.FromDays(14));
        Assert.Equal(("pending", false), await StatusAsync(bench, sent));
        bench.Pass(0.001);
        Assert.Equal(("failed", true), await StatusAsync(bench, sent));
        bench.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(("successful", false), await StatusAsync(bench, sent));
    }

    [Theory, BothFaces]
    public async Task Automated_GoodRequest_IsSentAsUnknownAndListedByRule(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);
        var action = bench.Kibana.AddAutomatedAction(Request("isolate") with { HostName = "name-of-the-alert", Comment = "by rule" });

        bench.Pass(5);
        var data = (await bench.GetAsync($"{Bench.Actions}/{action!.Id}")).Body.GetProperty("data");

        Assert.Equal("unknown", data.GetProperty("createdBy").GetString());
        Assert.Equal(("rule-uuid", "Rule name"), (data.GetProperty("ruleId").GetString(), data.GetProperty("ruleName").GetString()));
        Assert.Equal("""["t1","t1"]""", data.GetProperty("alertIds").GetRawText());
        Assert.Equal("by rule", data.GetProperty("comment").GetString());
        Assert.Equal("successful", data.GetProperty("status").GetString());
        Assert.True(bench.Kibana.Hosts["a1"].IsIsolated);
        Assert.Equal(1, (await bench.GetAsync(Bench.Actions + "?types=automated&userIds=unknown")).Body.GetProperty("total").GetInt32());
    }

    // An error of the host or the licence hides the error of the request.
    [Theory]
    [InlineData("isolate", "platinum", null, "At least Enterprise license is required to use Response Actions.")]
    [InlineData("isolate", "platinum", "field", "At least Enterprise license is required to use Response Actions.")]
    [InlineData("execute", "enterprise", "field", "Action [execute] not supported")]
    [InlineData("kill-process", "enterprise", "The action was called with a non-existing event field name: process.pid", "The action was called with a non-existing event field name: process.pid")]
    public async Task Automated_RequestWithAnError_IsFailedAtOnceAndNeverReachesTheHost(string command, string license, string? error, string stored)
    {
        foreach (var face in Enum.GetValues<Face>())
        {
            await using var bench = await Bench.OpenAsync(face, new FakeKibanaOptions { License = new LicenseLevel(license) });
            var action = bench.Kibana.AddAutomatedAction(Request(command) with { Error = error });
            bench.Pass(60);
            var data = (await bench.GetAsync($"{Bench.Actions}/{action!.Id}")).Body.GetProperty("data");

            Assert.Equal("failed", data.GetProperty("status").GetString());
            Assert.True(data.GetProperty("isCompleted").GetBoolean());
            Assert.Equal("2026-01-15T10:00:00.000Z", data.GetProperty("completedAt").GetString());
            Assert.Equal(stored, Assert.Single(data.GetProperty("errors").EnumerateArray()).GetString());
            Assert.Equal(stored, data.GetProperty("agentState").GetProperty("a1").GetProperty("errors")[0].GetString());
            Assert.False(bench.Kibana.Hosts["a1"].IsIsolated);
        }
    }

    [Theory, BothFaces]
    public async Task Automated_NoHost_IsStoredWithoutAgentsAndHiddenFrom91On(Face face)
    {
        await using var old = await Bench.OpenAsync(face, new FakeKibanaOptions { Version = "8.18.0" });
        var action = old.Kibana.AddAutomatedAction(Request("isolate") with { AgentId = "gone" })!;
        var data = (await old.GetAsync($"{Bench.Actions}/{action.Id}")).Body.GetProperty("data");
        Assert.Equal("""["The host does not have Elastic Defend integration installed"]""", data.GetProperty("errors").GetRawText());
        Assert.Equal("[]|{}|{}", $"{data.GetProperty("agents").GetRawText()}|{data.GetProperty("hosts").GetRawText()}|{data.GetProperty("agentState").GetRawText()}");
        Assert.Equal("""(WARNING: The following agent ids are not valid: ["gone"] and will not be included in action request)""", data.GetProperty("comment").GetString());

        await using var current = await Bench.OpenAsync(face);
        var orphan = current.Kibana.AddAutomatedAction(Request("isolate") with { AgentId = "gone" })!;
        Assert.Equal(0, (await current.GetAsync(Bench.Actions)).Body.GetProperty("total").GetInt32());
        (await current.GetAsync($"{Bench.Actions}/{orphan.Id}")).IsError(500, "Internal Server Error",
            $"Response action [{orphan.Id}] missing 'agent.policy' information - unable to determine if response action is accessible for space [default]");
    }

    [Theory, BothFaces]
    public async Task Automated_HostOfAnotherSpace_StoresNothing(Face face)
    {
        await using var bench = await Bench.OpenAsync(face);

        Assert.Null(bench.Kibana.AddAutomatedAction(Request("isolate") with { SpaceId = "soc" }));
        Assert.Empty(bench.Kibana.Actions);
    }

    private static FakeAutomatedAction Request(string command) => new()
    {
        Command = command,
        AgentId = "a1",
        AlertIds = ["t1", "t1"],
        RuleId = "rule-uuid",
        RuleName = "Rule name",
    };

    private static async Task<(string? Status, bool IsExpired)> StatusAsync(Bench bench, JsonElement action)
    {
        var details = await bench.DetailsAsync(action);
        return (details.GetProperty("status").GetString(), details.GetProperty("isExpired").GetBoolean());
    }
}
