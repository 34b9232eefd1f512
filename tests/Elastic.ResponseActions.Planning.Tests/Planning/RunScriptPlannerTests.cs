using static Elastic.ResponseActions.Planning.Tests.Planning.PlanCases;

namespace Elastic.ResponseActions.Planning.Tests.Planning;

public sealed class RunScriptPlannerTests
{
    private static readonly RunScriptAction Script = new()
    {
        Comment = "c",
        Config = new RunScriptConfig { Linux = new RunScript { ScriptId = "lin", ScriptInput = "i", TimeoutSeconds = 60 }, Windows = new RunScript { ScriptId = "win" } },
    };

    [Theory]
    [InlineData("\"host.os.type\":\"linux\"", "lin")]
    [InlineData("\"host.os.type\":\"LINUX\"", "lin")]
    [InlineData("\"host.os.type\":\"ubuntu\",\"host.os.name\":\"Windows\"", "win")]
    [InlineData("\"host.os\":{\"type\":null,\"platform\":\"windows\"}", "win")]
    [InlineData("\"host.os.type\":\"\",\"host.os.name\":\"Windows 11\",\"host.os.platform\":\"linux\"", "lin")]
    public void Plan_OperatingSystem_IsTheFirstFieldThatNamesOne(string fields, string script) =>
        Assert.Equal(script, Assert.Single(Plan(Rule(Script), Alert("A", "X", fields)).Actions).Script!.ScriptId);

    [Fact]
    public void Plan_SeveralAlertsOfOneHost_OnlyTheFirstCounts()
    {
        var plan = Plan(
            Rule(Script),
            Alert("A1", "X", "\"host.os.type\":\"linux\",\"host.name\":\"h\",\"agent.name\":\"not used\""),
            Alert("A2", "Y", "\"host.os.type\":\"macos\""),
            Alert("A3", "X", "\"host.os.type\":\"windows\""),
            Alert("A4", "Y", "\"host.os.type\":\"windows\""));

        var action = Assert.Single(plan.Actions);
        Assert.Equal(("A1", "h", "lin", "i", 60), (Assert.Single(action.AlertIds), action.HostName, action.Script!.ScriptId, action.Script.ScriptInput, action.Script.TimeoutSeconds));
        Assert.Equal(
            ["A2: runscript names no script for macos, so Kibana skips this agent.", "A3,A4: runscript looks only at the first alert of each agent; these came later."],
            plan.Notes.Select(note => $"{string.Join(',', note.AlertIds)}: {note}"));
    }

    [Fact]
    public void Plan_OperatingSystemUnknown_StoresNoAction()
    {
        var plan = Plan(Rule(Script), Alert("A", "X"));

        Assert.Empty(plan.Actions);
        Assert.Equal("Unable to determine host OS type from alert [A]. Kibana stores no action for this agent. Send `host.os.type`.", Assert.Single(plan.Notes).Message);
    }

    [Fact]
    public void Plan_OperatingSystemIsNoText_EndsTheWalk()
    {
        var plan = Plan(
            Rule(Script),
            Alert("A1", "X", "\"host.os.type\":\"linux\""),
            Alert("A2", "Y", "\"host.os.type\":[\"linux\"]"),
            Alert("A3", "Z", "\"host.os.type\":\"linux\""));

        Assert.Equal("runscript X <A1>", Assert.Single(Lines(plan)));
        Assert.Equal(["A2", "A3"], Assert.Single(plan.Notes).AlertIds);
    }

    [Fact]
    public void Plan_NoConfig_SkipsEveryHost()
    {
        var plan = Plan(Rule(new RunScriptAction()), Alert("A", "X", "\"host.os.type\":\"linux\""));

        Assert.Empty(plan.Actions);
        Assert.Equal("runscript names no script for linux, so Kibana skips this agent.", Assert.Single(plan.Notes).Message);
    }

    [Fact]
    public void Plan_ScriptLibrary_DecidesBeforeTheLicence()
    {
        ResponsePlan PlanWith(params (string Id, ScriptFacts Script)[] scripts) => ResponsePlanner.Plan(
            Rule(Script),
            [Alert("A1", "X", "\"host.os.type\":\"windows\""), Alert("A2", "Y", "\"host.os.type\":\"linux\"")],
            Known("X", "Y") with { License = LicenseLevel.Platinum, Scripts = scripts.ToDictionary(one => one.Id, one => one.Script) });

        var plan = PlanWith(("win", new ScriptFacts("Clean up", RequiresInput: true)), ("lin", new ScriptFacts("Tidy", RequiresInput: true)));
        Assert.Equal(
            [
                "runscript X <A1> [The script [Clean up] requires arguments to be specified.]",
                "runscript Y <A2> [At least Enterprise license is required to use Response Actions.]",
            ],
            Lines(plan));

        var unknown = PlanWith(("lin", new ScriptFacts("Tidy", RequiresInput: false)));
        Assert.Equal("runscript Y", Assert.Single(Lines(unknown))[..11]);
        Assert.Equal("Script with id win not found. Kibana stores no action for agent 'X'.", Assert.Single(unknown.Notes).Message);
    }
}
