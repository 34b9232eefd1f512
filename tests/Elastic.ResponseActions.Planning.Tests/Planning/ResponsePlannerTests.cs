using static Elastic.ResponseActions.Planning.Tests.Planning.PlanCases;

namespace Elastic.ResponseActions.Planning.Tests.Planning;

public sealed class ResponsePlannerTests
{
    private const string NoPid = "The action was called with a non-existing event field name: process.pid";

    [Fact]
    public void Plan_WorkedExample_GivesFiveActions()
    {
        var plan = Plan(
            Rule(Isolate, Kill()),
            Alert("A1", "X", "\"process.pid\":10"),
            Alert("A2", "X", "\"process\":{\"pid\":10}"),
            Alert("A3", "X"),
            Alert("A4", "Y", "\"process.pid\":7"),
            Alert("A5", "Z", "\"process.pid\":9", type: "filebeat"));

        Assert.Equal(
            [
                "isolate X <A1,A2,A3>",
                "isolate Y <A4>",
                "kill-process X pid=10 <A1,A2>",
                "kill-process Y pid=7 <A4>",
                $"kill-process X <A3> [{NoPid}]",
            ],
            Lines(plan));
        Assert.Equal(
            ["0 A5: 1 alert whose `agent.type` is `filebeat`: automated actions reach `endpoint` (Elastic Defend) only.",
             "1 A5: 1 alert whose `agent.type` is `filebeat`: automated actions reach `endpoint` (Elastic Defend) only."],
            plan.Notes.Select(note => $"{note.ActionIndex} {string.Join(',', note.AlertIds)}: {note.Message}"));
    }

    [Fact]
    public void Plan_Action_CarriesRuleSpaceAlertsAndReason()
    {
        var plan = Plan(
            Rule(Isolate),
            Alert("A1", "X", "\"@timestamp\":\"2026-01-15T10:00:00Z\",\"host\":{\"id\":\"h1\",\"name\":\"web\",\"os\":{\"type\":\"linux\"}}"),
            Alert("A2", "X", "\"@timestamp\":\"2026-01-15T09:00:00Z\",\"agent.name\":\"agent web\""));

        var action = Assert.Single(plan.Actions);
        Assert.Equal((ResponseActionCommand.Isolate, new EndpointId("X"), "agent web", "c"), (action.Command, action.Target, action.HostName, action.Comment));
        Assert.Equal([new EndpointId("X")], action.AgentIds);
        Assert.Equal(("r1", "uuid", "R", 0, "default"), (action.RuleId, action.RuleUuid, action.RuleName, action.ActionIndex, action.SpaceId));
        Assert.Equal(["t"], action.RuleTags);
        Assert.Equal(AlertOrigin.Kibana, action.AlertOrigin);
        Assert.Equal(new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero), action.EventTime);
        Assert.Equal("Rule 'R' asks for isolate (response action 0); 2 alerts on this host.", action.Reason);
        Assert.Equal(new AlertEvidence { AlertId = "A1", AgentType = AgentType.Endpoint, HostId = "h1", HostName = "web", HostOsType = "linux" }, action.Evidence[0]);
        Assert.False(action.IsByHand);
    }

    [Fact]
    public void Plan_LocalMatch_TakesRuleAndSpaceFromIt()
    {
        var rule = Rule(Isolate);
        ResponseActions.Alert.TryRead("""{"agent":{"id":"X","type":"endpoint"}}"""u8.ToArray(), new AlertContext { Rule = rule, EventIds = ["e"], SpaceId = "team" }, out var alert, out _);

        var action = Assert.Single(Plan(rule, alert!, Alert("A", "X")).Actions);

        Assert.Equal((AlertOrigin.LocalMatch, "team", "uuid"), (action.AlertOrigin, action.SpaceId, action.RuleUuid));
    }

    [Theory]
    [InlineData("\"agent.name\":\"an\",\"host.name\":\"hn\"", "an", "an", "an", "hn")]
    [InlineData("\"agent.name\":\"\",\"host.name\":\"hn\"", "hn", "hn", "hn", "hn")]
    [InlineData("\"agent.name\":\"an\"", "an", "an", "an", "")]
    [InlineData("\"x\":1", "", null, "", "")]
    public void Plan_HostName_FallsBackPerCommand(string names, string isolate, string? kill, string killFailed, string runscript)
    {
        string? Name(RuleResponseAction action, string fields) =>
            Assert.Single(Plan(Rule(action), Alert("A", "X", $"{names},\"host.os.type\":\"linux\"{fields}")).Actions).HostName;

        Assert.Equal(isolate, Name(Isolate, ""));
        Assert.Equal(kill, Name(Kill(), ",\"process.pid\":1"));
        Assert.Equal(killFailed, Name(Kill(), ""));
        Assert.Equal(runscript, Name(new RunScriptAction { Config = new() { Linux = new() { ScriptId = "s" } } }, ""));
    }

    [Fact]
    public void Plan_SeveralAlertsOfOneHost_TheLastOneNamesIt()
    {
        var plan = Plan(Rule(Isolate), Alert("A1", "X", "\"agent.name\":\"first\""), Alert("A2", "X", "\"agent.name\":\"last\""));

        Assert.Equal("last", Assert.Single(plan.Actions).HostName);
    }

    [Fact]
    public void Plan_NoAlertOrNoAction_PlansNothing()
    {
        Assert.Equal((0, 0), (Plan(Rule(Isolate)).Actions.Count, Plan(Rule(Isolate)).Notes.Count));
        Assert.Equal((0, 0), (Plan(Rule(), Alert("A", "X")).Actions.Count, Plan(Rule(), Alert("A", "X")).Notes.Count));
    }

    [Fact]
    public void Plan_AlertsWithoutAgentOrSpace_AreNoted()
    {
        var plan = Plan(
            Rule(Isolate),
            Read("A1", """{"agent.type":"endpoint"}"""),
            Read("A2", """{"agent.type":"endpoint","agent.id":["x"]}"""),
            Read("A3", """{"agent.id":"X"}"""),
            Read("A4", """{"agent.id":"X","agent.type":"endpoint","kibana.alert.rule.name":"R","kibana.alert.rule.uuid":"u"}"""));

        Assert.Empty(plan.Actions);
        Assert.Equal(
            [
                "A1,A2: 2 alerts without text at `agent.id`: no host to act on. Send the field.",
                "A3: 1 alert whose `agent.type` is missing: automated actions reach `endpoint` (Elastic Defend) only.",
                "A4: Unable to identify the space ID from alert data ('kibana.space_ids') for rule [R][u]. Kibana logs this and does nothing.",
            ],
            plan.Notes.Select(note => $"{string.Join(',', note.AlertIds)}: {note}"));
    }

    [Fact]
    public void Plan_ActionsThatCannotBeAutomated_AreNoted()
    {
        var plan = Plan(
            Rule(new UnknownEndpointAction(ResponseActionCommand.Scan), new UnknownEndpointAction((ResponseActionCommand?)null), new OsqueryAction(), new UnknownResponseAction(".fax"), new KillProcessAction()),
            Alert("A", "X"));

        Assert.Empty(plan.Actions);
        Assert.Equal(
            [
                "rules cannot automate `scan`; Kibana only logs it.",
                "the response action names no command; Kibana does nothing.",
                "actions of kind `.osquery` are not planned by this library.",
                "actions of kind `.fax` are not planned by this library.",
                "kill-process has no `config`, so Kibana does nothing. Give it {\"overwrite\": true, \"field\": \"\"} to use `process.pid`.",
            ],
            plan.Notes.Select(note => note.Message));
    }
}
